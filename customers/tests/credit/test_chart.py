"""The chart of receivable and overdue says what the table below it says."""

import json
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from customers.credit_chart import credit_chart
from customers.credit_light import debts_of
from customers.factories import CustomerFactory, MonthlyFigureFactory, ProjectFactory
from customers.figures.months import shift

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def panel(client, manager):
    """panel(limit, {months ago: (receivable, overdue)}) → the response of the tab"""
    client.force_login(manager)

    def open_panel(limit, figures):
        customer = CustomerFactory(owner=manager, credit_limit=limit)
        for ago, (receivable, overdue) in figures.items():
            MonthlyFigureFactory(customer=customer, month=shift(TODAY, -ago), receivable=receivable, overdue=overdue)
        return client.get(reverse("customers:credit_panel", args=[customer.pk]))

    return open_panel


def drawn(response):
    return json.loads(re.search(r'id="credit-chart" type="application/json">(.*?)</script>', response.text)[1])


def test_chart_and_table_agree_month_by_month_and_the_limit_is_a_line(panel):
    response = panel(300_000, {1: (120_000, 4_000), 2: ("90000.50", 0), 4: (50_000, 50_000)})
    chart = drawn(response)
    receivable, overdue, limit = (series["data"] for series in chart["series"])
    assert chart["xAxis"]["data"] == [f"{shift(TODAY, -ago):%Y-%m}" for ago in (4, 3, 2, 1)]
    assert receivable == [50_000, None, 90_000.5, 120_000] and overdue == [50_000, None, 0, 4_000]
    assert limit == [300_000] * 4
    table = {f"{debt.month:%Y-%m}": (debt.receivable, debt.overdue) for debt, _share in response.context["debts"]}
    shown = zip(chart["xAxis"]["data"], receivable, overdue, strict=True)
    assert table == {month: (owed, late) for month, owed, late in shown if owed is not None}
    assert response.text.index('data-chart="credit-chart"') < response.text.index("<table")


def test_projects_are_added_up(manager):
    customer = CustomerFactory(owner=manager)
    for ago in (1, 2):
        for project in (None, ProjectFactory(customer=customer)):
            MonthlyFigureFactory(
                customer=customer, project=project, month=shift(TODAY, -ago), receivable=100, overdue=1
            )
    chart = credit_chart(debts_of([customer.pk], TODAY)[customer.pk], None)
    assert [series["data"] for series in chart["series"]] == [[200, 200], [2, 2]]


@pytest.mark.parametrize("figures", [{}, {1: (5, 1)}, {13: (5, 1), 20: (5, 1)}])
def test_without_a_course_there_is_no_chart(panel, figures):
    response = panel(None, figures)
    assert response.status_code == 200 and "data-chart" not in response.text
