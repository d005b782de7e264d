"""Complaints of a whole group of customers, on the page of each member."""

import pytest
from django.urls import reverse
from django.utils import timezone

from complaints.factories import log_complaint
from complaints.models import Complaint
from customers.factories import CustomerFactory

pytestmark = pytest.mark.django_db


def test_open_complaints_are_counted_over_the_group(client, manager, colleague, desk, company):
    holding = CustomerFactory(owner=manager)
    daughter, other = (CustomerFactory(owner=owner, parent=holding) for owner in (manager, colleague))
    for customer in (holding, daughter, daughter, other):
        log_complaint(desk, customer=customer)
    closed = log_complaint(desk, company.operations, customer=daughter)
    Complaint.objects.filter(pk=closed.pk).update(state="closed", closed_at=timezone.now(), open_step=None)
    client.force_login(manager)
    response = client.get(reverse("customers:group_panel", args=[daughter.pk]))
    assert "Open complaints" in response.text and response.context["group"].counts == [("Open complaints", 3)]
