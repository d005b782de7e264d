"""Which column is which field."""

import pytest

from customers.importing.customer_files.fields import FIELDS
from customers.importing.customer_files.headers import guess_mapping
from customers.importing.text import normalise


def guessed(*headers, rows=()):
    mapping = guess_mapping(list(headers), rows)
    assert list(mapping) == list(range(len(headers)))
    return list(mapping.values())


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.key)
def test_every_field_is_known_by_its_names_in_both_languages(field):
    for name in field.names:
        assert guessed(name) == [field.key], name


def test_no_name_stands_for_two_fields():
    owners = {}
    for field in FIELDS:
        for name in field.names:
            assert owners.setdefault(normalise(name), field.key) == field.key, name


def test_columns_may_stand_in_any_order():
    assert guessed("手机", "备注", "客户名称", "code") == ["contact_mobile", "remark", "name", "code"]


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("＊客户名称（必填）", "name"),
        ("客户 名称：", "name"),
        ("ＣＵＳＴＯＭＥＲ　ＮＡＭＥ", "name"),
        ("customer_name *", "name"),
        ("税率(%)", "tax_rate"),
        ("税率【百分比】", "tax_rate"),
        ("客户名称(英文)", "english_name"),
        ("E-Mail", "contact_email"),
        ("联系人 › 姓名", "contact_name"),
        ("基本资料 › 客户编码", "code"),
        ("手机号码1", "contact_mobile"),
        ("统一社会信用代马", "credit_code"),
        ("客户经理姓名", "owner"),
    ],
)
def test_marks_units_width_and_slips_do_not_matter(header, key):
    assert guessed(header) == [key]


@pytest.mark.parametrize(
    "header", ["", "序号", "供应商编码", "仓库地址", "注册资本(万元)", "法人", "客户群", "foo", "1"]
)
def test_a_header_that_names_no_field_is_left_open(header):
    assert guessed(header) == [None]


def test_a_field_goes_to_the_column_that_names_it_best():
    assert guessed("手机号码1", "手机") == [None, "contact_mobile"]
    assert guessed("客户名称", "公司名称") == ["name", None]
    assert guessed("客户经理手机", "客户经理", "手机") == [None, "owner", "contact_mobile"]


def test_columns_without_header_are_told_by_their_content():
    rows = [
        [13800138000.0, "9144030071526726xg", "a@b.cn", "远洋", ""],
        ["+86 139-0013-9000", "91110000600037341L", "c@d.com", "宁波", ""],
        ["", "", "none", "青岛"],
    ]
    assert guessed("", "", "?", "", "", rows=rows) == ["contact_mobile", "credit_code", "contact_email", None, None]


def test_content_never_takes_a_field_from_a_header():
    assert guessed("手机", "x", rows=[["13800138000", "13900139000"]]) == ["contact_mobile", None]


def test_a_column_of_telephones_that_are_mobiles_is_the_mobile_unless_there_is_one():
    rows = [["13800138000", "13900139000"]]
    assert guessed("联系电话", rows=rows) == ["contact_mobile"]
    assert guessed("联系电话", "手机", rows=rows) == ["contact_phone", "contact_mobile"]
    assert guessed("联系电话", rows=[["021-58881234"]]) == ["contact_phone"]
