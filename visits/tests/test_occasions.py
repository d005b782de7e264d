"""Occasions: which tasks are made when, and how a congratulation is planned, approved, done or skipped."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from crm_site.workflow import InvalidTransition
from customers.factories import ContactFactory, CustomerFactory, MilestoneFactory, ProjectFactory
from deadlines.models import Clock
from visits.factories import DAY, GOOD_REPORT, HOUR, MORNING, OccasionFactory, care_task, plan_visit
from visits.forms import CareForm
from visits.models import CareState, CareTask, CustomerDay, Occasion, VisitSettings
from visits.occasions import make_tasks

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer(manager):
    """Of a tier that the occasions of a new installation are meant for."""
    return CustomerFactory(owner=manager, tier="key")


@pytest.fixture(autouse=True)
def lead_of_thirty_days(db):
    VisitSettings.objects.create(lead_days=30)


def made(**facts):
    return list(CareTask.objects.filter(**facts).order_by("day", "id"))


def test_the_festival_of_the_lunar_calendar_is_prepared_once(customer, manager):
    CustomerFactory(owner=manager)
    at = MORNING.replace(month=1, day=20)
    assert make_tasks(at) == 1
    assert make_tasks(at) == 0 and make_tasks(at + DAY) == 0
    (task,) = made()
    assert (task.occasion.name_en, task.day, task.customer) == ("Spring Festival", date(2026, 2, 17), customer)
    assert (task.doer, task.way, task.budget) == (manager, "visit", 400)


@pytest.mark.parametrize(
    ("calendar", "birthday", "day"),
    [
        ("solar", "1980-03-20", date(2026, 3, 20)),
        ("solar", "03-20", date(2026, 3, 20)),
        # The second lunar month of 2026 begins on 19 March and has 29 days: its 30th is kept on 16 April.
        ("lunar", "02-02", date(2026, 3, 20)),
        ("lunar", "1980-02-30", date(2026, 4, 16)),
    ],
)
def test_birthdays_by_both_calendars(customer, calendar, birthday, day):
    VisitSettings.objects.update(lead_days=40)
    ContactFactory(customer=customer, birthday=birthday, birthday_calendar=calendar, name="赵敏")
    ContactFactory(customer=customer, birthday=birthday, birthday_calendar=calendar, left_since=date(2025, 1, 1))
    make_tasks(MORNING)
    (task,) = made(occasion__kind="birthday")
    assert (task.day, task.title, task.contact.name) == (day, "赵敏", "赵敏")


def test_the_customers_days_projects_and_milestones(customer):
    CustomerDay.objects.create(customer=customer, kind="founding", title="成立", year=1998, month=3, day=20)
    CustomerDay.objects.create(customer=customer, kind="honour", title="获奖", year=2026, month=3, day=21)
    CustomerDay.objects.create(customer=customer, kind="honour", title="旧奖", year=2025, month=3, day=21)
    project = ProjectFactory(customer=customer, phase="operating", started_on=date(2026, 3, 25), name="新仓")
    MilestoneFactory(project=project, on=date(2026, 2, 1), reached_on=date(2026, 3, 8), name="首批到货")
    MilestoneFactory(project=project, on=date(2025, 2, 1), reached_on=date(2025, 2, 1))
    make_tasks(MORNING)
    assert [(task.title, task.day.day) for task in made()] == [
        ("首批到货", 8),
        ("成立", 20),
        ("获奖", 21),
        ("新仓", 25),
    ]


def test_an_event_of_one_year_is_not_repeated_and_one_without_a_way_makes_no_task(customer):
    OccasionFactory(year=2025, month=3, day=20)
    OccasionFactory(way="", month=3, day=20)
    OccasionFactory(year=2026, month=3, day=20, name="二十周年")
    make_tasks(MORNING)
    assert [task.occasion.name for task in made()] == ["二十周年"]


def test_the_first_contact_is_congratulated(customer):
    contact = ContactFactory(customer=customer, is_primary=True)
    OccasionFactory(month=3, day=20)
    make_tasks(MORNING)
    assert made()[0].contact == contact


def test_what_is_within_the_limit_is_done_and_costs_go_to_the_log(manager):
    task = care_task(manager, budget=200)
    row = task.do(manager, MORNING, 180, "当面送到")
    assert task.state == CareState.DONE and row.kind == "care.done"
    assert (task.entry.channel, task.entry.total_cost, task.entry.summary) == ("gift", 180, "当面送到")


def test_what_is_dearer_needs_the_supervisor(manager, supervisor, colleague):
    task = care_task(manager, budget=900)
    with pytest.raises(ValidationError):
        task.do(manager, MORNING, 900)
    task.ask(manager, MORNING)
    clock = Clock.objects.get()
    assert (clock.doer, clock.url) == (supervisor, task.get_absolute_url())
    for person in (manager, colleague):
        with pytest.raises(PermissionDenied):
            task.approve(person, MORNING)
    task.approve(supervisor, MORNING, "同意")
    clock.refresh_from_db()
    assert clock.state == Clock.State.DONE and task.approved_budget == 900
    with pytest.raises(ValidationError):
        task.do(manager, MORNING, 901)
    task.do(manager, MORNING, 900)
    assert task.state == CareState.DONE


def test_a_refusal_says_why_and_it_is_planned_anew(manager, supervisor):
    task = care_task(manager, budget=900)
    task.ask(manager, MORNING)
    task.refuse(supervisor, MORNING, "太贵")
    assert (task.state, task.note) == (CareState.OPEN, "太贵")
    task.edit(manager, MORNING, task.version, budget=300)
    task.do(manager, MORNING, 300)


def test_who_has_left_stays_chosen_when_the_budget_is_changed(manager):
    task = care_task(manager, budget=100)
    task.contact = ContactFactory(customer=task.customer, left_since=MORNING.date())
    form = CareForm(task=task, user=manager)
    assert f'value="{task.contact.pk}" selected' in str(form["contact"])
    manager.is_active = False
    manager.save()
    assert f'value="{manager.pk}" selected' in str(CareForm(task=task, user=manager)["doer"])


def test_a_deputy_of_the_doer_does_not_approve_for_them(manager, supervisor):
    supervisor.deputy, supervisor.deputy_from, supervisor.deputy_until = manager, supervisor.today, supervisor.today
    supervisor.save()
    task = care_task(manager, budget=900)
    task.ask(manager, MORNING)
    assert not task.can_be_approved_by(type(manager).objects.get(pk=manager.pk))


def test_two_approvers_at_once(manager, supervisor):
    task = care_task(manager, budget=900)
    task.ask(manager, MORNING)
    seen = task.version
    task.approve(supervisor, MORNING, version=seen)
    with pytest.raises(InvalidTransition, match="Approved"):
        task.refuse(supervisor, MORNING, "不行", version=seen)


def test_it_is_skipped_for_a_reason(manager):
    task = care_task(manager)
    with pytest.raises(ValidationError):
        task.skip(manager, MORNING, " ")
    task.skip(manager, MORNING, "客户不收礼")
    with pytest.raises(InvalidTransition):
        task.do(manager, MORNING, 10)


def test_a_visit_made_for_it_does_it(manager):
    task = care_task(manager, way="visit")
    visit = plan_visit(manager, customer=task.customer, care_task=task)
    visit.report(manager, MORNING + 3 * HOUR, **GOOD_REPORT, costs={"gift": 300})
    task.refresh_from_db()
    assert (task.state, task.cost, task.entry) == (CareState.DONE, 300, visit.entry)


def test_what_was_given_the_last_time_is_known(manager, customer):
    occasion = OccasionFactory()
    last = care_task(manager, customer=customer, occasion=occasion, day=date(2025, 4, 1), gift="茶叶")
    last.do(manager, MORNING, 150)
    task = care_task(manager, customer=customer, occasion=occasion, day=date(2026, 4, 1))
    assert task.last_time() == last
    listed = CareTask.objects.for_list().get(pk=task.pk)
    assert (listed.last_gift, listed.last_cost) == ("茶叶", 150)


@pytest.mark.parametrize(
    ("calendar", "year", "month", "day", "is_good"),
    [
        ("solar", None, 2, 29, True),
        ("solar", 2025, 2, 29, False),
        ("solar", None, 4, 31, False),
        ("lunar", None, 2, 30, True),
        ("lunar", 2026, 2, 30, False),
        ("lunar", None, 2, 31, False),
        ("lunar", None, 13, 1, False),
    ],
)
def test_days_that_do_not_exist_are_refused(calendar, year, month, day, is_good):
    occasion = Occasion(kind="our_day", name="司庆", calendar=calendar, year=year, month=month, day=day)
    if is_good:
        occasion.full_clean()
    else:
        with pytest.raises(ValidationError):
            occasion.full_clean()
