"""The calendar, and the feed that calendar programs read by a secret address."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from icalendar import Calendar

from customers.factories import ContactFactory, CustomerFactory
from visits.factories import DAY, care_task, plan_visit
from visits.models import CalendarFeed
from visits.views.calendar import READS_PER_MINUTE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_cache():
    cache.clear()


@pytest.fixture
def visit(manager, now):
    customer = CustomerFactory(owner=manager, short_name="远洋物流")
    contact = ContactFactory(customer=customer, name="赵敏", mobile="13812345678")
    when = (now + DAY).replace(microsecond=0)
    return plan_visit(manager, now, when, customer, contacts=[contact], place="一号仓, 二楼", minutes=90)


def read(client, feed):
    answer = client.get(feed.get_absolute_url())
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/calendar")
    return Calendar.from_ical(answer.content)


def test_it_is_a_calendar_without_a_login_and_without_telephone_numbers(visit, manager, now, client):
    task = care_task(manager, now, customer=visit.customer)
    content = client.get(CalendarFeed.renew(manager, now).get_absolute_url()).content
    assert b"13812345678" not in content and content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    meeting, day = Calendar.from_ical(content).walk("VEVENT")
    assert meeting["DTSTART"].dt == visit.planned_at and meeting["DTEND"].dt - visit.planned_at == timedelta(minutes=90)
    assert str(meeting["SUMMARY"]) == "远洋物流: 月度回访" and str(meeting["LOCATION"]) == "一号仓, 二楼"
    assert meeting["STATUS"] == "TENTATIVE" and visit.get_absolute_url() in meeting["URL"]
    assert day["DTSTART"].dt == task.day and "VALUE=DATE" in day.to_ical().decode()


def test_what_changes_is_shown_and_what_is_cancelled_is_not(visit, manager, now, client):
    feed = CalendarFeed.renew(manager, now)
    visit.confirm(manager, now)
    (event,) = read(client, feed).walk("VEVENT")
    assert event["STATUS"] == "CONFIRMED" and event["SEQUENCE"] == 2
    visit.cancel(manager, now, "取消")
    assert read(client, feed).walk("VEVENT") == []


def test_only_ones_own_visits(visit, colleague, handler, now, client):
    assert read(client, CalendarFeed.renew(colleague, now)).walk("VEVENT") == []
    visit.companions.add(handler)
    assert len(read(client, CalendarFeed.renew(handler, now)).walk("VEVENT")) == 1


def test_wrong_and_former_addresses_are_not_found(manager, now, client):
    former = CalendarFeed.renew(manager, now).get_absolute_url()
    present = CalendarFeed.renew(manager, now)
    assert len(present.token) >= 43
    assert client.get(former).status_code == 404
    assert client.get("/visits/feed/guessed.ics").status_code == 404
    manager.is_active = False
    manager.save()
    assert client.get(present.get_absolute_url()).status_code == 404


def test_who_reads_too_often_waits(manager, now, client):
    address = CalendarFeed.renew(manager, now).get_absolute_url()
    answers = [client.get(address).status_code for _read in range(READS_PER_MINUTE + 1)]
    assert answers == [200] * READS_PER_MINUTE + [429]


def test_the_address_is_made_renewed_and_ended_by_buttons(manager, as_user):
    client = as_user(manager)
    assert "no address yet" in client.get("/visits/calendar/feed/").content.decode()
    client.post("/visits/calendar/feed/new/")
    first = CalendarFeed.objects.get().token
    assert first in client.get("/visits/calendar/feed/").content.decode()
    client.post("/visits/calendar/feed/new/")
    assert CalendarFeed.objects.get().token != first
    client.post("/visits/calendar/feed/end/")
    assert not CalendarFeed.objects.exists()


def test_the_calendar_shows_visits_occasions_festivals_and_working_days(manager, now, as_user):
    customer = CustomerFactory(owner=manager, short_name="远洋物流")
    plan_visit(manager, now, now.replace(year=2026, month=2, day=10, hour=2), customer)
    page = as_user(manager).get("/visits/calendar/?day=2026-02-01").content.decode()
    for text in ("远洋物流", "Spring Festival", "adjusted working day", 'data-place="2026-02-17"'):
        assert text in page, text


@pytest.mark.parametrize("query", ["day=x", "day=9999-12-31", "day=0001-01-01", "view=x&who=x", "who=99999999999999"])
def test_senseless_addresses_show_the_present_month(manager, as_user, query):
    assert as_user(manager).get(f"/visits/calendar/?{query}").status_code == 200


def test_a_supervisor_sees_each_of_the_team_and_others_only_themselves(visit, supervisor, colleague, as_user):
    shown = "远洋物流"
    day = timezone.localtime(visit.planned_at).date().isoformat()
    for who, is_shown in (("mine", False), ("team", True), (str(visit.owner_id), True)):
        page = as_user(supervisor).get(f"/visits/calendar/?view=agenda&day={day}&who={who}").content.decode()
        assert (shown in page) == is_shown, who
    page = as_user(colleague).get(f"/visits/calendar/?view=agenda&day={day}&who={visit.owner_id}").content.decode()
    assert shown not in page
