"""The calendar's views: what each shows, and how many queries it costs."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from customers.factories import CustomerFactory
from visits.factories import DAY, HOUR, OccasionFactory, care_task, plan_visit
from visits.models import Visit

pytestmark = pytest.mark.django_db
# The Wednesday of the week in which the Spring Festival's adjusted Saturday lies.
WEDNESDAY = datetime(2026, 2, 11, 10, tzinfo=ZoneInfo("Asia/Shanghai"))


def shown(client, **query):
    """{day: Day} of the grid."""
    answer = client.get("/visits/calendar/", query)
    assert answer.status_code == 200
    return {day.date.isoformat(): day for week in answer.context["weeks"] for day in week}


def test_the_week_begins_on_monday_and_shows_visits_and_tasks_with_their_facts(customer, manager, as_user):
    visit = plan_visit(manager, WEDNESDAY - 5 * DAY, WEDNESDAY, customer, purpose="春节前拜访")
    task = care_task(manager, WEDNESDAY, OccasionFactory(month=12), customer, day=WEDNESDAY.date())
    days = shown(as_user(manager), view="week", day="2026-02-11")
    assert (min(days), max(days), len(days)) == ("2026-02-09", "2026-02-15", 7)
    assert (days["2026-02-11"].visits, days["2026-02-11"].tasks) == ([visit], [task])
    page = as_user(manager).get("/visits/calendar/?view=week&day=2026-02-11").content.decode()
    assert "春节前拜访" in page and f'data-move="/visits/{visit.pk}/move/"' in page


def test_the_week_shows_days_off_adjusted_working_days_and_festivals(manager, as_user):
    days = shown(as_user(manager), view="week", day="2026-02-17")
    assert days["2026-02-17"].is_off and days["2026-02-17"].festivals
    assert not shown(as_user(manager), view="week", day="2026-02-14")["2026-02-14"].is_off


@pytest.mark.parametrize("query", [{"view": "x"}, {"view": "week", "day": "x"}, {"view": "week", "who": "99999"}])
def test_a_senseless_address_shows_something_sensible(manager, as_user, query):
    assert shown(as_user(manager), **query)


def test_the_views_lead_to_each_other_on_the_same_day(manager, as_user):
    page = as_user(manager).get("/visits/calendar/?view=week&day=2026-02-11").content.decode()
    for view in ("month", "week", "agenda"):
        assert f"?view={view}&amp;who=mine&amp;day=2026-02-11" in page
    assert "day=2026-02-02" in page and "day=2026-02-16" in page


def test_the_week_of_the_team_and_of_one_person(customer, manager, supervisor, colleague, as_user):
    visit = plan_visit(manager, WEDNESDAY - DAY, WEDNESDAY, customer)
    client = as_user(supervisor)
    week = {"view": "week", "day": "2026-02-11"}
    assert shown(client, **week)["2026-02-11"].visits == []
    assert shown(client, **week, who="team")["2026-02-11"].visits == [visit]
    assert shown(client, **week, who=manager.pk)["2026-02-11"].visits == [visit]
    assert shown(as_user(colleague), **week, who="team")["2026-02-11"].visits == []


@pytest.mark.parametrize("view", ["month", "week", "agenda"])
def test_one_visit_costs_as_many_queries_as_many(customer, manager, as_user, view, django_assert_max_num_queries):
    client = as_user(manager)
    plan_visit(manager, WEDNESDAY - DAY, WEDNESDAY, customer)
    address = f"/visits/calendar/?view={view}&day=2026-02-11"
    client.get(address)
    with django_assert_max_num_queries(40) as one:
        client.get(address)
    for number in range(8):
        plan_visit(manager, WEDNESDAY - DAY, WEDNESDAY + number * HOUR, CustomerFactory(owner=manager))
    with django_assert_max_num_queries(len(one)):
        client.get(address)


def test_a_move_that_comes_too_late_says_why(customer, manager, supervisor, as_user):
    """As dragging sends it, from a calendar that was opened before the other's change."""
    visit = plan_visit(manager, WEDNESDAY - DAY, WEDNESDAY, customer)
    Visit.objects.get().move(supervisor, WEDNESDAY - HOUR, WEDNESDAY + DAY, visit.version)
    sent = {"version": visit.version, "planned_at": "2026-12-14T10:00", "next": "/visits/calendar/?view=week"}
    answer = as_user(manager).post(f"/visits/{visit.pk}/move/", sent)
    assert answer.status_code == 409 and "last changed by Supervisor" in answer.content.decode()
    assert Visit.objects.get().planned_at == WEDNESDAY + DAY


def test_an_empty_month_says_so_where_only_days_with_something_are_drawn(customer, manager, as_user):
    assert as_user(manager).get("/visits/calendar/?view=week&day=2031-06-11").context["is_empty"]
    plan_visit(manager, WEDNESDAY - DAY, WEDNESDAY, customer)
    assert not as_user(manager).get("/visits/calendar/?view=week&day=2026-02-11").context["is_empty"]
