"""What becomes of visits, occasions, complaints, surveys and key accounts when two files are merged."""

from datetime import date

import pytest
from django.utils import timezone

from complaints.factories import log_complaint
from customers.factories import ContactFactory, review_credit
from customers.models import Activity, Customer, Disclosure
from deadlines.models import Clock
from key_accounts.factories import SPRING, bring_to, designate, open_plan, propose
from key_accounts.models import Counterpart
from surveys.factories import wave_in_fieldwork
from surveys.models import DoNotAsk, FrameUnit
from surveys.states import Disposition
from visits.factories import care_task, plan_visit, propose_visit
from visits.states import State

pytestmark = pytest.mark.django_db


def test_visits_complaints_and_credit_reviews_move(merge, kept, merged, manager, desk):
    visit = plan_visit(manager, customer=merged)
    complaint = log_complaint(desk, None, customer=merged)
    review = review_credit(merged, manager, timezone.now())
    merge()
    for row in (visit, complaint, review):
        row.refresh_from_db()
        assert row.customer == kept
    assert not Activity.objects.filter(customer=merged).exists()


def test_one_visit_is_proposed_per_period(merge, kept, merged, manager):
    mine = propose_visit(manager, customer=kept)
    theirs = propose_visit(manager, customer=merged, rule=mine.rule, due_on=mine.due_on)
    merge()
    mine.refresh_from_db(), theirs.refresh_from_db()
    assert (mine.state, theirs.state, theirs.customer, theirs.rule) == (State.PROPOSED, State.DECLINED, kept, None)


def test_nobody_is_congratulated_twice(merge, kept, merged, manager):
    mine = care_task(manager, customer=kept)
    theirs = care_task(manager, customer=merged, occasion=mine.occasion, budget=9000)
    theirs.ask(manager, theirs.changed_at)
    merge()
    mine.refresh_from_db(), theirs.refresh_from_db()
    assert (mine.state, theirs.state, theirs.customer) == ("open", "skipped", kept)
    assert not Clock.objects.running().filter(pk=theirs.clock_id).exists()


def test_a_birthday_of_a_united_contact_is_kept_once(merge, kept, merged, manager):
    mine, theirs = (ContactFactory(customer=file, name="王小明") for file in (kept, merged))
    task = care_task(
        manager, customer=merged, contact=theirs, occurrence=f"birthday:{theirs.pk}:2027-05-03", day=date(2027, 5, 3)
    )
    merge(contacts=[(mine.pk, theirs.pk)])
    task.refresh_from_db()
    assert (task.contact, task.occurrence) == (mine, f"birthday:{mine.pk}:2027-05-03")


def test_of_two_people_of_a_sample_one_is_asked(merge, kept, merged, analyst):
    for file in (kept, merged):
        ContactFactory(customer=file, is_primary=True)
    wave_in_fieldwork(analyst, people=1)
    merge()
    stays = FrameUnit.objects.get(customer=merged)
    assert stays.disposition == Disposition.NOT_ELIGIBLE and stays.next_call_at is None
    assert FrameUnit.objects.get(customer=kept).next_call_at is not None


def test_whoever_is_not_to_be_asked_stays_so_when_united(merge, kept, merged, manager, colleague):
    mine, theirs = (ContactFactory(customer=file, name="王小明") for file in (kept, merged))
    DoNotAsk.objects.create(contact=theirs, at=timezone.now())
    for contact, person in ((mine, manager), (theirs, colleague)):
        Counterpart.objects.create(contact=contact, person=person, assigned_by=manager, assigned_at=timezone.now())
    merge(contacts=[(mine.pk, theirs.pk)])
    assert DoNotAsk.objects.get().contact == mine and Counterpart.objects.get().person == manager


def test_a_key_account_moves_with_its_filed_plan_untouched(merge, kept, merged, manager, supervisor):
    account = designate(manager, supervisor, customer=merged)
    plan = open_plan(account, SPRING)
    bring_to(plan, "filed", manager, supervisor)
    before = plan.events.count()
    merge()
    account.refresh_from_db(), plan.refresh_from_db()
    assert account.customer == plan.customer == kept and kept.tier == "key" and merged.tier == ""
    assert plan.state == "filed" and plan.events.count() == before


def test_of_two_key_accounts_one_goes_on(merge, kept, merged, manager, supervisor):
    mine, theirs = (designate(manager, supervisor, customer=file) for file in (kept, merged))
    merge()
    mine.refresh_from_db(), theirs.refresh_from_db()
    assert (mine.state, theirs.state, theirs.customer) == ("active", "ended", kept)
    assert "merged into" in theirs.end_reason and theirs.log.last().kind == "ended"


def test_one_in_force_goes_on_before_one_that_is_only_proposed(merge, kept, merged, manager, supervisor):
    mine, theirs = propose(manager, customer=kept), designate(manager, supervisor, customer=merged)
    merge()
    mine.refresh_from_db(), theirs.refresh_from_db()
    assert (mine.state, theirs.state, kept.tier) == ("declined", "active", "key")


def test_looks_at_both_files_on_one_day_break_no_rule(merge, kept, merged, colleague):
    for file in (kept, merged):
        Customer.objects.filter(pk=file.pk).update(tier="key")
        file.refresh_from_db()
        Disclosure.looked_at(file, colleague, timezone.now())
    merge()
    assert Disclosure.objects.filter(customer=kept).count() == 1
