"""The simulator in admin: it reckons by the same code as a real clock, and saves nothing."""

import pytest
from django.urls import reverse

from deadlines.factories import PolicyRuleFactory, shanghai
from deadlines.models import Clock, DeadlinePolicy
from deadlines.steps import LABELS

ADDRESS = "/admin/deadlines/deadlinepolicy/simulator/"


@pytest.fixture
def simulate(client, analyst):
    client.force_login(analyst)

    def simulate(**chosen):
        usual = {"policy": DeadlinePolicy.objects.default().pk, "starts_at": "2026-09-30T17:00"}
        return client.get(ADDRESS, usual | chosen)

    return simulate


def clocks(response):
    return [explanation.clock for explanation in response.context["explanations"]]


def test_it_shows_what_a_real_clock_would_get(simulate, start):
    PolicyRuleFactory(step="complaint.analyse", severity="critical", grade="A", budget=150)
    response = simulate(steps="complaint.analyse", severity="critical", grade="A")
    (found,) = clocks(response)
    real = Clock.start(
        "complaint.analyse",
        "TS-1",
        "/",
        None,
        start("2026-03-06T09:00").department,
        shanghai("2026-09-30T17:00"),
        severity="critical",
        grade="A",
    )
    assert (found.deadline, found.level_due_at) == (real.deadline, real.level_due_at)
    page = " ".join(response.content.decode().split())
    assert "2026-10-08 Thu 10:00" in page
    assert "National Day" in page
    assert Clock.objects.count() == 2


def test_without_a_choice_it_shows_all_steps(simulate):
    assert [clock.step for clock in clocks(simulate())] == list(LABELS)


def test_in_turn_each_step_begins_when_the_one_before_is_due(simulate):
    first, second = clocks(simulate(steps=["complaint.send", "complaint.analyse"], in_turn="on"))
    assert second.started_at == first.deadline


@pytest.mark.parametrize(
    "chosen", [{"starts_at": "2045-12-31T09:00"}, {"starts_at": "soon"}, {"steps": "nothing"}, {"grade": "Z"}]
)
def test_bad_input_is_refused_in_words(simulate, chosen):
    response = simulate(**chosen)
    assert response.context["form"].errors
    assert response.context["explanations"] == []


def test_the_list_of_time_limits_leads_to_it_and_it_opens_empty(client, analyst):
    client.force_login(analyst)
    assert ADDRESS in client.get(reverse("admin:deadlines_deadlinepolicy_changelist")).content.decode()
    assert client.get(ADDRESS).context["explanations"] == []


def test_it_is_for_those_who_see_the_time_limits(client, manager):
    client.force_login(manager)
    assert client.get(ADDRESS).status_code in (302, 403)


@pytest.mark.django_db(transaction=True)
def test_in_the_browser_severity_and_start_are_chosen_and_the_table_appears(browse, analyst):
    page = browse(analyst, "en")
    page.goto("/admin/deadlines/deadlinepolicy/")
    page.click("text=Simulator")
    page.select_option("#id_steps", ["complaint.analyse", "complaint.close"])
    page.select_option("#id_severity", "critical")
    page.fill("#id_starts_at", "2026-09-30T17:00")
    page.click("text=Reckon")
    rows = page.locator(".results tbody tr")
    rows.first.wait_for()
    assert rows.count() == 2
    # A critical analysis has two hours: one before the holidays and one after.
    assert "2026-10-08 Thu 09:30" in rows.first.inner_text()
    assert "National Day" in rows.first.inner_text()
    assert page.input_value("#id_starts_at") == "2026-09-30T17:00"
