"""What the system added by itself since an import does not keep it from being undone; what people did does."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from customers import valuing
from customers.factories import CustomerFactory, MonthlyFigureFactory
from customers.models import Activity, Customer, CustomerValue, GradeOverride, ValuationRun
from customers.tests.importing.steps import imported
from customers.tests.importing.test_undo import undo

# In a transaction of its own, a later edit does not inherit the history context of the import.
pytestmark = pytest.mark.django_db(transaction=True)

HEADER = ["客户编码", "客户名称", "客户等级", "生命周期"]


@pytest.fixture
def browser(client, manager):
    client.force_login(manager)
    return client


@pytest.fixture
def customer(manager):
    customer = CustomerFactory(code="C1", name="旧名", owner=manager, grade="B")
    last_month = (timezone.localdate().replace(day=1) - timedelta(days=1)).replace(day=1)
    MonthlyFigureFactory(customer=customer, month=last_month, revenue=9)
    return customer


@pytest.fixture
def run(browser, customer):
    return imported(browser, HEADER, ["C1", "新名", "C", ""], ["C2", "新客户", "A", "现有"])


@pytest.fixture
def new(run):
    return Customer.objects.get(code="C2")


def valued(analyst):
    run = ValuationRun.start(analyst, timezone.now())
    assert valuing.value(run.pk, timezone.now())["valued"] == 2


def test_valued_customers_are_taken_back_with_their_values(browser, run, new, customer, analyst):
    valued(analyst)
    new.refresh_from_db()
    assert new.grade == "C" and Activity.objects.filter(kind="value.graded").exists()
    undo(browser, run)
    assert run.state == "undone" and list(Customer.objects.all()) == [customer]
    assert CustomerValue.objects.get().customer == customer
    customer.refresh_from_db()
    assert (customer.name, customer.grade) == ("旧名", "A")


def test_a_grade_that_no_valuation_gave_since_is_as_before(browser, run, customer):
    undo(browser, run)
    customer.refresh_from_db()
    assert customer.grade == "B"


def test_a_grade_by_hand_keeps_the_customer_though_it_was_valued(browser, run, new, analyst):
    valued(analyst)
    until = timezone.localdate() + timedelta(days=9)
    GradeOverride.make(new, analyst, timezone.now(), uuid.uuid4(), "A", "战略客户", until)
    assert "新客户 (" in undo(browser, run)
    assert CustomerValue.objects.filter(customer=new).exists()
