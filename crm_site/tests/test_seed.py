"""The made-up company of any size."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import F
from django.test import override_settings
from django.utils import timezone

from complaints.loop import ENDED, Step
from complaints.models import Complaint, ComplaintStep
from crm_site.seeding import mass
from customers.models import Contact, Customer, SearchEntry
from deadlines import auditor
from deadlines.models import Clock
from people.models import Role, User

CUSTOMERS = 1_200


@pytest.fixture(scope="module")
def seeded(django_db_setup, django_db_blocker):
    """The company, made once for all tests of this file and taken back after the last; search indexed anew at the end."""
    with django_db_blocker.unblock(), override_settings(DEBUG=True), transaction.atomic():
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(mass, "FEW", 500)
            call_command("seed", customers=CUSTOMERS)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def company(seeded, db):
    return None


@pytest.mark.django_db
def test_made_up_customers_are_never_created_in_production():
    with pytest.raises(CommandError, match="DEBUG"):
        call_command("seed", customers=CUSTOMERS)
    assert not User.objects.exists()


def test_there_are_as_many_customers_as_asked_for(company):
    assert Customer.objects.count() == CUSTOMERS
    assert Contact.objects.filter(is_primary=True).count() == CUSTOMERS
    assert Contact.objects.count() > CUSTOMERS
    assert User.objects.filter(role=Role.ACCOUNT_MANAGER).count() > 4


def test_filling_up_to_a_size_that_is_there_adds_nothing(company, settings):
    settings.DEBUG = True
    call_command("seed", customers=CUSTOMERS - 100)
    assert Customer.objects.count() == CUSTOMERS


def test_copied_customers_are_found_as_if_they_had_been_typed_in(company):
    entries = SearchEntry.objects.order_by("customer_id")
    copied = list(entries.values_list("customer_id", "vector"))
    assert len(copied) == CUSTOMERS
    ids = [customer for customer, _vector in copied]
    with connection.cursor() as cursor:
        # Any edit of the name makes the triggers index the customer.
        cursor.execute("UPDATE customers_customer SET name = name || ' '")
        cursor.execute("UPDATE customers_customer SET name = rtrim(name)")
    assert list(entries.filter(customer_id__in=ids).values_list("customer_id", "vector")) == copied


def test_triggers_and_the_index_over_search_entries_are_back(company):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_trigger WHERE tgenabled = 'D'")
        assert cursor.fetchone() == (0,)
        constraints = connection.introspection.get_constraints(cursor, SearchEntry._meta.db_table)
    assert constraints["search_entry_vector"]["type"] == "gin"


def test_complaints_come_in_proportion_and_most_are_closed(company):
    complaints = Complaint.objects.count()
    assert complaints > CUSTOMERS / 7
    assert Complaint.objects.filter(state=Complaint.State.CLOSED).count() > complaints / 2
    assert not Complaint.objects.filter(state__in=ENDED, steps__done_at=None).exists()


def test_every_open_complaint_waits_at_a_step_whose_clock_has_not_ended(company):
    waiting = Complaint.objects.open()
    assert waiting.exists()
    alive = [Clock.State.RUNNING, Clock.State.PAUSED]
    assert not waiting.exclude(open_step__clock__state__in=alive, open_step__done_at=None).exists()
    steps = [f"complaint.{step}" for step in Step]
    assert Clock.objects.filter(state__in=alive, step__in=steps).count() == waiting.count()
    assert not ComplaintStep.objects.exclude(clock__ended_at=F("done_at")).filter(done_at__isnull=False).exists()


def test_the_scanner_finds_nothing_left_behind(company):
    at = timezone.now()
    assert auditor.audit(at) == {"stuck": 0, "forgotten": 0}
    assert not Clock.objects.due(at).exists()
