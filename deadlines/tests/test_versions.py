"""Every edit makes a new version, whatever way it was made."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection, transaction

from deadlines.factories import PolicyRuleFactory
from deadlines.models import DayOverride, DeadlinePolicy, PolicyRule, WeekdayHours, WorkingCalendar

pytestmark = pytest.mark.django_db

FRIDAY = date(2026, 3, 6)
FRIDAY_MORNING = datetime(2026, 3, 6, 1, 0, tzinfo=UTC)  # 09:00 in Shanghai
HOUR = 3600


@pytest.fixture
def calendar():
    return WorkingCalendar.objects.default()


def close_friday(calendar):
    return DayOverride.objects.create(calendar=calendar, date=FRIDAY, kind="closed", name="公司活动", name_en="Outing")


def an_hour_from_friday_morning():
    return WorkingCalendar.objects.default().working_time().add(FRIDAY_MORNING, HOUR)


@pytest.mark.parametrize(
    "edit",
    [
        close_friday,
        lambda calendar: WeekdayHours.objects.filter(weekday=4).update(spans="09:00-15:00"),
        lambda calendar: calendar.day_overrides.filter(date__year=2027).delete(),
        lambda calendar: calendar.day_overrides.filter(date__year=2027).update(confirmed=True),
        lambda calendar: WorkingCalendar.objects.update(zone="Europe/Berlin"),
    ],
    ids=["insert", "update", "delete", "confirm", "zone"],
)
def test_an_edit_of_the_calendar_is_one_new_version(calendar, edit):
    edit(calendar)
    assert WorkingCalendar.objects.default().version == calendar.version + 1


def test_an_edit_by_sql_is_a_new_version(calendar):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE deadlines_dayoverride SET confirmed = true WHERE date >= '2027-01-01'")
    assert WorkingCalendar.objects.default().version == calendar.version + 1


def test_a_new_name_is_no_new_version(calendar):
    calendar.name = "Company"
    calendar.save()
    assert WorkingCalendar.objects.default().version == calendar.version


def test_a_form_open_during_another_edit_does_not_lower_the_version(calendar):
    close_friday(calendar)
    calendar.save()
    assert WorkingCalendar.objects.default().version == calendar.version + 1


def test_an_edit_of_a_limit_is_a_new_version_of_the_table():
    before = DeadlinePolicy.objects.default().version
    rule = PolicyRuleFactory()
    PolicyRule.objects.filter(pk=rule.pk).update(budget=5)
    assert DeadlinePolicy.objects.default().version == before + 2


def test_the_next_deadline_knows_of_the_edit(calendar):
    assert an_hour_from_friday_morning() == datetime(2026, 3, 6, 2, 0, tzinfo=UTC)
    close_friday(calendar)
    assert an_hour_from_friday_morning() == datetime(2026, 3, 9, 1, 30, tzinfo=UTC)


def test_an_edit_that_was_rolled_back_is_forgotten(calendar):
    with transaction.atomic():
        close_friday(calendar)
        an_hour_from_friday_morning()
        transaction.set_rollback(True)
    calendar.day_overrides.filter(date__year=2027).delete()
    assert an_hour_from_friday_morning() == datetime(2026, 3, 6, 2, 0, tzinfo=UTC)


def test_an_unchanged_calendar_is_laid_out_once(calendar, django_assert_num_queries):
    calendar.working_time()
    with django_assert_num_queries(1):
        assert WorkingCalendar.objects.default().working_time() is calendar.working_time()
