"""From the plan to the report, and every way that a visit may end otherwise."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from crm_site.workflow import InvalidTransition
from customers.factories import ContactFactory, CustomerFactory
from deadlines.models import Clock
from people.models import User
from visits.factories import DAY, GOOD_REPORT, HOUR, MORNING, plan_visit, propose_visit
from visits.models import Visit
from visits.overdue import follow_up
from visits.states import State

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(manager):
    return plan_visit(manager)


def test_a_form_sent_twice_makes_one_visit(manager):
    key, customer = uuid.uuid4(), CustomerFactory(owner=manager)
    first = Visit.plan(manager, MORNING, key, customer, MORNING + DAY, purpose="回访")
    assert Visit.plan(manager, MORNING, key, customer, MORNING + 2 * DAY, purpose="另一个") == first
    assert Visit.objects.count() == 1 and customer.activities.filter(kind="visit.planned").count() == 1


def test_planned_confirmed_done(visit, manager):
    visit.confirm(manager, MORNING)
    assert visit.state == State.CONFIRMED
    row = visit.report(manager, MORNING + 3 * HOUR, **GOOD_REPORT, costs={"travel": 120})
    assert visit.state == State.DONE and visit.reported_by == manager
    assert row.kind == "visit.done" and "Friendly" in str(row)
    assert visit.entry.channel == "visit" and visit.entry.total_cost == 120
    assert not visit.entry.is_answer_owed


def test_a_moved_visit_is_to_be_confirmed_anew(visit, manager):
    visit.confirm(manager, MORNING)
    visit.move(manager, MORNING, MORNING + 3 * DAY)
    assert visit.state == State.PLANNED and visit.planned_at == MORNING + 3 * DAY
    visit.confirm(manager, MORNING)
    assert visit.move(manager, MORNING, MORNING + 3 * DAY) is None and visit.state == State.CONFIRMED


def test_it_is_cancelled_for_a_reason(visit, manager):
    with pytest.raises(ValidationError):
        visit.cancel(manager, MORNING, "  ")
    visit.cancel(manager, MORNING, "客户出差")
    assert visit.state == State.CANCELLED


def test_it_is_missed_only_when_its_time_has_come_and_may_be_reported_later(visit, manager):
    with pytest.raises(ValidationError):
        visit.miss(manager, MORNING)
    visit.miss(manager, MORNING + 4 * HOUR, "堵车")
    visit.report(manager, MORNING + 5 * HOUR, **GOOD_REPORT)
    assert visit.state == State.DONE


ENDS = {
    State.DONE: lambda visit, by: visit.report(by, MORNING + 3 * HOUR, **GOOD_REPORT),
    State.CANCELLED: lambda visit, by: visit.cancel(by, MORNING, "取消"),
    State.MISSED: lambda visit, by: visit.miss(by, MORNING + 3 * HOUR),
}
LATER = {
    "confirm": lambda visit, by: visit.confirm(by, MORNING),
    "move": lambda visit, by: visit.move(by, MORNING, MORNING + DAY),
    "cancel": lambda visit, by: visit.cancel(by, MORNING, "取消"),
    "miss": lambda visit, by: visit.miss(by, MORNING + 3 * HOUR),
    "accept": lambda visit, by: visit.accept(by, MORNING, MORNING + DAY),
    "decline": lambda visit, by: visit.decline(by, MORNING, "不需要"),
}


@pytest.mark.parametrize("later", LATER)
@pytest.mark.parametrize("end", ENDS)
def test_what_has_ended_is_not_moved_any_more_and_says_who_ended_it(visit, manager, end, later):
    ENDS[end](visit, manager)
    with pytest.raises(InvalidTransition, match="last changed by Manager"):
        LATER[later](visit, manager)


def test_a_button_of_an_older_page_is_refused(visit, manager, supervisor):
    seen = visit.version
    visit.move(supervisor, MORNING, MORNING + DAY, version=seen)
    with pytest.raises(InvalidTransition, match="Supervisor"):
        visit.confirm(manager, MORNING, version=seen)


def test_the_next_step_becomes_a_visit(visit, manager):
    contact = ContactFactory(customer=visit.customer)
    visit.contacts.set([contact])
    step = {"next_step": "visit", "next_step_text": "带报价", "next_visit_at": MORNING + 30 * DAY}
    visit.report(manager, MORNING + 3 * HOUR, **GOOD_REPORT | step)
    following = visit.next_visit
    assert following.planned_at == MORNING + 30 * DAY and following.purpose == "带报价"
    assert list(following.contacts.all()) == [contact] and following.owner == manager


def test_or_an_answer_that_is_owed(visit, manager):
    visit.report(manager, MORNING + 3 * HOUR, **GOOD_REPORT | {"next_step": "answer", "next_step_text": "仓库报价"})
    assert visit.entry.is_answer_owed and visit.entry.answer_clock.doer == manager


@pytest.mark.parametrize(
    "step", [{"next_step": "visit"}, {"next_step": "answer"}, {"next_step": "visit", "next_visit_at": MORNING}]
)
def test_a_next_step_without_its_time_or_words_is_refused(visit, manager, step):
    with pytest.raises(ValidationError):
        visit.report(manager, MORNING + 3 * HOUR, **GOOD_REPORT | step)
    visit.refresh_from_db()
    assert visit.state == State.PLANNED and visit.entry is None


def test_a_visit_of_another_day_is_not_reported_before(visit, manager):
    with pytest.raises(ValidationError):
        visit.report(manager, MORNING - DAY, **GOOD_REPORT)


def test_the_report_is_corrected_by_version(visit, manager, supervisor):
    visit.report(manager, MORNING + 3 * HOUR, **GOOD_REPORT)
    seen = visit.version
    visit.edit_report(supervisor, MORNING + DAY, seen, summary="补充：价格敏感", attitude=0)
    assert visit.summary.startswith("补充") and visit.attitude == 0
    with pytest.raises(InvalidTransition):
        visit.edit_report(manager, MORNING + DAY, seen, summary="覆盖")


def test_the_clock_of_the_report_runs_from_the_end_of_the_visit(visit, manager):
    assert follow_up(MORNING + 2 * HOUR) == (0, 0)
    assert follow_up(MORNING + 9 * HOUR) == (1, 0)
    assert follow_up(MORNING + 9 * HOUR) == (0, 0)
    clock = Clock.objects.get()
    assert (clock.step, clock.doer, clock.started_at) == ("visit.report", manager, visit.planned_at + HOUR)
    # Two working days after Tuesday: Thursday 18:00 in Shanghai.
    assert clock.deadline == MORNING.replace(day=12, hour=10)
    visit.refresh_from_db()
    visit.report(manager, MORNING + DAY, **GOOD_REPORT)
    clock.refresh_from_db()
    assert clock.state == Clock.State.DONE


@pytest.mark.parametrize("act", ["move", "cancel"])
def test_a_moved_or_cancelled_visit_waits_for_no_report(visit, manager, act):
    follow_up(MORNING + 9 * HOUR)
    visit.refresh_from_db()
    if act == "move":
        visit.move(manager, MORNING + 9 * HOUR, MORNING + 10 * DAY)
    else:
        visit.cancel(manager, MORNING + 9 * HOUR, "没去成")
    assert Clock.objects.get().state == Clock.State.CANCELLED
    assert follow_up(MORNING + DAY) == (0, 0)
    if act == "move":
        assert follow_up(MORNING + 11 * DAY) == (1, 0)


def test_after_two_weeks_without_a_report_it_counts_as_missed(visit):
    assert follow_up(visit.planned_at + timedelta(days=15)) == (1, 1)
    visit.refresh_from_db()
    assert visit.state == State.MISSED and visit.changed_by is None
    assert not Clock.objects.running().exists()


def test_who_is_sent_along_may_report_and_outsiders_may_do_nothing(visit, manager, colleague, handler):
    for act in LATER.values():
        if act not in (LATER["accept"], LATER["decline"]):
            with pytest.raises(PermissionDenied):
                act(visit, colleague)
    visit.companions.add(handler)
    visit.report(handler, MORNING + 3 * HOUR, **GOOD_REPORT)
    assert visit.reported_by == handler and visit.entry.by == handler


def test_the_deputy_acts_while_the_person_is_away(visit, manager, colleague):
    today = colleague.today
    User.objects.filter(pk=manager.pk).update(deputy=colleague, deputy_from=today, deputy_until=today)
    visit.confirm(User.objects.get(pk=colleague.pk), MORNING)
    assert visit.state == State.CONFIRMED


def test_a_proposal_is_moved_and_then_accepted(manager):
    visit = propose_visit(manager)
    visit.postpone(manager, MORNING, (MORNING + 5 * DAY).date())
    assert visit.state == State.PROPOSED and visit.due_on == (MORNING + 5 * DAY).date()
    visit.accept(manager, MORNING, MORNING + 5 * DAY)
    assert visit.state == State.PLANNED
