import pytest
from django.utils import timezone

from customers.factories import AddressFactory, ContactFactory, CustomerFactory
from customers.models import Activity, Address, Contact, Customer, CustomerAccess, ImportRun
from customers.tasks import undo_import
from customers.tests.importing.steps import imported
from people.models import Notification

# In a transaction of its own, a later edit does not inherit the history context of the import.
pytestmark = pytest.mark.django_db(transaction=True)

HEADER = ["客户编码", "客户名称", "联系人", "手机", "地址", "上级客户"]
ROWS = [
    ["C1", "新名", "张敏", "13900000000", "新址", "C2"],
    ["C2", "新客户", "李强", "13700000000", "浦东", ""],
]


@pytest.fixture
def browser(client, manager):
    client.force_login(manager)
    return client


@pytest.fixture
def customer(manager):
    customer = CustomerFactory(code="C1", name="旧名", owner=manager)
    ContactFactory(customer=customer, name="张敏", mobile="13800138000")
    AddressFactory(customer=customer, line="旧址")
    return customer


@pytest.fixture
def run(browser, customer):
    run = imported(browser, HEADER, *ROWS)
    assert run.counts == {"new": 1, "changed": 1, "unchanged": 0, "error": 0}
    return run


def undo(browser, run):
    """The page after the button was pressed and, if there was something to do, the worker did it."""
    page = browser.post(f"{run.get_absolute_url()}undo/", follow=True)
    if undo_is_due(run):
        assert "Being undone" in page.content.decode()
        undo_import(run.pk)
        page = browser.get(run.get_absolute_url())
    run.refresh_from_db()
    return page.content.decode()


def undo_is_due(run):
    return ImportRun.objects.due().filter(pk=run.pk).exists()


def test_new_customers_go_and_changed_ones_are_as_before(browser, run, customer):
    page = undo(browser, run)
    assert run.state == "undone" and "Undone by Manager" in page
    customer.refresh_from_db()
    assert (customer.name, customer.parent, customer.version) == ("旧名", None, 3)
    assert Customer.objects.get() == customer
    assert Contact.objects.get().mobile == "13800138000"
    assert Address.objects.get().line == "旧址"
    assert str(Activity.objects.latest("pk")) == "Import of 客户.csv undone"


def test_undoing_twice_says_who_did_it(browser, run):
    undo(browser, run)
    assert "客户.csv by Manager is meanwhile “Undone”" in undo(browser, run)


def test_a_customer_edited_since_is_named(browser, run, customer, manager):
    customer.refresh_from_db()
    customer.edit(manager, timezone.now(), customer.version, {"short_name": "新"})
    page = undo(browser, run)
    assert "Not undone, because 1 customer was edited or used since: 新名 (customer)." in page
    assert run.state == "done"


@pytest.mark.parametrize("change", ["mobile", "deleted"])
def test_a_contact_changed_or_removed_since_is_named(browser, run, change):
    contact = Contact.objects.get(name="李强")
    if change == "deleted":
        contact.delete()
    else:
        Contact.objects.filter(pk=contact.pk).update(mobile="13600000000")
    assert "新客户 (contact)" in undo(browser, run)


def test_what_was_attached_to_a_new_customer_is_named(browser, run):
    ContactFactory(customer=Customer.objects.get(code="C2"))
    assert "新客户 (contact)" in undo(browser, run)


def test_whatever_refers_to_a_new_customer_keeps_it(browser, run, company):
    CustomerAccess.give_head(Customer.objects.get(code="C2"), company.desk, "Complaint", timezone.now())
    assert "新客户 (access to a file)" in undo(browser, run)
    assert Customer.objects.filter(code="C2").exists()


def test_a_later_import_that_changed_the_same_must_be_undone_first(browser, run):
    later = imported(browser, ["客户编码", "客户名称"], ["C1", "更新的名"])
    assert "更新的名 (customer)" in undo(browser, run)
    undo(browser, later)
    assert later.state == "undone"


def test_who_asked_for_the_undoing_is_told_how_it_ended(client, run, analyst):
    client.force_login(analyst)
    contact = ContactFactory(customer=Customer.objects.get(code="C2"))
    undo(client, run)
    contact.delete()
    undo(client, run)
    told = Notification.objects.filter(recipient=analyst).order_by("pk")
    assert [note.title for note in told] == ["客户.csv: Not undone", "客户.csv: Undone"]
    assert "新客户 (contact)" in told[0].body


def test_an_error_in_the_middle_takes_nothing_back_and_says_so(browser, run, customer):
    # An account manager who does not exist: the database refuses at the very end.
    row = run.rows.get(outcome="changed")
    row.changes["owner"] = [0, 0]
    row.save()
    assert "An error in the system stopped the undoing. Nothing was taken back" in undo(browser, run)
    customer.refresh_from_db()
    assert (run.state, customer.name, Customer.objects.count()) == ("done", "新名", 2)


def test_the_colleague_of_another_branch_cannot_undo(client, run, colleague):
    client.force_login(colleague)
    assert client.post(f"{run.get_absolute_url()}undo/").status_code == 404


def test_the_customer_relations_office_may_undo_the_run_of_another(client, run, analyst):
    client.force_login(analyst)
    assert "Undone by Analyst" in undo(client, run)
