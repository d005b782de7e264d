"""Two people merge at the same time, in real transactions."""

import pytest

from complaints.factories import MORNING, log_complaint
from complaints.loop import State
from complaints.models import Complaint
from crm_site.workflow import InvalidTransition
from customers.tests.figures.test_at_once import at_once
from deadlines.models import Clock

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def three(company, desk, handler):
    return [log_complaint(desk, company.operations) for _each in range(3)]


def merging(by, one, other):
    """A request of its own, with rows of its own."""

    def merge():
        mine, theirs = (Complaint.objects.get(pk=row.pk) for row in (one, other))
        try:
            mine.merge_into(by, MORNING, theirs, "同一票货")
        except InvalidTransition:
            return "too late"
        return "merged"

    return merge


def states():
    return sorted(Complaint.objects.values_list("state", flat=True))


def test_into_each_other_one_is_kept(three, desk, handler):
    one, other, _third = three
    assert sorted(at_once(merging(desk, one, other), merging(handler, other, one))) == ["merged", "too late"]
    assert states() == [State.MERGED, State.SENT, State.SENT]
    assert Clock.objects.running().count() == 2


def test_the_same_merge_twice_is_done_once(three, desk, handler):
    one, other, _third = three
    assert sorted(at_once(merging(desk, one, other), merging(handler, one, other))) == ["merged", "too late"]
    assert other.log.filter(kind="absorbed").count() == 1


def test_two_ends_of_a_chain_lead_to_an_open_one(three, desk, handler):
    one, other, third = three
    at_once(merging(desk, one, other), merging(handler, other, third))
    assert Complaint.objects.filter(state=State.MERGED, merged_into__state=State.MERGED).count() == 0
    assert Complaint.objects.get(pk=other.pk).merged_into == third
