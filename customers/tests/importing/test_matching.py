"""What a row means, compared with what is on file and with the rights of who imports."""

import pytest

from customers.credit_code import check_character
from customers.factories import CustomerFactory
from customers.models import Customer, CustomerAccess
from customers.tests.importing.steps import changes_of, check, checked, confirm, csv, errors_of, imported, upload
from people.factories import UserFactory

pytestmark = pytest.mark.django_db

CREDIT_CODE = "91310000MA1FL0AB1" + check_character("91310000MA1FL0AB1")


@pytest.fixture
def as_person(client):
    def login(person):
        client.force_login(person)
        return client

    return login


@pytest.fixture
def browser(as_person, manager):
    return as_person(manager)


def test_without_code_the_credit_code_is_the_key(browser, manager):
    customer = CustomerFactory(credit_code=CREDIT_CODE, owner=manager, name="旧名")
    run = checked(browser, ["信用代码", "客户名称"], [CREDIT_CODE, "新名"])
    assert run.rows.get().customer == customer
    assert changes_of(run) == {2: {"name": ["旧名", "新名"]}}


def test_without_both_a_full_name_on_one_visible_customer_is_the_key(browser, manager, colleague):
    CustomerFactory(name="远洋物流", owner=manager, short_name="旧")
    CustomerFactory(name="远洋物流", owner=colleague)
    assert changes_of(checked(browser, ["客户名称", "简称"], ["远洋物流", "远洋"])) == {
        2: {"short_name": ["旧", "远洋"]}
    }


def test_a_name_on_several_customers_asks_for_a_code(browser, manager):
    CustomerFactory.create_batch(2, name="远洋物流", owner=manager)
    run = checked(browser, ["客户名称"], ["远洋物流"])
    assert errors_of(run) == {2: {"name": "2 customers have this name; give the customer code."}}


def test_a_customer_without_code_gets_the_next_of_our_own_series(browser):
    CustomerFactory(code="C000001")
    imported(browser, ["客户名称"], ["甲公司"], ["乙公司"])
    codes = Customer.objects.exclude(code="C000001").order_by("code").values_list("code", "name")
    assert [name for _code, name in codes] == ["甲公司", "乙公司"]
    assert all(code.startswith("C") and code != "C000001" for code, _name in codes)
    assert checked(browser, ["客户名称"], ["甲公司"], ["乙公司"]).counts["unchanged"] == 2


def test_repeated_keys_name_the_other_row(browser):
    run = checked(
        browser,
        ["客户编码", "信用代码", "客户名称"],
        ["C1", CREDIT_CODE, "甲"],
        ["C1", "", "乙"],
        ["C2", CREDIT_CODE, "丙"],
        ["", "", "甲"],
        ["", "", "丁"],
        ["", "", "丁"],
    )
    assert errors_of(run) == {
        3: {"code": "Row 2 has the same customer code."},
        4: {"credit_code": "Row 2 has the same credit code."},
        5: {"name": "Row 2 has the same name; give both a customer code."},
        7: {"name": "Row 6 has the same name; give both a customer code."},
    }


def test_a_credit_code_of_another_customer_is_refused(browser, colleague):
    CustomerFactory(code="X1", credit_code=CREDIT_CODE, owner=colleague)
    run = checked(browser, ["客户编码", "信用代码", "客户名称"], ["C1", CREDIT_CODE, "甲"])
    assert errors_of(run)[2]["credit_code"] == "This credit code is on file for the customer with the code X1."


def test_a_new_customer_needs_a_name(browser):
    assert errors_of(checked(browser, ["客户编码", "简称"], ["C1", "甲"])) == {
        2: {"name": "A new customer needs a full name."}
    }


def test_the_file_of_another_account_manager_is_refused(browser, colleague):
    CustomerFactory(code="C1", owner=colleague)
    CustomerFactory(code="C2")
    assert errors_of(checked(browser, ["客户编码", "客户名称"], ["C1", "甲"], ["C2", "乙"])) == {
        2: {"code": "This customer belongs to another account manager."},
        3: {"code": "This customer is in the public pool and must be claimed first."},
    }


def test_a_collaborator_who_may_write_may_import(browser, manager, colleague):
    customer = CustomerFactory(code="C1", owner=colleague)
    access = {"customer": customer, "user": manager, "reason": "Project", "created_at": customer.created_at}
    CustomerAccess.objects.create(level=CustomerAccess.Level.WRITE, **access)
    assert checked(browser, ["客户编码", "客户名称"], ["C1", "甲"]).counts["changed"] == 1


def test_new_customers_of_an_account_manager_are_their_own(browser, manager, colleague):
    run = imported(
        browser,
        ["客户编码", "客户名称", "客户经理"],
        ["C1", "甲", ""],
        ["C2", "乙", "manager"],
        ["C3", "丙", "Colleague"],
    )
    assert set(Customer.objects.values_list("code", "owner")) == {("C1", manager.pk), ("C2", manager.pk)}
    assert errors_of(run) == {4: {"owner": "You may not give customers to this account manager."}}


def test_a_supervisor_assigns_below_only(as_person, supervisor, manager, colleague):
    rows = [["C1", "甲", "Manager"], ["C2", "乙", "colleague"], ["C3", "丙", ""]]
    run = imported(as_person(supervisor), ["客户编码", "客户名称", "业务员"], *rows)
    assert set(Customer.objects.values_list("code", "owner")) == {("C1", manager.pk), ("C3", supervisor.pk)}
    assert list(errors_of(run)) == [3]


def test_an_analyst_assigns_by_login_name_name_or_salesperson_code(as_person, analyst, manager, colleague):
    CustomerFactory(owner=colleague, salesperson_code="S07")
    UserFactory(name="Twin"), UserFactory(name="Twin")
    rows = [["C1", "甲", "MANAGER"], ["C2", "乙", "S07"], ["C3", "丙", ""], ["C4", "丁", "Twin"], ["C5", "戊", "谁"]]
    run = imported(as_person(analyst), ["客户编码", "客户名称", "客户经理"], *rows)
    owners = dict(Customer.objects.filter(code__startswith="C").values_list("code", "owner"))
    assert owners == {"C1": manager.pk, "C2": colleague.pk, "C3": None}
    assert errors_of(run) == {
        5: {"owner": "“Twin” is the name of several account managers; give the login name."},
        6: {"owner": "“谁” is not an account manager: give a login name or a name."},
    }


@pytest.mark.parametrize(
    ("writes", "new", "changed", "error"), [("all", 1, 1, 0), ("new", 1, 0, 0), ("changes", 0, 1, 1)]
)
def test_an_import_may_only_open_or_only_change_files(client, manager, writes, new, changed, error):
    known = CustomerFactory(code="K1", name="远洋物流有限公司", owner=manager)
    client.force_login(manager)
    run = upload(client, csv(["客户编码", "客户名称"], ["K1", "远洋国际物流有限公司"], ["K2", "新客户有限公司"]))
    run = confirm(client, check(client, run, writes=writes))
    assert (run.counts["new"], run.counts["changed"], run.counts["error"]) == (new, changed, error)
    known.refresh_from_db()
    assert known.name == ("远洋国际物流有限公司" if changed else "远洋物流有限公司")
    assert Customer.objects.filter(code="K2").exists() is bool(new)
    if error:
        assert errors_of(run) == {3: {"code": "Not on file; this import only changes files."}}
