"""The page of the search over everything."""

import pytest
from django.urls import reverse

from complaints.factories import log_complaint
from customers.factories import CustomerFactory

pytestmark = pytest.mark.django_db
TYPED = "?q=%E8%BF%9C%E6%B4%8B"


def test_it_leads_to_the_lists_where_more_was_found_than_it_shows(client, analyst, desk, company):
    customer = CustomerFactory(name="远洋物流")
    client.force_login(analyst)
    for _each in range(26):
        log_complaint(desk, company.operations, customer=customer)
    answer = client.get(reverse("search") + TYPED)
    assert len(answer.context["complaints"]) == 25
    assert reverse("complaints:complaint_list") + TYPED in answer.text
    assert reverse("customers:customer_list") + TYPED not in answer.text
    CustomerFactory.create_batch(25, name="远洋贸易")
    answer = client.get(reverse("search") + TYPED)
    assert len(answer.context["found"]) == 25
    assert reverse("customers:customer_list") + TYPED in answer.text
