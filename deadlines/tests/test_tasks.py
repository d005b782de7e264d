from datetime import timedelta

import pytest
from django.utils import timezone

from deadlines.factories import PolicyRuleFactory, shanghai
from deadlines.models import DayOverride, EscalationEvent, Heartbeat
from deadlines.reminders import remind_of_unconfirmed_year
from deadlines.tasks import audit_clocks, beat_worker, scan_clocks
from people.factories import UserFactory


def test_the_tasks_work_as_of_now(start, administrator):
    PolicyRuleFactory()
    start("2026-03-06T09:00")
    audit_clocks()
    scan_clocks()
    beat_worker()
    assert EscalationEvent.objects.count() == 4
    assert administrator.notifications.count() == 1
    assert set(Heartbeat.objects.values_list("name", flat=True)) == {"auditor", "scanner", "worker"}
    assert Heartbeat.objects.get(name="scanner").report == {"clocks": 1, "levels": 4, "messages": 4}
    assert all(timezone.now() - beat.at < timedelta(minutes=1) for beat in Heartbeat.objects.all())


@pytest.mark.parametrize(("day", "told"), [("2026-10-31", 0), ("2026-11-01", 1), ("2026-12-31", 1), ("2027-01-01", 0)])
def test_from_november_on_analysts_are_reminded_of_the_year_ahead(analyst, day, told):
    assert remind_of_unconfirmed_year(shanghai(f"{day}T09:00")) == told
    assert analyst.notifications.count() == told


def test_the_reminder_comes_once_a_day(analyst):
    for moment in ("2026-11-02T09:00", "2026-11-02T23:00", "2026-11-03T00:30"):
        remind_of_unconfirmed_year(shanghai(moment))
    assert analyst.notifications.count() == 2
    assert "2027" in analyst.notifications.first().title


def test_the_reminder_ends_when_every_day_of_the_year_is_confirmed(analyst):
    days = DayOverride.objects.filter(date__year=2027)
    days.exclude(pk=days.last().pk).update(confirmed=True)
    assert remind_of_unconfirmed_year(shanghai("2026-11-02T09:00")) == 1
    days.update(confirmed=True)
    assert remind_of_unconfirmed_year(shanghai("2026-11-03T09:00")) == 0


def test_a_year_of_which_nothing_is_entered_is_not_confirmed(analyst):
    DayOverride.objects.filter(date__year=2027).delete()
    assert remind_of_unconfirmed_year(shanghai("2026-11-02T09:00")) == 1


def test_an_absent_analysts_deputy_is_reminded_too(analyst):
    deputy = UserFactory()
    analyst.deputy = deputy
    analyst.deputy_from = analyst.deputy_until = shanghai("2026-11-02T00:00").date()
    analyst.save()
    remind_of_unconfirmed_year(shanghai("2026-11-02T09:00"))
    assert deputy.notifications.count() == 1


def test_without_analysts_the_administrators_are_reminded(db, administrator):
    assert remind_of_unconfirmed_year(shanghai("2026-11-02T09:00")) == 1
    assert administrator.notifications.exists()
