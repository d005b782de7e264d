"""Two people who move one opportunity, or send one form, in the same moment."""

import uuid

import pytest
from django.utils import timezone

from crm_site.workflow import InvalidTransition
from customers.factories import CustomerFactory, open_opportunity
from customers.models import Customer, Opportunity, Project
from customers.tests.figures.test_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def winning(opportunity, person):
    """Wins it from the page as it was; False where somebody was faster."""
    try:
        return bool(
            Opportunity.objects.get(pk=opportunity.pk).win(person, timezone.now(), opportunity.version, "华东仓配")
        )
    except InvalidTransition:
        return False


def test_of_two_who_win_it_one_does(manager, supervisor):
    customer = CustomerFactory(owner=manager, lifecycle="potential")
    opportunity = open_opportunity(manager, customer, timezone.now(), "bid")
    found = at_once(lambda: winning(opportunity, manager), lambda: winning(opportunity, supervisor))
    assert sorted(found) == [False, True]
    assert Project.objects.count() == 1 and opportunity.moves.filter(to_stage="won").count() == 1


def test_the_same_form_sent_twice_opens_one_file(manager):
    key = uuid.uuid4()

    def send():
        return Opportunity.add_with_file(
            {"name": "新客户"}, manager, timezone.now(), key, name="仓配", owner=manager
        ).pk

    assert len(set(at_once(send, send))) == 1
    assert (Opportunity.objects.count(), Customer.objects.count()) == (1, 1)
