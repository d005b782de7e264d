"""Monthly figures: what a row means, what the database refuses, and who sees them."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from customers.factories import CustomerFactory, MonthlyFigureFactory
from customers.models import MonthlyFigure

pytestmark = pytest.mark.django_db


def test_the_gross_profit_is_what_remains_of_the_revenue():
    figure = MonthlyFigureFactory(revenue=Decimal("1000.50"), cost=Decimal("800.25"))
    figure.refresh_from_db()
    assert figure.gross_profit == Decimal("200.25")


def test_totals_and_months_are_sums_of_rows():
    customer = CustomerFactory()
    for month, revenue in ((date(2026, 8, 1), 100), (date(2026, 9, 1), 250), (date(2026, 10, 1), 400)):
        MonthlyFigureFactory(customer=customer, month=month, revenue=revenue, cost=50, orders=3)
    MonthlyFigureFactory(revenue=9_999)
    found = MonthlyFigure.objects.of(customer).between(date(2026, 8, 31), date(2026, 9, 1))
    assert found.totals() == {
        "revenue": 350,
        "cost": 100,
        "gross_profit": 250,
        "shipments": 0,
        "orders": 6,
        "receivable": 0,
        "overdue": 0,
    }
    assert [(row["month"], row["revenue"]) for row in found.by_month()] == [
        (date(2026, 8, 1), 100),
        (date(2026, 9, 1), 250),
    ]
    assert MonthlyFigure.objects.none().totals()["revenue"] == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"month": date(2026, 9, 2)},
        {"month": date(1999, 12, 1)},
        {"receivable": -1},
        {"overdue": -1},
        {"revenue": -1, "shipments": 3},
        {"cost": -1, "orders": 3},
        {"revenue": 1_000_000_001},
        {"shipments": 10_000_001},
    ],
)
def test_the_database_refuses_what_no_month_can_hold(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        MonthlyFigureFactory(**wrong)


def test_a_reversal_stands_in_a_month_without_shipments():
    assert MonthlyFigureFactory(revenue=-500, cost=-200).pk


def test_a_month_has_one_row_per_project_and_one_without():
    customer = CustomerFactory()
    project = customer.projects.create(name="华东配送")
    for own in (None, project):
        MonthlyFigureFactory(customer=customer, project=own)
        with pytest.raises(IntegrityError), transaction.atomic():
            MonthlyFigureFactory(customer=customer, project=own)


def test_every_change_is_in_the_history():
    figure = MonthlyFigureFactory(revenue=100)
    MonthlyFigure.objects.filter(pk=figure.pk).update(revenue=120)
    MonthlyFigure.objects.filter(pk=figure.pk).delete()
    events = MonthlyFigure.pgh_event_model.objects.filter(pgh_obj_id=figure.pk).order_by("pgh_id")
    assert [(event.pgh_label, event.revenue) for event in events] == [("insert", 100), ("update", 120), ("delete", 120)]


def test_figures_are_seen_by_who_reads_the_whole_file(manager, supervisor, colleague, analyst, desk):
    figure = MonthlyFigureFactory(customer=CustomerFactory(owner=manager))
    for person, sees in ((manager, True), (supervisor, True), (analyst, True), (colleague, False), (desk, False)):
        assert MonthlyFigure.objects.visible_to(person).filter(pk=figure.pk).exists() is sees


def test_administrators_look_figures_up_and_edit_none(client, administrator):
    figure = MonthlyFigureFactory(customer__code="K77")
    client.force_login(administrator)
    found = client.get(reverse("admin:customers_monthlyfigure_changelist"), {"q": "K77"})
    assert found.status_code == 200 and found.context["cl"].result_count == 1
    assert client.get(reverse("admin:customers_monthlyfigure_add")).status_code == 403
    assert client.post(reverse("admin:customers_monthlyfigure_change", args=[figure.pk]), {}).status_code == 403
