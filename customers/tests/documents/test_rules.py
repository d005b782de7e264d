"""Documents: versions of which none is overwritten, an end that somebody is asked about, and removal that is kept."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from crm_site import files
from crm_site.workflow import InvalidTransition
from customers import renewals
from customers.factories import CustomerFactory, file_document, review_credit
from customers.models import CustomerAccess, Document, HandOver
from customers.tests.documents.conftest import upload
from deadlines.models import Clock, PolicyRule

pytestmark = pytest.mark.django_db
AT = timezone.now()
TODAY = timezone.localdate(AT)


def days(count):
    return TODAY + timedelta(days=count)


def renew(document, by, seen=1, key=None, name="新合同.pdf", **validity):
    document.renew(by, AT, key or uuid.uuid4(), seen, files.check(upload(name)), **validity)


def clocks():
    return [(clock.state, clock.doer) for clock in Clock.objects.filter(step=Document.renewal_step).order_by("pk")]


def test_its_file_lies_under_a_name_that_nobody_chose(customer, manager, store):
    version = file_document(customer, manager, AT).versions.get()
    assert version.file.name.startswith("documents/") and "合同" not in version.file.name
    assert (version.name, version.content_type) == ("合同.pdf", "application/pdf")
    assert str(customer.activities.get()) == "Document “运输合同” filed"


def test_a_form_sent_twice_files_one_document_and_one_version(customer, manager):
    key = uuid.uuid4()
    document = file_document(customer, manager, AT, key=key)
    assert file_document(customer, manager, AT, key=key) == document
    key = uuid.uuid4()
    renew(document, manager, key=key)
    renew(document, manager, key=key)
    assert [version.number for version in document.versions.all()] == [2, 1]


def test_who_adds_a_version_second_is_told_who_was_first(customer, manager, supervisor):
    document = file_document(customer, manager, AT)
    renew(document, supervisor, seen=1)
    with pytest.raises(InvalidTransition, match="Supervisor added version 2"):
        renew(document, manager, seen=1)
    assert document.versions.count() == 2


@pytest.mark.parametrize(("ends", "asked"), [(30, 1), (0, 1), (31, 0), (-1, 0), (None, 0)])
def test_the_account_manager_is_asked_thirty_days_before_the_end(customer, manager, ends, asked):
    document = file_document(customer, manager, AT, valid_until=None if ends is None else days(ends))
    assert (renewals.ask(AT), renewals.ask(AT)) == (asked, 0)
    assert clocks() == [("running", manager)] * asked
    if asked:
        document.refresh_from_db()
        assert timezone.localdate(document.clock.deadline) >= days(ends)
        assert manager.notifications.get().url == document.get_absolute_url()


def test_how_long_before_is_a_time_limit(customer, manager):
    file_document(customer, manager, AT, valid_until=days(50))
    PolicyRule.objects.filter(step=Document.renewal_step).update(budget=60)
    assert renewals.ask(AT) == 1


def test_a_later_end_ends_the_clock_and_a_new_one_begins_in_time(customer, manager):
    document = file_document(customer, manager, AT, valid_until=days(10))
    renewals.ask(AT)
    renew(document, manager, valid_until=days(375))
    assert clocks() == [("done", manager)] and renewals.ask(AT) == 0
    assert renewals.ask(AT + timedelta(days=350)) == 1
    assert clocks() == [("done", manager), ("running", manager)]


def test_a_better_copy_with_the_same_end_changes_nothing_about_the_clock(customer, manager):
    document = file_document(customer, manager, AT, valid_until=days(10))
    renewals.ask(AT)
    document.refresh_from_db()
    renew(document, manager, valid_until=days(10))
    assert clocks() == [("running", manager)]


def test_what_is_not_renewed_is_said_once_and_asked_about_no_more(customer, manager):
    document = file_document(customer, manager, AT, valid_until=days(10))
    renewals.ask(AT)
    with pytest.raises(ValidationError):
        document.let_end(manager, AT, "  ")
    document.let_end(manager, AT, "客户改为自营")
    assert clocks() == [("done", manager)] and renewals.ask(AT) == 0
    with pytest.raises(InvalidTransition, match="客户改为自营"):
        document.let_end(manager, AT, "again")


def test_correcting_the_end_asks_anew(customer, manager):
    file_document(customer, manager, AT, valid_until=days(10))
    renewals.ask(AT)
    document = Document.objects.for_edit().get()
    document.edit(manager, AT, document.version, {"valid_until": days(5)})
    assert renewals.ask(AT) == 1 and clocks() == [("done", manager), ("running", manager)]


def test_a_removed_document_is_kept_with_who_and_when_and_waits_for_nobody(customer, manager, supervisor):
    document = file_document(customer, manager, AT, valid_until=days(10))
    renewals.ask(AT)
    document.remove(supervisor, AT)
    assert (document.removed_by, clocks()) == (supervisor, [("done", manager)])
    assert not Document.objects.visible_to(manager).exists() and Document.objects.get().versions.exists()
    with pytest.raises(InvalidTransition, match="Supervisor removed this document"):
        renew(document, manager)


def test_open_renewals_move_with_a_hand_over(customer, manager, colleague):
    file_document(customer, manager, AT, valid_until=days(10))
    review_credit(customer, manager, AT, valid_until=days(9))
    assert renewals.ask(AT) == 2
    hand_over = HandOver.propose(manager, AT, uuid.uuid4(), [customer.pk], colleague, TODAY, "调岗")
    hand_over.accept(colleague, AT)
    steps = ("customer.document_expiry", "customer.credit_review")
    assert {clock.doer for clock in Clock.objects.filter(step__in=steps)} == {colleague}


def test_whoever_keeps_the_customer_by_another_way_is_asked_too(customer, manager, colleague):
    file_document(customer, manager, AT, valid_until=days(10))
    renewals.ask(AT)
    customer.owner = colleague
    customer.save()
    assert (renewals.follow_owners(), renewals.follow_owners()) == (1, 0)
    assert clocks() == [("running", colleague)]


def test_nobody_is_asked_about_the_public_pool_or_the_recycle_bin(manager):
    for values in ({"owner": None}, {"owner": manager, "removed_at": AT}):
        customer = CustomerFactory(owner=manager)
        file_document(customer, manager, AT, valid_until=days(10))
        type(customer).objects.filter(pk=customer.pk).update(**values)
    assert renewals.ask(AT) == 0


def test_the_next_credit_review_is_asked_for_until_it_is_made(customer, manager, supervisor):
    first = review_credit(customer, manager, AT, valid_until=days(10))
    assert (renewals.ask(AT), renewals.ask(AT)) == (1, 0)
    big = review_credit(customer, manager, AT, limit=800_000)
    assert Clock.objects.get(step=first.renewal_step).state == Clock.State.DONE
    assert renewals.ask(AT) == 0
    big.send_back(supervisor, AT, "请补充")
    assert renewals.ask(AT) == 1
    review_credit(customer, manager, AT)
    assert renewals.ask(AT + timedelta(days=60)) == 0


def test_who_only_reads_files_nothing_and_an_ended_access_neither(customer, colleague):
    access = CustomerAccess.objects.create(
        customer=customer, user=colleague, level="write", reason="项目", created_at=AT, until=date(2020, 1, 1)
    )
    with pytest.raises(PermissionDenied):
        file_document(customer, colleague, AT)
    access.level, access.until = "read", None
    access.save()
    with pytest.raises(PermissionDenied):
        file_document(customer, colleague, AT)
    assert not Document.objects.exists()


def test_the_database_refuses_an_end_before_the_beginning(customer, manager):
    with pytest.raises(IntegrityError), transaction.atomic():
        file_document(customer, manager, AT, valid_from=days(1), valid_until=days(0))


@pytest.mark.parametrize(
    ("validity", "words"),
    [
        *(({"valid_until": days(-1)}, "Expired"), ({"valid_until": days(0)}, "Ends soon")),
        *(
            ({"valid_until": days(31)}, "In force"),
            ({"valid_from": days(9), "valid_until": days(99)}, "Not in force yet"),
        ),
    ],
)
def test_its_validity_has_a_word(validity, words):
    assert Document(**validity).state_on(TODAY)[0] == words


def test_what_does_not_end_has_none():
    assert Document().state_on(TODAY) is None
