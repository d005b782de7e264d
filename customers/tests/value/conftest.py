"""A company to be valued: figures, costs and marks for customers, and runs."""

import uuid
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from customers.factories import CustomerFactory, log_contact
from customers.figures.months import shift
from customers.models import CustomerValue, MonthlyFigure, StrategicAssessment, ValuationPolicy, ValuationRun
from customers.valuing import value

AS_OF = date(2026, 10, 15)


def moment(text):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Shanghai"))


AT = moment("2026-10-15T09:00")


@pytest.fixture
def policy(db):
    return ValuationPolicy.objects.get()


@pytest.fixture
def run_valuation(db):
    """Value everybody as of a day and return the run, done."""

    def run_valuation(as_of=AS_OF, by=None, at=None):
        run = ValuationRun.prepare(by, at or AT, as_of)
        assert value(run.pk, at or AT) is not None
        run.refresh_from_db()
        assert run.state == "done"
        return run

    return run_valuation


def earn(customer, profit, months_ago=1, as_of=AS_OF, **figures):
    """One month's gross profit, so many months before that of `as_of`."""
    month = shift(as_of, -months_ago)
    values = {"revenue": max(profit, 0), "cost": max(-profit, 0)} | figures
    return MonthlyFigure.objects.create(customer=customer, month=month, **values)


def customers_earning(*profits, as_of=AS_OF, **values):
    """One customer for each gross profit of the month before `as_of`."""
    customers = [CustomerFactory(created_at=moment("2024-01-05T09:00"), **values) for _profit in profits]
    for customer, profit in zip(customers, profits, strict=True):
        earn(customer, profit, as_of=as_of)
    return customers


def assess(customer, by, marks=(3, 3, 3, 3), at=AT):
    names = ("position", "potential", "loyalty", "cooperation")
    return StrategicAssessment.give(customer, by, at, uuid.uuid4(), **dict(zip(names, marks, strict=True)))


def spend(customer, by, at, **costs):
    return log_contact(by, customer, at, costs=costs)


def values_of(run):
    """{customer: its value}."""
    return {row.customer: row for row in CustomerValue.objects.filter(run=run).select_related("customer")}
