from datetime import date

import pytest

from deadlines import steps
from deadlines.defaults import BUDGETS, create_defaults
from deadlines.models import DayOverride, DeadlinePolicy, PolicyRule, Severity, WorkingCalendar

pytestmark = pytest.mark.django_db


def test_a_new_database_has_the_companys_calendar():
    calendar = WorkingCalendar.objects.default()
    assert calendar.zone == "Asia/Shanghai"
    assert [row.spans for row in calendar.weekday_hours.all()] == ["08:30-12:00 13:30-18:00"] * 5
    assert calendar.day_overrides.get(date=date(2026, 2, 14)).kind == DayOverride.Kind.OPEN
    assert calendar.working_time().confirmed_years == {2024, 2025, 2026}
    assert calendar.day_overrides.filter(date__year=2027, confirmed=False).exists()


@pytest.mark.parametrize("severity", Severity.values)
def test_a_new_database_has_limits_for_every_complaint_step(severity):
    steps = {"send", "analyse", "instruct", "carry_out", "agree", "follow_up", "close"}
    rules = DeadlinePolicy.objects.default().rules.filter(severity=severity, step__startswith="complaint.")
    assert {rule.step for rule in rules} == {f"complaint.{step}" for step in steps} == set(BUDGETS)


def test_severe_complaints_have_less_time_and_climb_sooner():
    for step in BUDGETS:
        normal, serious, critical = (PolicyRule.objects.get(step=step, severity=value) for value in Severity.values)
        assert normal.budget > serious.budget > critical.budget
        assert normal.leader_wait > serious.leader_wait > critical.leader_wait
        assert normal.general_manager_wait > serious.general_manager_wait > critical.general_manager_wait


def test_a_later_migration_keeps_what_people_edited():
    WorkingCalendar.objects.update(name="Ours")
    PolicyRule.objects.update(budget=7)
    create_defaults()
    assert WorkingCalendar.objects.get().name == "Ours"
    assert set(PolicyRule.objects.values_list("budget", flat=True)) == {7}


@pytest.fixture
def new_step():
    """A step that an app brings with a time limit of its own."""
    steps.register_step("test.new", "A new step", budget=7, unit=PolicyRule.Unit.CALENDAR_DAYS)
    yield "test.new"
    del steps.LABELS["test.new"], steps.LIMITS["test.new"]


def test_a_step_has_the_limit_it_was_registered_with_until_the_table_says_otherwise(new_step):
    policy = DeadlinePolicy.objects.default()
    rule = policy.rule_for(new_step)
    assert (rule.budget, rule.unit) == (7, PolicyRule.Unit.CALENDAR_DAYS)
    policy.rules.create(step=new_step, budget=3)
    assert policy.rule_for(new_step).budget == 3


def test_the_next_migration_shows_a_new_step_in_the_table_once(new_step):
    create_defaults()
    create_defaults()
    assert DeadlinePolicy.objects.default().rules.get(step=new_step).budget == 7
