import re
from datetime import date

import pytest
from django.urls import reverse

from deadlines.factories import PolicyRuleFactory, shanghai
from deadlines.models import Clock, DayOverride, DeadlinePolicy, EscalationEvent, Heartbeat, WorkingCalendar
from deadlines.scanner import scan

LISTS = ["workingcalendar", "dayoverride", "deadlinepolicy", "clock", "escalationevent", "heartbeat"]


@pytest.fixture
def office(client, analyst):
    client.force_login(analyst)
    return client


@pytest.fixture
def keys(client, administrator):
    client.force_login(administrator)
    return client


@pytest.fixture
def clocks(start):
    """Clocks with all their levels recorded."""

    def clocks(number):
        for _number in range(number):
            start("2026-03-06T09:00")
        scan(shanghai("2026-03-30T09:00"))

    return clocks


def address(model, page="changelist", *arguments):
    return reverse(f"admin:deadlines_{model}_{page}", args=arguments)


def act(client, model, action, *rows):
    data = {"action": action, "_selected_action": [row.pk for row in rows]}
    return client.post(address(model), data, follow=True)


@pytest.mark.parametrize("model", LISTS)
def test_every_list_costs_the_same_for_one_and_for_many_rows(keys, clocks, model, django_assert_max_num_queries):
    PolicyRuleFactory()
    clocks(12)
    Heartbeat.objects.create(name="worker", at=shanghai("2026-03-06T09:00"))
    with django_assert_max_num_queries(18):
        assert keys.get(address(model), {"q": "1"}).status_code in (200, 302)
        assert keys.get(address(model)).status_code == 200


@pytest.mark.parametrize("model", ["workingcalendar", "dayoverride", "deadlinepolicy"])
def test_analysts_edit_calendar_and_limits(office, model):
    row = {"workingcalendar": WorkingCalendar, "dayoverride": DayOverride, "deadlinepolicy": DeadlinePolicy}[model]
    assert office.get(address(model)).status_code == 200
    assert office.get(address(model, "change", row.objects.first().pk)).status_code == 200


def test_special_days_are_filtered_by_year_and_confirmed_together(office):
    answer = office.get(address("dayoverride"), {"year": "2027", "confirmed__exact": "0"})
    days = answer.context["cl"].queryset
    assert {day.date.year for day in days} == {2027}
    before = WorkingCalendar.objects.default().version
    act(office, "dayoverride", "confirm", *days)
    assert not DayOverride.objects.filter(confirmed=False).exists()
    assert WorkingCalendar.objects.default().version == before + 1


@pytest.mark.parametrize(
    ("kind", "spans", "error"),
    [("open", "9-12", "is not a span"), ("open", "12:00-09:00", "must end after"), ("closed", "09:00-12:00", "closed")],
)
def test_hours_that_cannot_be_are_refused_in_words(office, kind, spans, error, settings):
    settings.LANGUAGE_CODE = "en"
    data = {"calendar": 1, "date": "2026-03-07", "kind": kind, "spans": spans, "name": "加班"}
    data["calendar"] = WorkingCalendar.objects.default().pk
    answer = office.post(address("dayoverride", "add"), data)
    assert error in str(answer.context["errors"])


def test_hours_typed_the_chinese_way_are_understood(office):
    data = {"date": "2026-03-07", "kind": "open", "spans": "９：００—１２：００", "name": "加班"}
    office.post(address("dayoverride", "add"), data | {"calendar": WorkingCalendar.objects.default().pk})
    assert DayOverride.objects.get(date=date(2026, 3, 7)).spans == "09:00-12:00"


def test_exactly_one_table_of_limits_is_in_force(office):
    ours = DeadlinePolicy.objects.default()
    strict = DeadlinePolicy.objects.create(name="Strict")
    act(office, "deadlinepolicy", "put_in_force", strict, ours)
    assert DeadlinePolicy.objects.default() == ours
    act(office, "deadlinepolicy", "put_in_force", strict)
    assert DeadlinePolicy.objects.default() == strict


@pytest.mark.parametrize("model", [DeadlinePolicy, WorkingCalendar])
def test_what_is_in_force_cannot_be_deleted(office, model):
    row = model.objects.default()
    name = model._meta.model_name
    assert office.post(address(name, "delete", row.pk), {"post": "yes"}).status_code == 403
    office.post(address(name), {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"})
    assert model.objects.default() == row


def test_clocks_and_escalations_are_only_looked_at(keys, clocks):
    clocks(1)
    clock, event = Clock.objects.get(), EscalationEvent.objects.first()
    for model, row in (("clock", clock), ("escalationevent", event)):
        page = address(model, "change", row.pk)
        assert keys.get(page).status_code == 200
        assert keys.post(page, {"title": "x"}).status_code == 403
        assert keys.get(address(model, "add")).status_code == 403
        assert keys.post(address(model, "delete", row.pk), {"post": "yes"}).status_code == 403


def test_the_step_of_a_limit_is_chosen_by_name(office):
    page = office.get(address("deadlinepolicy", "change", DeadlinePolicy.objects.default().pk)).content.decode()
    assert '<option value="complaint.analyse" selected>' in page


def test_the_grade_of_a_limit_is_one_that_customers_have(office):
    page = office.get(address("deadlinepolicy", "change", DeadlinePolicy.objects.default().pk)).content.decode()
    (choice,) = re.findall(r'<select name="rules-0-grade".*?</select>', page, re.DOTALL)
    assert re.findall(r'<option value="(.*?)"', choice) == ["", "A", "B", "C"]
