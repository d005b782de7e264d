"""The contact log: who may write, answer and correct; answers owed run against the clock."""

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from crm_site.workflow import InvalidTransition
from customers.factories import ContactFactory, log_contact
from customers.models import ContactCost, ContactEntry, CustomerAccess
from customers.models.log_entry import EDIT_DAYS
from deadlines.models import Clock

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def version_of(entry):
    return ContactEntry.objects.for_edit().get(pk=entry.pk).version


def test_a_call_is_logged_once_with_people_and_costs(customer, manager, colleague):
    contact, key = ContactFactory(customer=customer), uuid.uuid4()
    facts = {"channel": "meal", "happened_at": NOW, "summary": "谈合同"}
    entry = ContactEntry.record(
        manager, NOW, key, customer, contacts=[contact], colleagues=[colleague], costs={"meal": 300, "gift": 0}, **facts
    )
    assert ContactEntry.record(manager, NOW, key, customer, **facts) == entry
    assert [*entry.contacts.all()] == [contact] and [*entry.colleagues.all()] == [colleague]
    assert [(cost.category, cost.amount) for cost in entry.costs.all()] == [("meal", 300)]
    assert [str(activity) for activity in customer.activities.all()] == ["Meal: 谈合同"]


def test_an_answer_owed_runs_against_the_clock_from_the_contact_on(customer, manager):
    entry = log_contact(manager, customer, NOW, "新报价", happened_at=NOW - timedelta(days=1))
    clock = entry.answer_clock
    assert (clock.step, clock.doer, clock.department) == ("customer.answer", manager, manager.department)
    assert clock.started_at == NOW - timedelta(days=1) and clock.url == entry.get_absolute_url()
    assert clock.title == "远洋物流 · 新报价"


def test_answering_ends_the_clock(owed, manager):
    owed.answer(manager, NOW, "已报价")
    clock = Clock.objects.get()
    assert clock.state == Clock.State.DONE and clock.ended_at == NOW
    assert not ContactEntry.objects.owed().exists()
    assert "Answer given: 新报价" in [str(activity) for activity in owed.customer.activities.all()]


def test_the_second_to_answer_learns_who_was_first(owed, manager, supervisor):
    stale = ContactEntry.objects.get(pk=owed.pk)
    owed.answer(supervisor, NOW, "已报价")
    with pytest.raises(InvalidTransition, match="Supervisor logged the answer"):
        stale.answer(manager, NOW, "报过价了")


def test_an_answer_says_something(owed, manager):
    with pytest.raises(ValidationError):
        owed.answer(manager, NOW, "  ")


def test_where_nothing_is_owed_nothing_is_answered(customer, manager):
    with pytest.raises(InvalidTransition, match="No answer is owed"):
        log_contact(manager, customer, NOW).answer(manager, NOW, "好")


def test_who_writes_in_the_file_and_whom_it_waits_for_may_answer(owed, cast):
    assert {login for login, person in cast.items() if owed.can_be_answered_by(person)} == {
        *("manager", "supervisor", "analyst", "director")
    }
    owed.customer.owner = cast["colleague"]
    owed.customer.save()
    assert owed.can_be_answered_by(cast["manager"]) and ContactEntry.objects.visible_to(cast["manager"]).exists()
    owed.answer(cast["manager"], NOW, "已报价")
    assert not ContactEntry.objects.visible_to(cast["manager"]).exists()


def test_entries_are_seen_by_whoever_may_read_the_file(owed, cast, company):
    CustomerAccess.give_head(owed.customer, company.operations, "complaint", NOW)
    seen = {login for login, person in cast.items() if ContactEntry.objects.visible_to(person).exists()}
    assert seen == {"manager", "supervisor", "analyst", "director"}


def test_only_who_writes_in_the_file_logs(customer, colleague, desk, administrator):
    for person in (colleague, desk, administrator):
        with pytest.raises(PermissionDenied):
            log_contact(person, customer, NOW)


def test_the_deputy_of_an_absent_author_sees_answers_and_corrects(owed, manager, colleague):
    manager.deputy, manager.deputy_from, manager.deputy_until = colleague, timezone.localdate(), timezone.localdate()
    manager.save()
    assert [*ContactEntry.objects.waiting_for(colleague)] == [owed]
    assert owed.can_be_edited_by(colleague, NOW)
    owed.answer(colleague, NOW, "已报价")


def test_the_author_corrects_an_entry_for_some_weeks(owed, manager, supervisor):
    assert owed.can_be_edited_by(manager, owed.created_at + timedelta(days=EDIT_DAYS))
    assert not owed.can_be_edited_by(manager, owed.created_at + timedelta(days=EDIT_DAYS, seconds=1))
    with pytest.raises(PermissionDenied):
        owed.edit(supervisor, NOW, version_of(owed), {"summary": "别的"})
    owed.edit(manager, NOW, version_of(owed), {"summary": "谈了运价和仓租"}, costs={"travel": Decimal("80.50")})
    owed.refresh_from_db()
    assert owed.summary == "谈了运价和仓租" and owed.total_cost == Decimal("80.50")


def test_what_is_owed_no_more_stops_its_clock_and_what_is_owed_now_starts_one(owed, manager):
    first = owed.answer_clock
    owed.edit(manager, NOW, version_of(owed), {"answer_owed": ""})
    first.refresh_from_db()
    assert first.state == Clock.State.CANCELLED and not owed.is_answer_owed
    owed.edit(manager, NOW, version_of(owed), {"answer_owed": "样品"})
    assert owed.is_answer_owed and owed.answer_clock.title == "远洋物流 · 样品"


def test_what_was_answered_stays_as_it_was_owed(owed, manager):
    owed.answer(manager, NOW, "已报价")
    with pytest.raises(InvalidTransition, match="given already"):
        owed.edit(manager, NOW, version_of(owed), {"answer_owed": ""})


def test_the_database_refuses_what_cannot_be(owed, manager):
    for change in ({"answer_clock": None}, {"answered_at": NOW}, {"summary": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ContactEntry.objects.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        ContactCost.objects.create(entry=owed, category="meal", amount=-1)


def test_a_next_contact_is_due_until_somebody_speaks_with_the_customer(customer, manager):
    today = timezone.localdate(NOW)
    log_contact(manager, customer, NOW - timedelta(days=3), next_contact_on=today)
    assert ContactEntry.objects.next_contact_due(today).exists()
    assert not ContactEntry.objects.next_contact_due(today - timedelta(days=1)).exists()
    log_contact(manager, customer, NOW)
    assert not ContactEntry.objects.next_contact_due(today).exists()


def test_the_list_sums_the_costs_of_each_entry(customer, manager):
    log_contact(manager, customer, NOW, costs={"meal": 300, "gift": Decimal("99.50")})
    log_contact(manager, customer, NOW)
    assert sorted(entry.cost for entry in ContactEntry.objects.for_list()) == [0, Decimal("399.50")]
