"""From the button of the customer-relations office to the grade that a supervisor gives by hand."""

from datetime import timedelta

import pytest
from django.utils import timezone

from customers import tasks
from customers.factories import CustomerFactory
from customers.models import GradeOverride, StrategicAssessment
from customers.tests.value.conftest import customers_earning

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def customer(manager):
    _best, _second, customer = customers_earning(80_000, 15_000, 5_000, owner=manager, as_of=timezone.localdate())
    customer.name = "上海远洋物流有限公司"
    customer.save()
    CustomerFactory(owner=manager, lifecycle="potential")
    return customer


@pytest.mark.parametrize("width", [1440, 390])
def test_a_valuation_is_made_explained_and_overridden(browse, analyst, manager, supervisor, customer, width):
    page = browse(analyst, "en", width)
    page.goto("/customers/portfolio/")
    page.get_by_role("button", name="Value all customers").click()
    page.get_by_text("All customers are being valued").wait_for()
    tasks.resume_valuations()
    page.get_by_text("100,000").first.wait_for()
    page.locator(".portfolio-chart canvas").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")

    page.select_option("select[name=grade]", "C")
    page.get_by_role("link", name="上海远洋物流有限公司").click()
    page.get_by_text("Those before it bring 95.0000 % of all contribution").wait_for()
    page.get_by_text("not assessed").first.wait_for()

    page = browse(manager, "en", width)
    page.goto(customer.tab_url("value"))
    page.get_by_text("Assess", exact=True).click()
    for name, mark in (("position", "5"), ("potential", "4"), ("loyalty", "3"), ("cooperation", "4")):
        page.select_option(f"[name={name}]", mark)
    page.get_by_role("button", name="Save the assessment").click()
    page.get_by_text("Position 5, potential 4, loyalty 3, cooperation 4").wait_for()
    assert StrategicAssessment.objects.get().by == manager
    assert page.get_by_text("Give a grade by hand").count() == 0

    page = browse(supervisor, "en", width)
    page.goto(customer.tab_url("value"))
    page.get_by_text("Give a grade by hand").click()
    page.select_option("[name=grade]", "A")
    last = timezone.localdate() + timedelta(days=90)
    page.fill("[name=ends_on]", last.isoformat())
    page.fill("[name=reason]", "集团战略客户")
    page.get_by_role("button", name="Give this grade").click()
    page.get_by_text(f"given by hand until {last}").wait_for()
    assert GradeOverride.objects.get().grade == "A"
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="End it now").click()
    page.get_by_text("(ended by Supervisor)").wait_for()
    customer.refresh_from_db()
    assert customer.grade == "C"
