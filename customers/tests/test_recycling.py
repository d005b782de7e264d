"""The recycle bin of customer files."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from crm_site.workflow import InvalidTransition
from customers.factories import AddressFactory, ContactFactory, CustomerFactory, MonthlyFigureFactory, ProjectFactory
from customers.models import Customer, Disclosure
from customers.recycling import DAYS_KEPT
from customers.tasks import empty_recycle_bin

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer(manager):
    customer = CustomerFactory(name="上海远洋物流有限公司", owner=manager)
    ContactFactory(customer=customer)
    AddressFactory(customer=customer)
    return customer


def url(name, customer):
    return reverse(f"customers:{name}", args=[customer.pk])


def test_a_file_opened_by_mistake_goes_into_the_bin_and_comes_back(client, manager, customer):
    client.force_login(manager)
    assert "Nothing was done with this customer yet" in client.get(url("customer_remove", customer)).text
    page = client.post(url("customer_remove", customer), {"reason": "开了两次"}, follow=True)
    assert "lies in the recycle bin" in page.text and "上海远洋物流有限公司" in page.text
    assert client.get(customer.get_absolute_url()).status_code == 404
    assert not client.get(reverse("customers:customer_list")).context["page"].rows
    assert "远洋" not in client.get(reverse("search"), {"q": "远洋"}).context["found"]
    assert client.post(url("customer_restore", customer), follow=True).status_code == 200
    assert [row.kind for row in customer.activities.order_by("id")] == ["customer.removed", "customer.restored"]
    assert client.get(customer.get_absolute_url()).status_code == 200


def test_a_file_on_which_something_hangs_is_kept_and_the_page_says_what(client, manager, customer):
    MonthlyFigureFactory(customer=customer)
    ProjectFactory(customer=customer)
    client.force_login(manager)
    text = client.get(url("customer_remove", customer)).text
    assert "Projects" in text and "Monthly figures" in text and "recycle bin</button>" not in text
    answer = client.post(url("customer_remove", customer), {"reason": "weg"})
    assert answer.status_code == 409
    customer.refresh_from_db()
    assert customer.removed_at is None


def test_only_who_keeps_the_file_or_stands_above_may_remove_and_restore_it(client, cast, customer):
    for who, status in (("colleague", 404), ("handler", 404), ("desk", 403)):
        client.force_login(cast[who])
        assert client.post(url("customer_remove", customer), {"reason": "x"}).status_code == status, who
    customer.remove(cast["supervisor"], timezone.now(), "测试")
    for who, count in (("manager", 1), ("supervisor", 1), ("analyst", 1), ("colleague", 0)):
        client.force_login(cast[who])
        assert len(client.get(reverse("customers:recycle_bin")).context["page"]) == count, who
    client.force_login(cast["colleague"])
    assert client.post(url("customer_restore", customer)).status_code == 404


def test_removing_twice_and_restoring_what_is_there_are_refused_in_words(manager, customer):
    with pytest.raises(InvalidTransition, match="not in the recycle bin"):
        customer.restore(manager, timezone.now())
    customer.remove(manager, timezone.now(), "测试")
    with pytest.raises(InvalidTransition, match="already"):
        customer.remove(manager, timezone.now(), "测试")


def test_the_bin_is_emptied_after_30_days_and_the_log_of_disclosures_stays(manager, supervisor, customer):
    Disclosure.revealed(customer.contacts.get(), ["mobile"], supervisor, timezone.now())
    at = timezone.now() - timedelta(days=DAYS_KEPT, minutes=1)
    customer.remove(manager, at, "测试")
    younger = CustomerFactory(removed_at=at + timedelta(hours=1))
    assert customer.gone_at == at + timedelta(days=DAYS_KEPT)
    empty_recycle_bin()
    assert list(Customer.objects.in_bin()) == [younger]
    assert Disclosure.objects.get().customer is None and "上海远洋" in Disclosure.objects.get().about


def test_a_file_that_got_a_figure_while_it_lay_in_the_bin_is_not_deleted(customer):
    MonthlyFigureFactory(customer=customer)
    Customer.objects.update(removed_at=timezone.now() - timedelta(days=90))
    assert Customer.empty_bin(timezone.now()) == 0


def test_a_code_in_the_bin_is_said_to_be_there(client, manager, customer):
    Customer.objects.filter(pk=customer.pk).update(removed_at=timezone.now())
    client.force_login(manager)
    answer = client.post(reverse("customers:customer_create"), {"name": "新名", "code": customer.code})
    assert answer.status_code == 422 and "recycle bin" in answer.text
