"""Two people in the same moment: of two decisions one counts, of two reviews one waits, of two versions one is kept."""

import uuid
from decimal import Decimal

import pytest
from django.utils import timezone

from crm_site import files
from crm_site.workflow import InvalidTransition
from customers.factories import CustomerFactory, file_document, review_credit
from customers.models import CreditReview, Customer, Document
from customers.tests.documents.conftest import upload
from customers.tests.figures.test_at_once import at_once
from deadlines.models import Clock

pytestmark = pytest.mark.django_db(transaction=True)
AT = timezone.now()
BIG = Decimal(800_000)


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def customer(manager, director):
    return CustomerFactory(owner=manager)


def outcome(call):
    """A call that says whether it was in time."""

    def run():
        try:
            call()
        except InvalidTransition:
            return "too late"
        return "done"

    return run


def test_of_two_who_decide_one_is_too_late(customer, manager, supervisor, director):
    pk = review_credit(customer, manager, AT, limit=BIG).pk
    approve = outcome(lambda: CreditReview.objects.get(pk=pk).approve(supervisor, AT))
    send_back = outcome(lambda: CreditReview.objects.get(pk=pk).send_back(director, AT, "资料不全"))
    assert sorted(at_once(approve, send_back)) == ["done", "too late"]
    customer.refresh_from_db()
    is_approved = CreditReview.objects.get().state == "approved"
    assert customer.credit_limit == (BIG if is_approved else None)
    assert Clock.objects.filter(state="done").count() == 1


def test_of_two_who_review_one_waits_and_the_other_is_told(customer, manager, supervisor):
    def review(person):
        return outcome(lambda: review_credit(Customer.objects.get(pk=customer.pk), person, AT, limit=BIG))

    assert sorted(at_once(review(manager), review(supervisor))) == ["done", "too late"]
    assert CreditReview.objects.count() == 1


def test_of_two_who_add_a_version_one_is_kept(customer, manager, supervisor):
    document = file_document(customer, manager, AT)

    def renew(person):
        mine = Document.objects.get(pk=document.pk)
        return outcome(lambda: mine.renew(person, AT, uuid.uuid4(), 1, files.check(upload())))

    assert sorted(at_once(renew(manager), renew(supervisor))) == ["done", "too late"]
    assert [version.number for version in document.versions.all()] == [2, 1]


def test_a_form_sent_twice_in_one_moment_files_once(customer, manager):
    key = uuid.uuid4()
    at_once(*[lambda: file_document(Customer.objects.get(pk=customer.pk), manager, AT, key=key)] * 2)
    document = Document.objects.get()
    assert document.versions.count() == 1 and customer.activities.count() == 1
