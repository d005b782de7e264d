"""The credit light on the pages of all areas."""

import pytest
from django.utils import timezone

from complaints.factories import log_complaint
from customers.factories import CustomerFactory, MonthlyFigureFactory, open_opportunity
from customers.figures.months import shift
from key_accounts.factories import one_of_each
from visits.factories import plan_visit

pytestmark = pytest.mark.django_db
AT = timezone.now()


def test_every_page_that_a_customers_name_heads_shows_the_light(client, manager, supervisor, desk, company):
    customer = CustomerFactory(owner=manager, credit_limit=10_000)
    MonthlyFigureFactory(customer=customer, month=shift(timezone.localdate(AT), -1), receivable=12_345)
    accounts = one_of_each(manager, supervisor, customer)
    pages = [
        customer,
        plan_visit(manager, customer=customer),
        log_complaint(desk, company.operations, customer=customer),
        accounts["key_account"],
        accounts["plan_submitted"],
        open_opportunity(manager, customer, AT),
    ]
    client.force_login(manager)
    for page in pages:
        text = client.get(page.get_absolute_url()).text
        assert "Credit red" in text and "The limit is exceeded." in text, page
