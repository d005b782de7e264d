"""What is compared and written of a row."""

import pytest

from customers.factories import AddressFactory, ContactFactory, CustomerFactory
from customers.models import Address, Contact, Customer, Region
from customers.tests.importing.steps import checked, errors_of, imported

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(client, manager):
    client.force_login(manager)
    return client


def test_an_empty_cell_changes_nothing_and_columns_not_imported_neither(browser, manager):
    CustomerFactory(code="C1", name="甲", owner=manager, short_name="有", bank="工商银行")
    run = checked(browser, ["客户编码", "客户名称", "简称", "开户行"], ["C1", "甲", "", "中国银行"], c3="")
    assert run.counts["unchanged"] == 1


def test_regions_are_known_by_many_spellings(browser):
    rows = [
        ["C1", "上海市", "", ""],
        ["C2", "", "江苏省", "苏州市"],
        ["C3", "江苏苏州", "", ""],
        ["C4", "Guangdong", "", ""],
        ["C5", "", "上海", "上海"],
        ["C6", "", "广西壮族自治区", ""],
        ["C7", "", "浙江", "苏州"],
        ["C8", "亚特兰蒂斯", "", ""],
    ]
    run = imported(browser, ["客户编码", "区域", "省份", "城市", "客户名称"], *([*row, row[0]] for row in rows))
    shanghai, suzhou = (Region.objects.get(name=name) for name in ("上海", "苏州"))
    found = dict(Customer.objects.values_list("code", "region__name"))
    assert found == {"C1": "上海", "C2": "苏州", "C3": "苏州", "C4": "广东", "C5": "上海", "C6": "广西"}
    assert errors_of(run)[8]["city"] == "This city does not lie in the province of the same row."
    assert "“亚特兰蒂斯”" in errors_of(run)[9]["region"]
    assert (shanghai.parent, suzhou.parent.name) == (None, "江苏")


def test_the_first_contact_of_a_new_customer_is_its_first_contact(browser):
    imported(browser, ["客户名称", "联系人", "手机", "生日"], ["甲", "张敏", "13800138000", "1985-6-8"])
    contact = Contact.objects.get()
    assert (contact.name, contact.mobile, contact.birthday, contact.is_primary) == (
        "张敏",
        "13800138000",
        "1985-06-08",
        True,
    )


def test_a_contact_is_matched_by_name_else_by_mobile_else_added(browser, manager):
    customer = CustomerFactory(code="C1", name="甲", owner=manager)
    by_name = ContactFactory(customer=customer, name="张敏", mobile="13800138000", is_primary=True)
    by_mobile = ContactFactory(customer=customer, name="小李", mobile="13800138001")
    header = ["客户编码", "联系人", "手机", "职务"]
    imported(browser, header, ["C1", "张敏", "13900000000", "经理"])
    imported(browser, header, ["C1", "李强", "13800138001", ""])
    imported(browser, header, ["C1", "王芳", "13700000000", ""])
    by_name.refresh_from_db()
    by_mobile.refresh_from_db()
    assert (by_name.mobile, by_name.title, by_mobile.name) == ("13900000000", "经理", "李强")
    assert Contact.objects.get(name="王芳").is_primary is False
    assert customer.contacts.count() == 3


def test_a_contact_needs_a_name(browser):
    run = checked(browser, ["客户名称", "手机"], ["甲", "13800138000"])
    message = "A contact needs a name. Fill it in, or do not import this column."
    assert errors_of(run) == {2: {"contact_mobile": message}}


def test_addresses_are_written_by_kind(browser, manager):
    customer = CustomerFactory(code="C1", name="甲", owner=manager)
    AddressFactory(customer=customer, line="旧址")
    header = ["客户编码", "注册地址", "邮编", "交货地"]
    run = imported(browser, header, ["C1", "新址", "200120", "洋山港"])
    assert run.rows.get().changes == {
        "address": ["旧址", "新址"],
        "postcode": ["", "200120"],
        "delivery_address": ["", "洋山港"],
    }
    assert set(Address.objects.values_list("kind", "line", "postcode")) == {
        ("registered", "新址", "200120"),
        ("delivery", "洋山港", ""),
    }
    assert checked(browser, header, ["C1", "新址", "200120", "洋山港"]).counts["unchanged"] == 1


def test_a_postcode_needs_an_address(browser):
    run = checked(browser, ["客户名称", "邮编"], ["甲", "200120"])
    assert errors_of(run) == {2: {"postcode": "There is no registered address to which this postcode belongs."}}


def test_a_parent_group_may_be_on_file_or_in_the_same_file(browser, manager):
    CustomerFactory(code="G1", name="集团", owner=manager)
    header = ["客户编码", "客户名称", "上级客户"]
    rows = [["C1", "甲", "G1"], ["C2", "乙", "C3"], ["C3", "丙", ""], ["C4", "丁", "C4"], ["C5", "戊", "Q9"]]
    run = imported(browser, header, *rows)
    assert dict(Customer.objects.values_list("code", "parent__code")) == {
        "G1": None,
        "C1": "G1",
        "C2": "C3",
        "C3": None,
    }
    assert errors_of(run) == {
        5: {"parent": "A customer cannot be its own parent group."},
        6: {"parent": "There is no customer with the code “Q9”."},
    }
    assert checked(browser, header, *rows[:3]).counts["unchanged"] == 3
    loop = checked(browser, header, ["C2", "乙", "C3"], ["C3", "丙", "C1"], ["G1", "集团", "C2"])
    assert {number: list(errors) for number, errors in errors_of(loop).items()} == {
        2: ["parent"], 3: ["parent"], 4: ["parent"],
    }  # fmt: skip


def test_texts_with_tabs_lines_quotes_and_backslashes_arrive_as_they_are(browser):
    remark = 'Tab\\t, quote " and \\N; {a,b}'
    run = imported(
        browser,
        ["客户编码", "客户名称", "备注", "别名"],
        ["C1", "甲\\乙", f'"{remark.replace(chr(34), chr(34) * 2)}"', 'a"b\\c;d'],
    )
    customer = Customer.objects.get()
    assert (run.state, customer.name, customer.remark) == ("done", "甲\\乙", remark)
    assert customer.aliases == ['a"b\\c', "d"]
