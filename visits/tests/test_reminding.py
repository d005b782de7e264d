"""Reminders: on the evening before and in the morning, each once, in the zone of who goes."""

from datetime import timedelta

import pytest

from people.models import Notification
from visits.factories import DAY, HOUR, MORNING, plan_visit
from visits.reminding import remind

pytestmark = pytest.mark.django_db
# MORNING is 10:00 in Shanghai on 10 March; the visit is at that time.
EVENING_BEFORE = MORNING - 16 * HOUR
EIGHT = MORNING - 2 * HOUR


@pytest.fixture
def visit(manager):
    return plan_visit(manager, MORNING - 5 * DAY, MORNING, place="一号仓")


def told(person):
    return list(Notification.objects.filter(recipient=person).order_by("created_at").values_list("title", flat=True))


def test_the_evening_before_and_in_the_morning_each_once(visit, manager):
    assert remind(EVENING_BEFORE - timedelta(minutes=1)) == 0
    assert remind(EVENING_BEFORE) == 1
    assert remind(EVENING_BEFORE + HOUR) == 0
    assert remind(EIGHT - timedelta(minutes=1)) == 0
    assert remind(EIGHT) == 1
    assert remind(EIGHT + HOUR) == 0
    assert remind(MORNING + HOUR) == 0
    assert [title.split()[0] for title in told(manager)] == ["Tomorrow", "Today"]


def test_not_for_a_cancelled_visit(visit, manager):
    visit.cancel(manager, MORNING - DAY, "取消")
    assert remind(EVENING_BEFORE) == 0 and remind(EIGHT) == 0


def test_anew_for_a_moved_one(visit, manager):
    assert remind(EVENING_BEFORE) == 1
    visit.move(manager, EVENING_BEFORE, MORNING + DAY)
    assert remind(EIGHT) == 0
    assert remind(EVENING_BEFORE + DAY) == 1


def test_who_comes_along_is_reminded_in_their_own_zone(visit, manager, handler):
    handler.zone = "Europe/Berlin"
    handler.save()
    visit.companions.add(handler)
    # 18:00 in Shanghai is 11:00 in Berlin, where the visit is at 03:00.
    assert remind(EVENING_BEFORE) == 1
    assert remind(EVENING_BEFORE + 7 * HOUR) == 1
    assert told(handler)[0].startswith("Tomorrow 03:00")


def test_the_deputy_of_who_is_away_is_told_too(visit, manager, colleague):
    manager.deputy, manager.deputy_from, manager.deputy_until = colleague, EIGHT.date(), EIGHT.date()
    manager.save()
    assert remind(EIGHT) == 2 and told(colleague)


def test_many_visits_cost_as_many_queries_as_one(visit, manager, django_assert_num_queries):
    with django_assert_num_queries(8):
        remind(EVENING_BEFORE)
    for _visit in range(20):
        plan_visit(manager, MORNING - 5 * DAY, MORNING + HOUR)
    with django_assert_num_queries(8):
        assert remind(EVENING_BEFORE) == 20
