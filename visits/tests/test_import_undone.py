"""Customers whose import is undone: proposals go with them, what somebody decided on keeps them."""

import pytest
from django.utils import timezone

from customers.models import Customer
from customers.tests.importing.steps import imported
from customers.tests.importing.test_undo import undo
from visits.factories import care_task, propose_visit
from visits.models import CareTask, Visit

# In a transaction of its own, a later edit does not inherit the history context of the import.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def browser(client, manager):
    client.force_login(manager)
    return client


@pytest.fixture
def run(browser):
    return imported(browser, ["客户编码", "客户名称"], ["C2", "新客户"])


@pytest.fixture
def new(run):
    return Customer.objects.get(code="C2")


def test_proposals_that_nobody_took_up_go_with_the_customer(browser, run, new, manager):
    propose_visit(manager, customer=new)
    care_task(manager, customer=new, changed_by=None)
    undo(browser, run)
    assert run.state == "undone"
    assert (Visit.objects.count(), CareTask.objects.count()) == (0, 0)


def test_a_declined_proposal_is_somebody_s_work_and_keeps_the_customer(browser, run, new, manager):
    visit = propose_visit(manager, customer=new)
    visit.decline(manager, timezone.now(), "下月再去")
    assert "新客户 (visit)" in undo(browser, run)
    assert run.state == "done" and Visit.objects.count() == 1
