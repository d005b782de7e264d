"""The figures of one customer, on their page and as a workbook."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.utils import timezone

from customers.factories import CustomerFactory, MonthlyFigureFactory
from customers.figures.course import course, years
from customers.figures.months import shift
from customers.models import MonthlyFigure

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def last(db):
    return shift(timezone.localdate(), -1)


@pytest.fixture
def project(ocean, last):
    project = ocean.projects.create(name="华东配送", phase="operating")
    MonthlyFigureFactory(customer=ocean, month=last, revenue=100, cost=80)
    MonthlyFigureFactory(customer=ocean, month=last, project=project, revenue=300, cost=200)
    MonthlyFigureFactory(customer=ocean, month=shift(last, -12), revenue=200)
    return project


def test_two_years_are_summed_over_projects_and_compared_with_the_year_before(ocean, project, last):
    months = course(MonthlyFigure.objects.of(ocean), last)
    assert len(months) == 24 and months[-1].month == last and months[0].month == shift(last, -23)
    assert (months[-1].figures["revenue"], months[-1].growth, months[-1].margin) == (400, 100, 30)
    assert (months[-2].figures, months[-2].growth) == (None, None)
    (_label, sums, growth), (_before, earlier, _none) = years(months)
    assert (sums["revenue"], earlier["revenue"], growth) == (400, 200, Decimal(100))


def test_the_page_offers_the_tab_and_the_panel_shows_table_and_chart(browser, ocean, project, last):
    page = browser.get(f"{ocean.get_absolute_url()}?tab=figures").text
    assert f"/customers/{ocean.pk}/figures/" in page
    panel = browser.get(f"/customers/{ocean.pk}/figures/", headers=HTMX)
    assert "<html" not in panel.text and panel.context["chart"]["series"][0]["data"][-2] == 400
    assert f"?month={last:%Y-%m}&amp;q=K1" in panel.text
    assert "<html" in browser.get(f"/customers/{ocean.pk}/figures/").text


def test_one_project_can_be_looked_at_alone(browser, ocean, project):
    panel = browser.get(f"/customers/{ocean.pk}/figures/?project={project.pk}", headers=HTMX)
    assert panel.context["months"][1].figures["revenue"] == 300
    for senseless in ("x", "0", "999999"):
        panel = browser.get(f"/customers/{ocean.pk}/figures/?project={senseless}", headers=HTMX)
        assert panel.context["months"][1].figures["revenue"] == 400


def test_without_figures_the_panel_says_what_to_do_first(browser, ocean):
    assert "Type them into the grid" in browser.get(f"/customers/{ocean.pk}/figures/", headers=HTMX).text


def test_the_workbook_holds_the_sums_and_each_row(browser, ocean, project, last):
    answer = browser.get(f"/customers/{ocean.pk}/figures/figures.xlsx")
    together, apart = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets
    assert [row[:4] for row in together.values][-1] == (f"{last:%Y-%m}", 400, 280, 120)
    assert [row[:3] for row in apart.values][1:3] == [(f"{last:%Y-%m}", "华东配送", 300), (f"{last:%Y-%m}", None, 100)]


def test_a_panel_takes_as_many_queries_with_two_years_as_with_nothing(browser, ocean, django_assert_num_queries):
    def count():
        with django_assert_num_queries(exact) as queries:
            browser.get(f"/customers/{ocean.pk}/figures/", headers=HTMX)
        return len(queries)

    exact = 5
    count()
    for ago in range(24):
        MonthlyFigureFactory(customer=ocean, month=shift(date(2026, 10, 1), -ago), revenue=7)
    count()


def test_who_does_not_read_the_file_sees_no_figures(client, ocean, desk, colleague, manager, analyst):
    for person, status in ((desk, 404), (colleague, 404), (manager, 200), (analyst, 200)):
        client.force_login(person)
        assert client.get(f"/customers/{ocean.pk}/figures/").status_code == status
        assert client.get(f"/customers/{ocean.pk}/figures/figures.xlsx").status_code == status
    client.force_login(desk)
    assert "tab=figures" not in client.get(ocean.get_absolute_url()).text
    assert client.get(f"/customers/{CustomerFactory(owner=manager).pk}/figures/").status_code == 404
