"""The value tab: the grade explained line by line, and what can be decided there."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from customers.models import GradeOverride, StrategicAssessment
from customers.tests.value.conftest import assess, customers_earning, moment, spend

pytestmark = pytest.mark.django_db

MARKS = {"position": 5, "potential": 4, "loyalty": 3, "cooperation": 2, "note": "行业龙头"}


@pytest.fixture
def customer(manager):
    customer, *_rest = customers_earning(300_000, 100_000, 50_000, owner=manager)
    spend(customer, manager, moment("2026-08-08T10:00"), travel=1200, compensation=800)
    assess(customer, manager, (5, 4, 3, 2), moment("2026-09-01T09:00"))
    return customer


def panel(client, person, customer, **query):
    client.force_login(person)
    return client.get(reverse("customers:customer_value", args=[customer.pk]), query, headers={"HX-Request": "true"})


def words(response):
    """The text of the answer without tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def act(client, person, customer, action, data, *arguments):
    client.force_login(person)
    return client.post(reverse(f"customers:{action}", args=[customer.pk, *arguments]), data)


def test_every_line_says_what_was_found_which_band_and_what_it_counts(client, manager, customer, run_valuation):
    run_valuation()
    response = panel(client, manager, customer)
    lines = {
        line.label: (line.found, line.band, line.points, line.weight, float(line.counted))
        for side in response.context["sides"]
        for line in side.lines
    }
    assert lines == {
        "Amount": ("298,000", "≥ 200,000", 60, 30, 18.0),
        "Share of all": ("66.52 %", "≥ 2.00 %", 100, 15, 15.0),
        "Growth": ("nothing earned in the months before: counts as 0 %", "≥ 0.00 %", 60, 10, 6.0),
        "Payment discipline": ("100.00 %", "≥ 99.00 %", 100, 10, 10.0),
        "Industry position": ("5", "≥ 5", 100, 10, 10.0),
        "Growth potential": ("4", "≥ 4", 80, 10, 8.0),
        "Loyalty": ("3", "≥ 3", 60, 10, 6.0),
        "Cooperation": ("2", "≥ 2", 40, 5, 2.0),
    }
    assert str(response.context["value"].score) == "75.00"


def test_grade_and_lifetime_value_are_explained_with_their_numbers(client, manager, customer, run_valuation):
    run_valuation()
    text = words(panel(client, manager, customer))
    assert "Rank 1 by contribution." in text
    assert "Those before it bring 0.0000 % of all contribution, with it they bring 66.5179 %: grade A." in text
    assert "298,000.00 × (0.7273 + 0.5289 + 0.3847 + 0.2798 + 0.2035) = 298,000.00 × 2.124097 = 632,980.91 CNY" in text
    assert "figures from 2025-10 to 2026-09" in text


def test_before_the_first_valuation_it_says_when_it_comes(client, manager, customer):
    assert "has not been valued yet" in words(panel(client, manager, customer))


def test_an_earlier_valuation_is_explained_as_it_was(client, manager, customer, run_valuation, policy):
    old = run_valuation(as_of=moment("2026-10-01T00:00").date())
    policy.bands.filter(criterion="amount", at_least=200_000).update(points=99)
    policy.weight_amount, policy.weight_share = 20, 25
    policy.save()
    run_valuation()
    assert panel(client, manager, customer, run=old.pk).context["sides"][0].lines[0].points == 60
    assert panel(client, manager, customer).context["sides"][0].lines[0].points == 99
    assert len(panel(client, manager, customer).context["history"]) == 2
    assert panel(client, manager, customer, run="7x").status_code == 404


def test_it_is_for_those_who_read_the_whole_file(client, cast, customer):
    allowed = {login for login, person in cast.items() if panel(client, person, customer).status_code == 200}
    assert allowed == {"manager", "supervisor", "analyst", "director"}


def test_without_javascript_it_is_a_page(client, manager, customer, run_valuation):
    run_valuation()
    client.force_login(manager)
    page = client.get(reverse("customers:customer_value", args=[customer.pk]))
    assert "<html" in page.content.decode() and "Score 75.00 of 100" in words(page)


def test_the_tab_stands_on_the_customer_s_page_and_hands_the_run_on(client, manager, customer):
    client.force_login(manager)
    page = client.get(f"{customer.get_absolute_url()}?tab=value&run=7")
    assert page.context["panel_url"] == f"{reverse('customers:customer_value', args=[customer.pk])}?run=7"


def test_an_assessment_is_given_on_the_tab(client, manager, customer):
    key = {"submission_key": "11111111-1111-4111-8111-111111111111"}
    answer = act(client, manager, customer, "assessment_create", MARKS | key)
    assert answer.url == customer.tab_url("value")
    act(client, manager, customer, "assessment_create", MARKS | key)
    newest = StrategicAssessment.objects.for_list().first()
    assert (newest.by, newest.position, newest.note) == (manager, 5, "行业龙头")
    assert StrategicAssessment.objects.count() == 2


def test_wrong_marks_are_answered_with_what_was_typed(client, manager, customer):
    answer = act(client, manager, customer, "assessment_create", MARKS | {"position": "9", "loyalty": ""})
    assert answer.status_code == 422 and "行业龙头" in answer.content.decode()
    assert set(answer.context["assessment_form"].errors) == {"position", "loyalty", "submission_key"}


def test_a_supervisor_overrides_and_ends_it(client, supervisor, customer):
    last = timezone.localdate() + timedelta(days=30)
    data = {"grade": "B", "ends_on": last.isoformat(), "reason": "合同未续", "submission_key": MARKS_KEY}
    assert act(client, supervisor, customer, "override_create", data).status_code == 302
    customer.refresh_from_db()
    assert customer.grade == "B"
    assert f"given by hand until {last}" in words(panel(client, supervisor, customer))
    override = GradeOverride.objects.get()
    act(client, supervisor, customer, "override_end", {}, override.pk)
    again = act(client, supervisor, customer, "override_end", {}, override.pk)
    assert "has ended this override" in words(client.get(again.url))


MARKS_KEY = "22222222-2222-4222-8222-222222222222"


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"ends_on": "2020-01-01"}, "The last day lies in the past."),
        ({"ends_on": "9999-12-31"}, "lasts a year at most"),
        ({"ends_on": "2027-02-30"}, "Enter a valid date."),
        ({"reason": " "}, "This field is required."),
        ({"grade": "D"}, "Select a valid choice."),
    ],
)
def test_an_override_that_cannot_be_is_refused_and_keeps_what_was_typed(client, supervisor, customer, changes, error):
    last = timezone.localdate() + timedelta(days=30)
    data = {"grade": "B", "ends_on": last.isoformat(), "reason": "合同未续", "submission_key": MARKS_KEY} | changes
    answer = act(client, supervisor, customer, "override_create", data)
    assert answer.status_code == 422 and error in answer.content.decode()
    assert not GradeOverride.objects.exists()


def test_the_second_override_is_told_of_the_first(client, supervisor, analyst, customer):
    last = timezone.localdate() + timedelta(days=30)
    data = {"grade": "B", "ends_on": last.isoformat(), "reason": "合同未续"}
    act(client, supervisor, customer, "override_create", data | {"submission_key": MARKS_KEY})
    other = {"submission_key": "33333333-3333-4333-8333-333333333333", "grade": "C"}
    answer = act(client, analyst, customer, "override_create", data | other)
    assert answer.status_code == 409 and "Supervisor has given the grade B until" in words(answer)


def test_the_panel_costs_the_same_for_one_and_many_valuations(
    client, manager, customer, run_valuation, django_assert_max_num_queries
):
    for day in range(1, 9):
        run_valuation(as_of=moment(f"2026-10-{day:02}T00:00").date())
    address = reverse("customers:customer_value", args=[customer.pk])
    client.force_login(manager)
    with django_assert_max_num_queries(10):
        client.get(address, headers={"HX-Request": "true"})


def test_the_grade_is_shown_among_the_facts_but_not_typed_in(client, manager, customer):
    client.force_login(manager)
    form = client.get(reverse("customers:customer_edit", args=[customer.pk, "sales"])).context["form"]
    assert "lifecycle" in form.fields and "grade" not in form.fields
