"""The board, the list and its filters: what they count, whom they show what, at what cost."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from customers.business.board import CARDS
from customers.factories import (
    CustomerFactory,
    IndustryFactory,
    business_facts,
    log_contact,
    open_opportunity,
    sheets_of,
    written_export,
)
from customers.models import LossReason, Opportunity, StageSetting

pytestmark = pytest.mark.django_db
BOARD, LIST = "customers:business_board", "customers:business_list"


def columns(client, **query):
    answer = client.get(reverse(BOARD), query)
    assert answer.status_code == 200
    return {column.stage: column for column in answer.context["columns"]}


def listed(client, **query):
    answer = client.get(reverse(LIST), query)
    assert answer.status_code == 200
    return {row.name for row in answer.context["page"].rows}


@pytest.fixture
def three(manager, customer, at):
    """Worth 200,000 each at 35 %, 50 % and, by its own probability, 80 %."""
    return [
        open_opportunity(manager, customer, at, stage, name=stage, **more)
        for stage, more in {
            "analysed": {},
            "proposal": {"services": ["transport"]},
            "bid": {"own_probability": 80, "probability_reason": "口头同意", "starts_on": date(2027, 9, 1)},
        }.items()
    ]


def test_columns_count_sum_and_weigh(client, manager, three):
    client.force_login(manager)
    found = columns(client)
    weighed = {stage: (column.count, column.revenue, column.weighted) for stage, column in found.items()}
    assert weighed["analysed"] == (1, 200_000, 70_000)
    assert weighed["proposal"] == (1, 200_000, 100_000)
    assert weighed["bid"] == (1, 200_000, 160_000)
    assert weighed["won"] == (0, 0, 0)


def test_a_setting_changed_in_admin_weighs_anew(client, manager, three):
    StageSetting.objects.filter(stage="proposal").update(probability=10)
    client.force_login(manager)
    found = columns(client)
    assert (found["proposal"].weighted, found["bid"].weighted) == (20_000, 160_000)


def test_a_column_shows_the_largest_and_leads_to_the_rest(client, manager, customer, at):
    for number in range(CARDS + 5):
        open_opportunity(manager, customer, at, name=f"第{number:02}", monthly_revenue=1000 + number)
    client.force_login(manager)
    column = columns(client)["identified"]
    assert (column.count, len(column.cards), column.more) == (CARDS + 5, CARDS, 5)
    assert column.cards[0].name == f"第{CARDS + 4:02}"
    assert listed(client, stage="identified") >= {"第00", "第01"}


def test_the_board_costs_the_same_for_one_card_and_for_many(
    client, manager, customer, three, at, django_assert_num_queries
):
    client.force_login(manager)
    columns(client), listed(client, stage="open")
    for _time in range(2):
        with django_assert_num_queries(7):
            columns(client)
        with django_assert_num_queries(5):
            listed(client, stage="open")
        for stage in ("analysed", "proposal", "bid"):
            for _number in range(4):
                open_opportunity(manager, CustomerFactory(owner=manager), at, stage)


def test_everybody_sees_what_the_customers_file_lets_them(client, cast, three):
    seen = {}
    for login in ("manager", "colleague", "supervisor", "analyst", "director"):
        client.force_login(cast[login])
        seen[login] = len(listed(client))
    assert seen == {"manager": 3, "colleague": 0, "supervisor": 3, "analyst": 3, "director": 3}
    for login in ("desk", "handler", "admin"):
        client.force_login(cast[login])
        assert client.get(reverse(BOARD)).status_code == 403


def test_what_lies_in_the_recycle_bin_is_on_no_board(client, cast, customer, three, at):
    type(customer).objects.filter(pk=customer.pk).update(removed_at=at)
    for login in ("manager", "supervisor", "analyst"):
        client.force_login(cast[login])
        assert not listed(client)
        assert client.get(three[0].get_absolute_url()).status_code == 404


def test_filters_narrow_and_nonsense_narrows_nothing(client, supervisor, manager, customer, three):
    customer.industry = IndustryFactory(parent=IndustryFactory())
    customer.save()
    client.force_login(supervisor)
    assert listed(client, service="transport") == {"proposal"}
    assert listed(client, owner=manager.pk) == {"analysed", "proposal", "bid"}
    assert listed(client, owner="mine") == set()
    assert listed(client, from_month="2027-09", to_month="2027-09") == {"bid"}
    assert listed(client, to_month="2027-03") == {"analysed", "proposal"}
    assert listed(client, industry=customer.industry.parent_id) == {"analysed", "proposal", "bid"}
    assert listed(client, q="远洋", stage="bid") == {"bid"}
    assert listed(client, no_step="on", sort="revenue") == {"analysed", "proposal", "bid"}
    for nonsense in ({"owner": "x"}, {"stage": "x"}, {"from_month": "x"}, {"silent": "-1"}, {"reason": "9" * 30}):
        assert client.get(reverse(LIST), nonsense).status_code == 200
        assert client.get(reverse(BOARD), nonsense).status_code == 200


def test_silence_is_broken_by_a_contact_or_a_change(client, manager):
    client.force_login(manager)
    now = timezone.now()
    long_ago = now - timedelta(days=20)
    names = ("silent", "spoken", "changed", "patient")
    customers = {name: CustomerFactory(owner=manager) for name in names}
    found = {
        name: open_opportunity(manager, customers[name], long_ago, "proposal" if name != "patient" else "identified")
        for name in names
    }
    for name, opportunity in found.items():
        Opportunity.objects.filter(pk=opportunity.pk).update(name=name)
    log_contact(manager, customers["spoken"], now - timedelta(days=2))
    found["changed"].refresh_from_db()
    found["changed"].edit(manager, now, found["changed"].version, {"gross_margin": 9})
    assert listed(client, silent="usual") == {"silent"}
    assert listed(client, silent="14") == {"silent", "patient"}
    assert listed(client, silent="30") == set()
    cards = {card.name: card.silent_days for column in columns(client).values() for card in column.cards}
    assert cards == {"silent": 20, "spoken": None, "changed": None, "patient": None}


def test_closed_ones_leave_the_board_and_stay_in_the_list(client, manager, customer, three):
    reason = LossReason.objects.filter(to_competitor=False).first()
    now = timezone.now()
    three[0].lose(manager, now - timedelta(days=100), three[0].version, reason)
    three[1].lose(manager, now - timedelta(days=10), three[1].version, reason)
    client.force_login(manager)
    column = columns(client)["lost"]
    assert [card.name for card in column.cards] == ["proposal"] and column.count == 1
    assert listed(client, stage="lost") == {"analysed", "proposal"}
    query = dict(pair.split("=") for pair in column.query.split("&"))
    assert listed(client, **query) == {"proposal"}


def test_the_workbook_holds_what_the_list_shows(manager, customer, three, at):
    _about, (heading, *rows) = sheets_of(written_export(manager, at, "business", "stage=open"))
    assert heading[:5] == ["Customer code", "Customer", "New business", "Services", "Stage"]
    assert {row[2] for row in rows} == {"analysed", "proposal", "bid"}


def test_the_customers_page_has_them_in_a_tab(client, manager, colleague, customer, three, at):
    client.force_login(manager)
    panel = reverse("customers:opportunity_panel", args=[customer.pk])
    assert panel in client.get(customer.tab_url("business")).content.decode()
    text = client.get(panel).content.decode()
    assert all(each.get_absolute_url() in text for each in three)
    moved = business_facts(customer)
    three[0].move(manager, at, three[0].version, "proposal", moved)
    timeline = client.get(customer.tab_url("timeline"), {"kind": "opportunity"}).content.decode()
    assert "New business analysed: proposal" in timeline
