"""Coverage against a plain reckoning in Python, and what its pages show to whom."""

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest
from django.utils import timezone

from customers.factories import ContactFactory, CustomerFactory, log_contact
from people.factories import UserFactory
from visits.coverage import OF_CUSTOMERS, STATES, Cell, Coverage
from visits.factories import GOOD_REPORT, MORNING, VisitRuleFactory, plan_visit
from visits.models import Visit
from visits.periods import period_of
from visits.states import OPEN, State
from visits.stretches import Stretch

pytestmark = pytest.mark.django_db
QUARTER = (date(2026, 1, 1), date(2026, 3, 31))


@pytest.fixture
def company_with_visits(manager, company):
    """Sixty customers of three people under four rules, with visits in every state all over the year before."""
    random = Random(7)
    rules = [
        VisitRuleFactory(every=3, unit="months"),
        VisitRuleFactory(grade="A", every=1, unit="months", levels=["top"]),
        VisitRuleFactory(tier="key", every=14, unit="days"),
        VisitRuleFactory(grade="C", every=6, unit="months"),
    ]
    people = [manager, *UserFactory.create_batch(2, department=company.sales)]
    for _number in range(60):
        facts = {"grade": random.choice(["A", "B", "C", ""]), "tier": random.choice(["key", "", "", ""])}
        lifecycle = random.choice(["current", "current", "lost", "potential"])
        customer = CustomerFactory(owner=random.choice([*people, None]), lifecycle=lifecycle, **facts)
        if customer.owner:
            contact = ContactFactory(customer=customer, level=random.choice(["top", "working"]))
            for _visit in range(random.randrange(6)):
                add_visit(customer, contact, random)
    return rules


def add_visit(customer, contact, random):
    moment = MORNING + timedelta(days=random.randrange(-120, 60), hours=random.randrange(-10, 12))
    visit = plan_visit(customer.owner, MORNING, moment, customer, contacts=[contact])
    state = random.choice([State.DONE, State.DONE, State.PLANNED, State.CONFIRMED, State.CANCELLED, State.MISSED])
    report = {"reported_at": MORNING, "reported_by": customer.owner, "attitude": 0, "summary": "x", "next_step": "none"}
    changes = report if state == State.DONE else {"refusal": "x"} if state == State.CANCELLED else {}
    Visit.objects.filter(pk=visit.pk).update(state=state, **changes)
    if state == State.DONE and random.random() < 0.7:
        entry = log_contact(customer.owner, customer, moment, channel="visit")
        entry.set_costs({"travel": random.randrange(50, 300), "meal": random.choice([0, 120])})
        Visit.objects.filter(pk=visit.pk).update(entry=entry)


def oracle(customers, rules, first, last, today):
    """The same figures, one customer after the other: {(rule, owner): Counter}."""
    found = {}
    general, of_a, of_key, of_c = rules
    for customer in customers:
        if customer.owner is None or customer.lifecycle == "lost":
            continue
        rule = of_key if customer.tier == "key" else {"A": of_a, "C": of_c}.get(customer.grade, general)
        cell = found.setdefault((rule.pk, customer.owner_id), Counter())
        visits = list(customer.visits.all())
        done = [visit for visit in visits if visit.state == State.DONE]
        cell["customers"] += 1
        cell["never"] += not done
        periods, is_late = set(), False
        day = first
        while day <= last:
            period = period_of(day, rule.every, rule.unit)
            if period.last <= last:
                periods.add(period)
            day += timedelta(days=1)
        for period in periods:
            state, is_wrong = judge(visits, rule, period, today)
            cell["due"] += 1
            cell[state] += 1
            cell["wrong_level"] += is_wrong
            is_late = is_late or state == "overdue"
        here = [visit for visit in done if first <= timezone.localdate(visit.planned_at) <= last]
        cell["under"] += is_late
        cell["over"] += bool(periods) and len(here) > len(periods)
        cell["visited"] += bool(here)
        cell["visits"] += len(here)
        cell["cost"] += sum(visit.entry.total_cost for visit in here if visit.entry)
    return found


def judge(visits, rule, period, today):
    within = [visit for visit in visits if period.first <= timezone.localdate(visit.planned_at) <= period.last]
    done = [visit for visit in within if visit.state == State.DONE]
    if done:
        met = {contact.level for visit in done for contact in visit.contacts.all()}
        return "done", bool(rule.levels) and not met & set(rule.levels)
    if any(visit.state in OPEN for visit in within):
        return "planned", False
    return ("overdue" if period.last < today else "remaining"), False


@pytest.mark.parametrize("login", ["supervisor", "manager", "analyst", "colleague"])
def test_the_figures_are_those_of_a_plain_reckoning(company_with_visits, cast, login):
    user, today = cast[login], timezone.localdate(MORNING)
    from customers.models import Customer

    customers = Customer.objects.readable_by(user).prefetch_related("visits__contacts", "visits__entry__costs")
    expected = oracle(customers, company_with_visits, *QUARTER, today)
    cells = Coverage(user, *QUARTER, MORNING).cells()
    assert {key: +Counter(cell._asdict()) for key, cell in cells.items()} == {k: +c for k, c in expected.items()}
    assert all(cell.due == cell.done + cell.planned + cell.overdue + cell.remaining for cell in cells.values())


def test_the_rows_behind_each_figure_are_as_many_as_it_says(company_with_visits, supervisor):
    figures = Coverage(supervisor, *QUARTER, MORNING)
    cells = figures.cells()
    for kind in ("due", *STATES, "wrong_level", *OF_CUSTOMERS):
        total = sum(getattr(cell, kind) for cell in cells.values())
        assert len(figures.rows(kind, 10_000)) == total, kind
    rule, owner = next(iter(cells))
    one = Coverage(supervisor, *QUARTER, MORNING, rule, owner)
    assert len(one.rows("due", 10_000)) == cells[rule, owner].due
    assert one.rows("due", 2, 1) == one.rows("due", 3)[1:]


def test_coverage_takes_a_fixed_number_of_queries(company_with_visits, supervisor, as_user, django_assert_num_queries):
    client = as_user(supervisor)
    client.get("/visits/coverage/?period=2026-Q1")
    with django_assert_num_queries(7):
        page = client.get("/visits/coverage/?period=2026-Q1").content.decode()
    assert "overdue" in page


def test_customers_served_too_little_or_too_much_are_told_with_what_was_asked_made_and_spent(
    manager, supervisor, as_user
):
    VisitRuleFactory(every=1, unit="months")
    neglected, spoilt = CustomerFactory(owner=manager, name="少访"), CustomerFactory(owner=manager, name="多访")
    for day in range(4):
        visit = plan_visit(manager, MORNING, MORNING - timedelta(days=30 + day), spoilt)
        visit.report(manager, MORNING, costs={"travel": 100 + day}, **GOOD_REPORT)
    client, address = as_user(supervisor), "/visits/coverage/rows/?period=2026-02&kind="
    (under,) = client.get(f"{address}under").context["rows"]
    assert (under["customer"], under["asked"], under["made"], under["cost"]) == (neglected, 1, 0, 0)
    for kind in ("over", "visited"):
        (row,) = client.get(f"{address}{kind}").context["rows"]
        assert (row["customer"], row["asked"], row["made"], row["cost"]) == (spoilt, 1, 4, 406)
    assert "101.50" in client.get("/visits/coverage/?period=2026-02").content.decode()


def test_a_visit_costs_nothing_to_say_where_none_was_made():
    assert Cell().cost_per_visit is None
    assert (Cell(visits=2, cost=100) + Cell(visits=1, cost=50)).cost_per_visit == 50


def test_its_workbooks_open(company_with_visits, supervisor, as_user):
    for address in ("/visits/coverage/?period=2026-Q1&xlsx", "/visits/coverage/rows/?period=2026-Q1&kind=under&xlsx"):
        answer = as_user(supervisor).get(address)
        assert answer.status_code == 200 and answer["Content-Type"].endswith("sheet")


@pytest.mark.parametrize("query", ["period=nonsense", "period=2026-13", "period=9999", "rule=x&owner=99999999999999"])
def test_a_senseless_period_shows_the_present_one(company_with_visits, supervisor, as_user, query):
    assert as_user(supervisor).get(f"/visits/coverage/?{query}").status_code == 200
    assert as_user(supervisor).get("/visits/coverage/rows/?kind=nonsense").status_code == 404


def test_without_rules_it_says_what_to_do(supervisor, as_user):
    assert "no customers under a visiting rule" in as_user(supervisor).get("/visits/coverage/").content.decode()


@pytest.mark.parametrize(
    ("text", "first", "last", "previous"),
    [
        ("2026-11", "2026-11-01", "2026-11-30", "2026-10"),
        ("2026-Q1", "2026-01-01", "2026-03-31", "2025-Q4"),
        ("2026-H2", "2026-07-01", "2026-12-31", "2026-H1"),
        ("2026", "2026-01-01", "2026-12-31", "2025"),
    ],
)
def test_stretches_by_their_names(text, first, last, previous):
    stretch = Stretch.named(text, date(2026, 5, 5))
    assert (stretch.first.isoformat(), stretch.last.isoformat(), stretch.name) == (first, last, text)
    assert stretch.previous.name == previous and stretch.previous.next == stretch


def test_a_rule_of_many_account_managers_has_a_page_of_its_own(supervisor, company, as_user):
    rule = VisitRuleFactory(every=1, unit="months")
    for owner in UserFactory.create_batch(26, department=company.sales):
        CustomerFactory(owner=owner)
    client = as_user(supervisor)
    page = client.get("/visits/coverage/?period=2026-Q1")
    assert "All 26 account managers" in page.content.decode()
    assert len(page.context["groups"][0]["shown"]) == 25
    page = client.get(f"/visits/coverage/?period=2026-Q1&rule={rule.pk}")
    assert len(page.context["groups"][0]["shown"]) == 26
