"""The two runs by hand: each says what it did, and a second one adds nothing."""

import io

import pytest
from django.core.management import CommandError, call_command

from customers.factories import CustomerFactory
from visits.factories import MORNING, OccasionFactory, VisitRuleFactory, propose_visit
from visits.models import CareTask, Visit
from visits.states import State

pytestmark = pytest.mark.django_db


def said(command, *arguments):
    printed = io.StringIO()
    call_command(command, *arguments, stdout=printed)
    return printed.getvalue().strip()


def test_visits_are_proposed_once_however_often_it_is_called(manager):
    VisitRuleFactory(name="月访")
    CustomerFactory(owner=manager)
    first = said("propose_visits", "--at", "2026-03-10")
    made = Visit.objects.proposals().count()
    assert made and first == f"{made} visits proposed, 0 old proposals lapsed."
    assert said("propose_visits", "--at=2026-03-10") == "0 visits proposed, 0 old proposals lapsed."
    assert Visit.objects.proposals().count() == made


def test_proposals_of_a_period_that_is_over_lapse_once(manager):
    old = propose_visit(manager, MORNING, VisitRuleFactory(name="月访", grade="A"))
    assert said("propose_visits", "--at", "2026-05-10").endswith("1 old proposals lapsed.")
    assert said("propose_visits", "--at", "2026-05-10").endswith("0 old proposals lapsed.")
    old.refresh_from_db()
    assert old.state == State.LAPSED


def test_without_a_day_it_is_as_of_now(manager):
    VisitRuleFactory(name="月访")
    CustomerFactory(owner=manager)
    assert "visits proposed" in said("propose_visits")


@pytest.mark.parametrize("day", ["morgen", "2026-13-01", "22.11.2026"])
def test_what_is_no_day_is_refused_in_words(db, day):
    with pytest.raises(CommandError, match="is not a day such as"):
        call_command("propose_visits", at=day)


def test_care_tasks_are_made_once_however_often_it_is_called(manager):
    CustomerFactory(owner=manager)
    OccasionFactory(month=1, day=1, lead_days=90)
    OccasionFactory(name="年中", month=7, day=1, lead_days=90)
    OccasionFactory(name="春", month=4, day=1, lead_days=90)
    OccasionFactory(name="秋", month=10, day=1, lead_days=90)
    first = said("make_care_tasks")
    made = CareTask.objects.count()
    assert made and first == f"{made} tasks made."
    assert said("make_care_tasks") == "0 tasks made." and CareTask.objects.count() == made
