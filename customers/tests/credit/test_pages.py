"""Credit in the browser's hands: the tab, a new review, the decision, and the light at the head of pages."""

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from customers.factories import CustomerFactory, MonthlyFigureFactory, review_credit
from customers.figures.months import shift
from customers.models import CreditReview

pytestmark = pytest.mark.django_db
AT = timezone.now()
TODAY = timezone.localdate(AT)
RED = "Credit red"


@pytest.fixture
def customer(manager, director):
    """Over its limit, and overdue."""
    customer = CustomerFactory(owner=manager, name="上海远洋物流有限公司", credit_limit=10_000)
    for ago in (1, 2):
        MonthlyFigureFactory(customer=customer, month=shift(TODAY, -ago), receivable=12_345, overdue=678)
    return customer


@pytest.fixture
def manager_client(client, manager):
    client.force_login(manager)
    return client


def sent(**fields):
    usual = {"grade": "B", "limit": "300000", "payment_days": 30, "terms": "monthly", "findings": "回款正常"}
    usual |= {"reviewed_on": TODAY.isoformat(), "valid_until": (TODAY + timedelta(days=365)).isoformat()}
    return usual | {"submission_key": str(uuid.uuid4())} | fields


def new(customer):
    return reverse("customers:credit_review_create", args=[customer.pk])


def test_the_tab_explains_the_light_line_by_line(manager_client, customer):
    page = manager_client.get(reverse("customers:credit_panel", args=[customer.pk])).text
    for words in (
        RED,
        "12,345",
        "678",
        "The limit is exceeded.",
        "2 months in a row",
        "123 %",
        "longer than 30 days",
    ):
        assert words in page


def test_who_sees_only_the_head_sees_the_light_without_amounts(client, desk, customer):
    client.force_login(desk)
    page = client.get(customer.get_absolute_url()).text
    assert RED in page and "12,345" not in page and "?tab=credit" not in page
    assert client.get(reverse("customers:credit_panel", args=[customer.pk])).status_code == 404


def test_a_customer_without_limit_and_figures_is_not_reviewed(manager_client, manager):
    customer = CustomerFactory(owner=manager)
    assert "Credit not reviewed" in manager_client.get(customer.get_absolute_url()).text
    page = manager_client.get(reverse("customers:credit_panel", args=[customer.pk])).text
    assert "has not been reviewed yet" in page


def test_a_review_begins_with_what_is_in_force_and_says_when_it_waits(manager_client, customer, manager):
    review_credit(customer, manager, AT, limit=Decimal("12345.00"), grade="C")
    page = manager_client.get(new(customer)).text
    assert 'value="12345.00"' in page and "Above CNY 500,000, or raised by more than 50 %" in page
    answer = manager_client.post(new(customer), sent(limit="600000"), follow=True)
    assert "waits for approval by Supervisor" in answer.text


def test_in_the_dialog_the_page_behind_is_opened_anew(manager_client, customer):
    answer = manager_client.post(new(customer), sent(), headers={"HX-Request": "true"})
    assert answer["HX-Redirect"] == customer.tab_url("credit")
    assert "<html" not in manager_client.get(new(customer), headers={"HX-Request": "true"}).text


@pytest.mark.parametrize(
    "wrong",
    [
        *(
            {"limit": "-1"},
            {"limit": "1e30"},
            {"limit": "nan"},
            {"limit": ""},
            {"payment_days": "366"},
            {"findings": " "},
        ),
        *({"grade": "E"}, {"terms": "x"}, {"reviewed_on": "2026-02-30"}, {"valid_until": "2020-01-01"}),
        *({"reviewed_on": (TODAY + timedelta(days=1)).isoformat()}, {"valid_until": "9999-12-31"}),
    ],
)
def test_what_cannot_be_is_refused_in_words(manager_client, customer, wrong):
    answer = manager_client.post(new(customer), sent(**wrong))
    assert answer.status_code == 422 and "invalid-feedback" in answer.text
    assert not CreditReview.objects.exists()


def test_while_one_waits_the_next_is_refused_and_what_was_typed_kept(manager_client, customer, manager):
    review_credit(customer, manager, AT, limit=800_000)
    answer = manager_client.post(new(customer), sent(findings="再提一次"))
    assert answer.status_code == 409 and "waits for approval" in answer.text and "再提一次" in answer.text


def test_the_approver_sees_the_difference_and_decides_with_one_click(client, customer, manager, supervisor):
    review = review_credit(customer, manager, AT, limit=Decimal(800_000))
    client.force_login(supervisor)
    page = client.get(review.get_absolute_url()).text
    assert "CNY 10,000" in page and "CNY 800,000" in page and RED in page
    answer = client.post(f"{review.get_absolute_url()}approve/", follow=True)
    assert "now: Approved" in answer.text
    customer.refresh_from_db()
    assert customer.credit_limit == 800_000
    late = client.post(f"{review.get_absolute_url()}send-back/", {"note": "晚了"})
    assert late.status_code == 409 and "Meanwhile decided by Supervisor" in late.text


def test_a_return_without_reason_is_asked_for_one(client, customer, manager, supervisor):
    review = review_credit(customer, manager, AT, limit=800_000)
    client.force_login(supervisor)
    answer = client.post(f"{review.get_absolute_url()}send-back/", {"note": ""})
    assert answer.status_code == 422 and "Give a reason." in answer.text
    assert "500" not in str(client.post(f"{review.get_absolute_url()}send-back/", {"note": "长" * 301}).status_code)


def test_what_waits_stands_on_the_approvers_home_page(client, customer, manager, supervisor):
    review = review_credit(customer, manager, AT, limit=800_000)
    client.force_login(supervisor)
    assert review.get_absolute_url() in client.get("/").text


def test_the_tab_costs_the_same_for_one_review_and_for_many(
    manager_client, customer, manager, django_assert_max_num_queries
):
    for _number in range(12):
        review_credit(customer, manager, AT, limit=Decimal(9_000))
    with django_assert_max_num_queries(11):
        manager_client.get(reverse("customers:credit_panel", args=[customer.pk]))
