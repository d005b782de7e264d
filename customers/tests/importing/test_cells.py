"""What becomes of a cell, field by field."""

from decimal import Decimal

import pytest
from django.db.models import TextChoices
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from customers.importing.customer_files.cells import choice_table, clean
from customers.importing.customer_files.fields import FIELDS
from customers.importing.errors import BrokenCell, CellError
from customers.importing.text import normalise


def refusal(key, raw, **options):
    with pytest.raises(CellError) as refused:
        clean(key, raw, **options)
    return str(refused.value)


@pytest.mark.parametrize("blank", ["", None, "  ", "\u3000", "\u200b", "-", "——", "/", "无", "N/A"])
@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.key)
def test_a_blank_or_a_placeholder_is_no_value_in_any_field(field, blank):
    expected = {"tax_rate": None, "aliases": []}.get(field.key, "")
    if field.key == "remark" and blank in ("-", "——", "/", "无", "N/A"):
        expected = blank
    assert clean(field.key, blank) == expected


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("  上海远洋　　物流（集团）有限公司 ", "上海远洋 物流（集团）有限公司"),
        ("ＡＢＣ物流１号", "ABC物流1号"),
        ("远洋\u202e司公\u202c物流\x00\x07", "远洋司公物流"),
        ("远洋\n物流\u200b", "远洋 物流"),
        ("远洋😀👨‍👩‍👧𠮷", "远洋😀👨‍👩‍👧𠮷"),
        ("'123物流", "123物流"),
        ("'s-Hertogenbosch B.V.", "'s-Hertogenbosch B.V."),
        ("=1+1", "=1+1"),
        (360.0, "360"),
    ],
)
def test_names_keep_their_punctuation_and_lose_what_cannot_be_seen(raw, value):
    assert clean("name", raw) == value


def test_remarks_keep_their_lines():
    assert clean("remark", " 一  行\r\n二行 \n") == "一 行\n二行"


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (1001.0, "1001"),
        ("1001.0", "1001"),
        ("Ｃ００１", "C001"),
        ("'C 001", "C001"),
        ("00123", "00123"),
        ("1E5", "1E5"),
    ],
)
def test_a_code_is_the_same_as_number_or_text(raw, value):
    assert clean("code", raw) == value


@pytest.mark.parametrize(
    "raw",
    ["13800138000", 13800138000, 13800138000.0, "13800138000.0", "'13800138000", "1.3800138E+10", "１３８ 00138000"],
)
def test_a_mobile_is_read_however_excel_stored_it(raw):
    assert clean("contact_mobile", raw) == "13800138000"


def test_a_number_that_excel_shortened_is_said_to_have_lost_digits():
    assert "last digits are lost" in refusal("contact_mobile", "1.38E+10")
    assert "last digits are lost" in refusal("bank_account", "6.2220210011112E+18")
    assert "lost its last digits" in refusal("bank_account", 6.222021001111222e18)
    assert "lost its last digits" in refusal("credit_code", 9.131000060737817e17)


def test_a_landline_is_kept_with_its_area_code():
    assert clean("contact_phone", "（021）5888 1234 转 801") == "021-58881234-801"
    assert "area code" in refusal("contact_phone", 58881234.0)


def test_a_credit_code_is_checked_and_kept_in_capitals():
    assert clean("credit_code", " 9144030071526726xg ") == "9144030071526726XG"
    assert clean("credit_code", "９１４４０３００７１５２６７２６ＸＧ") == "9144030071526726XG"
    assert "mistyped" in refusal("credit_code", "9144030071526726XH")


@pytest.mark.parametrize(
    "raw", ["6222 0210 0111 1222", "'6222021001111222", "6222-0210-0111-1222", "6222021001111222.0"]
)
def test_a_bank_account_is_kept_without_blanks(raw):
    assert clean("bank_account", raw) == "6222021001111222"


def test_what_is_no_bank_account_is_refused():
    assert "5 to 34" in refusal("bank_account", "见附件")


@pytest.mark.parametrize(
    ("raw", "rate"),
    [
        ("6%", "6"),
        ("6％", "6"),
        (0.06, "6"),
        (6.0, "6"),
        ("0.06", "6"),
        (0.13, "13"),
        ("0.5%", "0.5"),
        (1, "1"),
        (0, "0"),
    ],
)
def test_a_tax_rate_is_per_cent_however_it_is_written(raw, rate):
    assert clean("tax_rate", raw) == Decimal(rate)
    assert str(clean("tax_rate", raw)) == rate


def test_the_words_for_no_tax_are_nought():
    assert clean("tax_rate", "免税") == 0


@pytest.mark.parametrize("raw", ["六", "-6", "600%", "6%到9%", "NaN", "6.123%"])
def test_what_is_no_tax_rate_is_refused(raw):
    assert f"“{raw}” is not a tax rate" in refusal("tax_rate", raw)


def test_an_e_mail_address_is_kept_in_small_letters():
    assert clean("contact_email", " Wang@Example.COM; ") == "wang@example.com"
    assert clean("contact_email", "mailto:wang＠example.com") == "wang@example.com"
    assert "“wang.example.com” is not an e-mail address" in refusal("contact_email", "wang.example.com")


def test_a_web_address_needs_no_scheme():
    assert clean("website", "www.example.com") == "https://www.example.com"
    assert clean("website", "http://example.com/公司") == "http://example.com/公司"
    assert "web address" in refusal("website", "javascript:alert(1)")
    assert "web address" in refusal("website", "ftp://example.com")


def test_a_postcode_has_six_digits_and_gets_back_the_zero_that_excel_dropped():
    assert clean("postcode", "200120") == "200120"
    assert clean("postcode", 10000.0) == "010000"
    assert "6 digits" in refusal("postcode", "10000")
    assert "6 digits" in refusal("postcode", "²³⁴⁵⁶⁷ⅷ")


def test_several_names_in_a_cell_are_a_list():
    assert clean("aliases", "远洋、远洋物流；OCEAN Co., Ltd.\n远洋") == ["远洋", "远洋物流", "OCEAN Co., Ltd."]


class Size(TextChoices):
    LARGE = "large", _("Large")
    SMALL = "small", _("Small")


def test_a_choice_is_found_by_label_in_either_language_or_code():
    with translation.override("zh-hans"):
        labels = dict(Size.choices)
    table = choice_table(Size)
    for text in ("Large", " LARGE ", "large", str(labels["large"])):
        assert clean("size", text, choices=table) == "large"
    assert clean("grade", "A级", choices={"a": "A"}) == "A"


def test_an_unknown_choice_is_refused_with_what_is_expected():
    assert (
        refusal("size", "huge", choices=choice_table(Size))
        == "“huge” is not known here; expected one of: Large, Small."
    )


def test_of_many_choices_only_the_like_are_named():
    choices = {
        normalise(f"{name}市"): name
        for name in [
            "上海",
            "北京",
            "广州",
            "深圳",
            "宁波",
            "青岛",
            "天津",
            "重庆",
            "厦门",
            "大连",
            "苏州",
            "无锡",
            "南京",
        ]
    }
    assert clean("city", "宁波市", choices=choices) == "宁波"
    assert "expected one of: 宁波市." in refusal("city", "宁波区市", choices=choices)
    assert "not in the list" in refusal("city", "Paris", choices=choices)


def test_without_a_table_a_choice_is_plain_text():
    assert clean("source", " 展会 ") == "展会"


def test_what_does_not_fit_is_refused_with_the_limit():
    assert clean("name", "远" * 200, max_length=200) == "远" * 200
    assert "201 characters; at most 200" in refusal("name", "远" * 201, max_length=200)
    assert "at most 5" in refusal("aliases", "远洋、远洋物流集团", max_length=5)


def test_a_cell_in_which_excel_has_no_value_is_refused_in_any_field():
    assert "#N/A" in refusal("remark", BrokenCell("#N/A"))
    assert "formula" in refusal("name", BrokenCell())
