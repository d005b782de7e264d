"""What an import wrote is taken back as long as nobody edited or used it; the page says so else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from customers.factories import AddressFactory, ContactFactory, log_contact, review_credit
from customers.models import Address, Contact, ContactEntry, CreditReview
from customers.tests.importing.parts.steps import imported
from customers.tests.importing.test_undo import undo

# In a transaction of its own, a later edit does not inherit the history context of the import.
pytestmark = pytest.mark.django_db(transaction=True)

CONTACTS = ["客户编码", "姓名", "手机", "职务", "离职日期"]
LOG = ["客户编码", "时间", "方式", "内容", "餐费"]
CREDIT = ["客户编码", "调查日期", "信用等级", "授信额度", "结算方式", "账期"]


@pytest.fixture
def former(ocean):
    return ContactFactory(customer=ocean, name="旧人", mobile="13800138042", title="经理", is_primary=True)


@pytest.fixture
def run(browser, former):
    rows = [["K1", "旧人", "13800138042", "总监", "2026-03-01"], ["K1", "新人", "13700137000", "", ""]]
    return imported(browser, "contacts", CONTACTS, *rows)


def test_new_contacts_go_and_changed_ones_are_as_before(browser, ocean, former, run):
    undo(browser, run)
    assert run.state == "undone"
    contact = ocean.contacts.get()
    assert (contact.title, contact.left_since, contact.is_primary) == ("经理", None, True)
    assert str(ocean.activities.order_by("id").last()) == "Import of 数据.csv undone"


def test_not_after_an_edit(browser, ocean, run):
    Contact.objects.filter(name="旧人").update(remark="x")
    assert "上海远洋物流有限公司 (contact)" in undo(browser, run)
    assert run.state == "done" and ocean.contacts.count() == 2


def test_not_after_somebody_logged_a_talk_with_a_new_contact(browser, manager, ocean, run):
    log_contact(manager, ocean, timezone.now(), contacts=[Contact.objects.get(name="新人")])
    undo(browser, run)
    assert run.state == "done" and ocean.contacts.count() == 2


def test_addresses(browser, ocean):
    AddressFactory(customer=ocean, kind="warehouse", line="青浦", postcode="200000")
    header = ["客户编码", "地址类型", "地址", "邮编"]
    run = imported(browser, "addresses", header, ["K1", "仓库", "青浦", "201700"], ["K1", "仓库", "嘉定", ""])
    undo(browser, run)
    assert list(Address.objects.values_list("line", "postcode")) == [("青浦", "200000")]


def test_the_log_with_its_costs_and_its_place_on_the_timeline(browser, ocean, former):
    header, row = [*LOG, "联系人"], ["K1", "2025-03-04", "电话", "x", "5", "旧人"]
    run = imported(browser, "log", header, row)
    undo(browser, run)
    assert run.state == "undone" and not ContactEntry.objects.exists()
    assert [activity.kind for activity in ocean.activities.all()] == ["customer.import_undone"]


def test_not_after_an_entry_was_corrected(browser, manager, ocean):
    run = imported(browser, "log", LOG, ["K1", "2025-03-04", "电话", "x", "5"])
    ContactEntry.objects.get().costs.create(category="gift", amount=9)
    undo(browser, run)
    assert run.state == "done"


def test_credit_is_what_it_was_before(client, supervisor, manager, ocean):
    review_credit(ocean, manager, timezone.now() - timedelta(days=900), limit=100_000)
    client.force_login(supervisor)
    run = imported(client, "credit", CREDIT, ["K1", "2025-05-08", "A", "80万", "月结", "60"])
    ocean.refresh_from_db()
    assert ocean.credit_limit == 800_000
    undo(client, run)
    ocean.refresh_from_db()
    assert (ocean.credit_grade, ocean.credit_limit) == ("B", 100_000) and CreditReview.objects.count() == 1
