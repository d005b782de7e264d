"""The portfolio page: what it shows to whom, filtered how, at what cost."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from customers.factories import CustomerFactory
from customers.models import ValuationRun
from customers.tests.value.conftest import AT, customers_earning, earn
from customers.valuing import value

pytestmark = pytest.mark.django_db

URL = "/customers/portfolio/"


@pytest.fixture
def company_of_customers(manager, colleague):
    """The manager's rank 1, 3 and 5, the colleague's rank 2, and rank 4 in the public pool."""
    own = customers_earning(60, 12, -3, owner=manager)
    (theirs,) = customers_earning(20, owner=colleague)
    (pool,) = customers_earning(8)
    own[0].name = "上海远洋物流有限公司"
    own[0].save()
    return own, theirs, pool


@pytest.fixture
def shown(client):
    """The context of the portfolio page as a person sees it."""

    def shown(person, **query):
        client.force_login(person)
        response = client.get(URL, query)
        assert response.status_code == 200
        return response.context

    return shown


def ranks(context):
    return [row.rank for row in context["page"].rows]


def test_each_sees_their_customers_with_the_rank_in_the_whole_company(company_of_customers, run_valuation, shown, cast):
    run_valuation()
    seen = {login: ranks(shown(cast[login])) for login in ("manager", "colleague", "supervisor", "analyst", "director")}
    everything = [1, 2, 3, 4, 5]
    assert seen == {
        "manager": [1, 3, 5],
        "colleague": [2],
        "supervisor": [1, 3, 5],
        "analyst": everything,
        "director": everything,
    }


def test_who_has_no_portfolio_is_refused(client, cast, run_valuation):
    for login in ("desk", "handler", "admin"):
        client.force_login(cast[login])
        assert client.get(URL).status_code == 403


def test_sums_per_grade_and_curve_are_those_of_the_customers_seen(company_of_customers, run_valuation, shown, manager):
    run_valuation()
    context = shown(manager)
    assert [(row["grade"], row["customers"], row["contribution"]) for row in context["grades"]] == [
        ("A", 1, 60),
        ("B", 1, 12),
        ("C", 1, -3),
    ]
    assert (context["total"]["contribution"], context["total"]["customers"]) == (69, 3)
    assert context["curve"] == [[1, 83.33], [2, 100.0], [3, 100.0]]


def test_what_all_see_is_reckoned_once_and_equals_what_is_reckoned_anew(
    company_of_customers, run_valuation, shown, analyst
):
    run = run_valuation()
    whole, again = shown(analyst), shown(analyst, department=str(analyst.tree.root.pk))
    assert whole["curve"] == run.summary["curve"] == [[1, 60.0], [2, 80.0], [3, 92.0], [4, 100.0], [5, 100.0]]
    assert [row["customers"] for row in again["grades"]] == [2, 1, 1]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"grade": "A"}, [1, 2]),
        ({"grade": "none"}, []),
        ({"owner": "pool"}, [4]),
        ({"q": "远洋"}, [1]),
        ({"q": "shyy"}, [1]),
        ({"q": "-3"}, []),
        ({"moved": "up"}, []),
        ({"sort": "lifetime"}, [1, 2, 3, 4, 5]),
        ({"sort": "score", "unit": "wan"}, [1, 2, 3, 4, 5]),
        ({"grade": "Z", "owner": "x", "department": "-1", "page": "x", "sort": "?"}, [1, 2, 3, 4, 5]),
    ],
)
def test_filters_narrow_it_down_and_senseless_ones_do_nothing(
    company_of_customers, run_valuation, shown, analyst, query, expected
):
    run_valuation()
    assert sorted(ranks(shown(analyst, **query))) == expected


def test_moved_customers_are_found(run_valuation, shown, analyst):
    risen, fallen = customers_earning(10, 90)
    run_valuation(as_of=AT.date().replace(day=1))
    earn(risen, 900, months_ago=2)
    run_valuation()
    assert [row.customer for row in shown(analyst, moved="up")["page"]] == [risen]
    assert [row.customer for row in shown(analyst, moved="down")["page"]] == [fallen]
    assert len(shown(analyst, moved="any")["page"]) == 2
    context = shown(analyst)
    assert [row.customer for row in context["risers"]] == [risen, fallen] and context["fallers"] == []


def test_an_earlier_valuation_opens_again_as_it_was(run_valuation, shown, analyst, client):
    customers_earning(10)
    old = run_valuation(as_of=AT.date().replace(day=1))
    customers_earning(500)
    run_valuation()
    assert len(shown(analyst)["page"]) == 2
    assert len(shown(analyst, run=old.pk)["page"]) == 1
    assert client.get(URL, {"run": "999999"}).status_code == 404
    assert client.get(URL, {"run": "x"}).status_code == 404


def test_before_the_first_valuation_it_says_what_to_do(shown, client, analyst, manager):
    assert shown(analyst)["run"] is None
    assert "value all customers with the button above" in client.get(URL).content.decode()
    client.force_login(manager)
    assert "The customer-relations office makes the first one" in client.get(URL).content.decode()
    assert client.get("/customers/portfolio/portfolio.xlsx").status_code == 302


def test_the_button_asks_for_a_valuation_and_the_page_waits_for_it(client, analyst):
    customers_earning(10)
    client.force_login(analyst)
    page = client.post("/customers/portfolio/valuations/new/", {"as_of": "2026-10-15"}, follow=True)
    assert "All customers are being valued as of 2026-10-15" in page.content.decode()
    run = ValuationRun.objects.get()
    waiting = f"/customers/portfolio/valuations/{run.pk}/"
    assert client.get(waiting, headers={"HX-Request": "true"}).templates[0].name == "customers/portfolio/_waiting.html"
    again = client.post("/customers/portfolio/valuations/new/", {"as_of": "2026-10-15"}, follow=True)
    assert "asked for by Analyst" in again.content.decode()
    value(run.pk, AT)
    assert client.get(waiting, headers={"HX-Request": "true"}).headers["HX-Redirect"] == run.get_absolute_url()


@pytest.mark.parametrize(
    ("day", "answer"),
    [("2026-02-30", "is not a day"), ("", "Say on which day"), ("2999-01-01", "cannot lie in the future")],
)
def test_a_day_that_cannot_be_is_refused_in_words(client, analyst, day, answer):
    client.force_login(analyst)
    page = client.post("/customers/portfolio/valuations/new/", {"as_of": day}, follow=True)
    assert answer in page.content.decode()
    assert not ValuationRun.objects.exists()


def test_the_excel_holds_the_table_the_sums_and_the_curve(company_of_customers, run_valuation, client, manager):
    own, _theirs, _pool = company_of_customers
    own[1].name = "=1+1"
    own[1].save()
    run_valuation()
    client.force_login(manager)
    answer = client.get("/customers/portfolio/portfolio.xlsx?sort=rank")
    customers, grades, curve = load_workbook(BytesIO(answer.content)).worksheets
    rows = list(customers.iter_rows(values_only=True))
    assert [row[0] for row in rows[1:]] == [1, 3, 5] and rows[2][2] == "=1+1"
    assert customers.cell(3, 3).data_type == "s"
    assert [row[:2] for row in grades.iter_rows(min_row=2, values_only=True)] == [("A", 1), ("B", 1), ("C", 1)]
    assert curve.max_row == 4


def test_a_file_that_would_take_too_long_is_refused_in_words(run_valuation, client, analyst, monkeypatch):
    customers_earning(1, 2)
    run_valuation()
    monkeypatch.setattr("customers.portfolio_workbook.MOST_ROWS", 1)
    client.force_login(analyst)
    page = client.get("/customers/portfolio/portfolio.xlsx?grade=", follow=True)
    assert "20,000 customers at most: choose a department or a grade" in page.content.decode()


@pytest.mark.parametrize("login", ["manager", "analyst"])
def test_the_page_costs_the_same_for_few_and_for_many(
    cast, client, run_valuation, login, django_assert_max_num_queries
):
    manager = cast["manager"]
    customers_earning(*range(1, 31), owner=manager)
    run_valuation()
    client.force_login(cast[login])
    for query in ({}, {"size": "100"}, {"grade": "A", "q": "测试"}):
        with django_assert_max_num_queries(16):
            client.get(URL, query)


def test_the_curve_of_many_customers_has_two_hundred_points_at_most(run_valuation):
    for number in range(700):
        earn(CustomerFactory(), 1000 - number)
    curve = run_valuation().summary["curve"]
    assert len(curve) <= 200
    assert curve == sorted(curve) and curve[-1] == [700, 100.0]
