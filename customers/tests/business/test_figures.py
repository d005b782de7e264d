"""Forecast, funnel, stays and losses: every number counted by hand, and every number leading to its rows."""

from datetime import date, datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from customers.business.figures import forecast_of, funnel_of, losses_of, results_of, unforeseen
from customers.factories import CustomerFactory, business_facts, open_opportunity
from customers.models import LossReason, Opportunity, StageSetting

pytestmark = pytest.mark.django_db
MARCH = datetime(2026, 3, 2, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
SINCE, UNTIL = date(2026, 3, 1), date(2026, 4, 30)
SENSELESS = [{"since": "x"}, {"since": "9999-12-31"}, {"until": "0001-01-01"}, {"until": "9999-12-31"}, {"owner": "x"}]


def day(number):
    return MARCH + timedelta(days=number)


@pytest.fixture
def year(manager, customer):
    """Five opened in March: one won without a bid, two lost (one from the start, one back from a bid), two under way."""
    reasons = list(LossReason.objects.order_by("id"))
    found = {
        name: open_opportunity(manager, customer, MARCH, name=name) for name in ("won", "lost", "back", "way", "new")
    }

    def move(name, at, stage):
        found[name].move(manager, at, found[name].version, stage, business_facts(customer))

    move("won", day(4), "assessed")
    move("won", day(10), "proposal")
    found["won"].win(manager, day(20), found["won"].version, "项目", None, {"starts_on": date(2026, 6, 1)})
    found["lost"].lose(manager, day(6), found["lost"].version, reasons[-1])
    move("back", day(8), "bid")
    move("back", day(9), "assessed")
    found["back"].lose(manager, day(19), found["back"].version, reasons[0], "顺丰")
    move("way", day(2), "assessed")
    return found


def everything():
    return Opportunity.objects.all()


def test_the_funnel_counts_how_far_each_came(year):
    rows = {str(row["stage"]): row for row in funnel_of(everything(), SINCE, UNTIL)}
    assert [row["reached"] for row in rows.values()] == [5, 3, 2, 2, 2, 1]
    assert [row["onward"] and round(row["onward"]) for row in rows.values()] == [60, 67, 100, 100, 50, None]
    assert round(rows["won"]["of_all"]) == 20
    assert all(row["reached"] == 0 for row in funnel_of(everything(), date(2026, 5, 1), date(2026, 5, 2)))


def test_days_in_a_stage_are_the_mean_of_the_stays_that_ended(year):
    rows = {str(row["stage"]): row for row in funnel_of(everything(), SINCE, UNTIL)}
    # Identified: 4, 6, 8 and 2 days; assessed: 6 and 10; proposal: 10; bid: 1.
    assert {stage: (row["days"], row["left"]) for stage, row in rows.items()} == {
        "identified": (5, 4),
        "assessed": (8, 2),
        "analysed": (None, 0),
        "proposal": (10, 1),
        "bid": (1, 1),
        "won": (None, 0),
    }


def test_losses_by_reason_and_the_share_won(year):
    losses = losses_of(everything(), SINCE, UNTIL)
    assert {(str(row["reason"]), row["count"], round(row["share"])) for row in losses} == {
        ("Other", 1, 50),
        ("Price above a competitor's", 1, 50),
    }
    results = results_of(everything(), SINCE, UNTIL)
    assert (results["won"]["count"], results["won"]["revenue"], results["lost"]["count"]) == (1, 200_000, 2)
    assert round(results["rate"]) == 33


def test_the_forecast_adds_up_from_the_month_of_start(manager):
    for stage, month, more in [
        ("assessed", date(2026, 1, 1), {}),
        ("bid", date(2026, 5, 1), {}),
        ("proposal", date(2027, 6, 1), {}),
        ("proposal", date(2026, 6, 1), {"own_probability": 0, "probability_reason": "客户冻结预算"}),
        ("proposal", None, {}),
    ]:
        customer = CustomerFactory(owner=manager)
        open_opportunity(manager, customer, MARCH, stage, starts_on=month, **more)
    rows = forecast_of(everything(), StageSetting.objects.by_stage(), MARCH.date())
    assert [f"{row['month']:%Y-%m}" for row in rows][::11] == ["2026-03", "2027-02"]
    # What was to start in January counts from March on: 200,000 × 20 %; from May on the bid at 70 % as well.
    assert [row["weighted"] for row in rows[:4]] == [40_000, 40_000, 180_000, 180_000]
    assert [row["revenue"] for row in rows[:4]] == [200_000, 200_000, 400_000, 600_000]
    assert [(row["starting"], row["count"]) for row in rows[:4]] == [(1, 1), (0, 1), (1, 2), (1, 3)]
    assert unforeseen(everything()) == 1


def test_every_number_leads_to_its_rows(client, manager, year):
    client.force_login(manager)
    page = client.get(reverse("customers:business_figures"), {"since": SINCE, "until": UNTIL}).context
    counted = [(row["query"], row["reached"]) for row in page["funnel"]]
    counted += [(row["left_query"], row["left"]) for row in page["funnel"] if row["left"]]
    counted += [(row["query"], row["count"]) for row in page["losses"]]
    counted += [(row["query"], row["count"]) for row in page["forecast"]]
    counted += [(row["starting_query"], row["starting"]) for row in page["forecast"]]
    counted += [(page["results"][name]["query"], page["results"][name]["count"]) for name in ("won", "lost")]
    for query, count in counted:
        rows = client.get(reverse("customers:business_list"), query).context["page"].rows
        assert len(rows) == count, query


def test_own_and_team(client, manager, supervisor, year):
    client.force_login(supervisor)
    url = reverse("customers:business_figures")
    team = client.get(url, {"since": SINCE, "until": UNTIL})
    assert team.context["funnel"][0]["reached"] == 5 and "data-chart" in team.content.decode()
    own = client.get(url, {"since": SINCE, "until": UNTIL, "owner": "mine"})
    assert own.context["funnel"][0]["reached"] == 0 and "Nothing was opened" in own.content.decode()


@pytest.mark.parametrize("query", SENSELESS)
def test_senseless_days_are_no_failure(client, manager, year, query):
    client.force_login(manager)
    for name in ("business_figures", "business_figures_workbook", "business_list"):
        assert client.get(reverse(f"customers:{name}"), query | {"happened": "opened"}).status_code == 200


def test_the_figures_cost_the_same_for_few_and_many(client, manager, customer, year, django_assert_num_queries):
    client.force_login(manager)
    url = reverse("customers:business_figures")
    client.get(url)
    for _time in range(2):
        with django_assert_num_queries(10):
            client.get(url, {"since": SINCE, "until": UNTIL})
        for number in range(5):
            open_opportunity(manager, customer, MARCH, "proposal", name=str(number))


def test_the_workbook_has_a_sheet_for_each_table(client, manager, year):
    client.force_login(manager)
    answer = client.get(reverse("customers:business_figures_workbook"), {"since": SINCE, "until": UNTIL})
    book = load_workbook(BytesIO(answer.content))
    assert book.sheetnames == ["Forecast", "Stages", "Reasons of loss"]
    assert [row[1] for row in book["Stages"].iter_rows(min_row=2, values_only=True)] == [5, 3, 2, 2, 2, 1]
