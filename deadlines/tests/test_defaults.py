from datetime import date

import pytest

from deadlines.defaults import create_defaults
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
    rules = DeadlinePolicy.objects.default().rules.filter(severity=severity)
    assert {rule.step for rule in rules} == {f"complaint.{step}" for step in steps}


def test_severe_complaints_have_less_time_and_climb_sooner():
    for step in PolicyRule.objects.values_list("step", flat=True).distinct():
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
