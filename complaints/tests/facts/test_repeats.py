"""Which earlier complaint a new one repeats: found by the system, taken back by the desk."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from complaints.factories import MORNING, log_complaint, receive_complaint
from complaints.models import Cause, Complaint
from crm_site.workflow import InvalidTransition
from customers.factories import ContactFactory, CustomerFactory

LATER = MORNING + timedelta(days=3)
MONTHS_LATER = MORNING + timedelta(days=70)
WAYBILLS = {"waybills": ["GX001", "GX002"]}


@pytest.fixture
def cause(db):
    return Cause.objects.get(code="operation.damage")


@pytest.fixture
def edited(desk):
    """Correct facts of a complaint, as the desk does."""

    def edited(complaint, at=LATER, **facts):
        complaint.edit(desk, at, complaint.version, **facts)
        complaint.refresh_from_db()
        return complaint

    return edited


def reasons(complaint):
    rows = complaint.log.filter(kind__in=["repeat", "not_repeat"])
    return [(row.sentence, str(row.author)) for row in rows]


def test_the_same_waybill_however_long_ago(company, desk):
    first = log_complaint(desk, company.operations, **WAYBILLS)
    again = log_complaint(desk, company.operations, MONTHS_LATER, waybills=["GX002"])
    assert again.repeat_of == first
    assert reasons(again) == [(f"Found to repeat {first.number}: the same waybill number", "the system")]


@pytest.mark.parametrize("facts", [{"caller_phone": "13900001111"}, {"caller_email": "Li@Example.test"}])
def test_the_same_caller_within_a_month(company, desk, facts):
    first = log_complaint(desk, company.operations, caller_name="李四", **facts)
    again = {name: value.lower() for name, value in facts.items()}
    assert log_complaint(desk, at=LATER, caller_name="李", **again).repeat_of == first
    assert log_complaint(desk, at=MONTHS_LATER, caller_name="李", **again).repeat_of is None


def test_the_same_contact_on_file(company, desk):
    contact = ContactFactory()
    facts = {"customer": contact.customer, "contact": contact}
    first = log_complaint(desk, company.operations, **facts)
    assert log_complaint(desk, at=LATER, **facts).repeat_of == first


def test_customer_and_cause_as_soon_as_the_cause_is_known(company, desk, cause, edited):
    customer = CustomerFactory()
    first = log_complaint(desk, company.operations, customer=customer, cause=cause)
    again = log_complaint(desk, company.operations, LATER, customer=customer)
    assert again.repeat_of is None
    assert edited(again, cause=cause).repeat_of == first
    assert reasons(again)[0][0] == f"Found to repeat {first.number}: the same customer and cause"


def test_the_nearest_reason_first_and_of_equals_the_latest(company, desk, cause):
    customer = CustomerFactory()
    by_waybill = log_complaint(desk, company.operations, **WAYBILLS)
    by_cause = log_complaint(desk, company.operations, at=MORNING + timedelta(hours=1), customer=customer, cause=cause)
    latest = log_complaint(desk, company.operations, at=MORNING + timedelta(hours=2), customer=customer, cause=cause)
    again = {"customer": customer, "cause": cause}
    assert latest.repeat_of == by_cause
    assert log_complaint(desk, at=LATER, **again).repeat_of == latest
    assert log_complaint(desk, at=LATER, **again, **WAYBILLS).repeat_of == by_waybill


def test_what_customers_write_themselves_is_compared_too(company, desk):
    first = receive_complaint()
    assert receive_complaint(LATER).repeat_of == first


def test_what_somebody_chose_stays(company, desk):
    chosen = log_complaint(desk, company.operations)
    log_complaint(desk, company.operations, **WAYBILLS)
    again = log_complaint(desk, company.operations, LATER, repeat_of=chosen, **WAYBILLS)
    assert again.repeat_of == chosen
    assert reasons(again) == []


def test_taken_back_it_is_not_said_again(company, desk, edited):
    first = log_complaint(desk, company.operations, **WAYBILLS)
    again = log_complaint(desk, company.operations, LATER, **WAYBILLS)
    again.tell_apart(desk, LATER, "两票货")
    assert reasons(again)[1] == (f"Not a repeat of {first.number}", str(desk))
    assert edited(again, waybills=["GX001"]).repeat_of is None
    with pytest.raises(InvalidTransition):
        again.tell_apart(desk, LATER)


def test_only_the_desk_and_the_office_take_it_back(company, cast):
    first = log_complaint(cast["desk"], company.operations, **WAYBILLS)
    again = log_complaint(cast["desk"], company.operations, LATER, **WAYBILLS)
    assert {name for name, person in cast.items() if again.can_be_told_apart_by(person)} == {"desk", "analyst"}
    assert not first.can_be_told_apart_by(cast["desk"])
    with pytest.raises(PermissionDenied):
        again.tell_apart(cast["handler"], LATER)


def test_a_repeat_of_a_merged_one_repeats_the_kept_one(company, desk):
    kept = log_complaint(desk, company.operations)
    merged = log_complaint(desk, company.operations, **WAYBILLS)
    merged.merge_into(desk, MORNING, kept, "同一票货")
    assert log_complaint(desk, at=LATER, **WAYBILLS).repeat_of == kept


def test_neither_what_was_taken_back_nor_what_was_told_in_one_go(company, desk, cause, edited):
    withdrawn = log_complaint(desk, company.operations, **WAYBILLS)
    withdrawn.withdraw(desk, MORNING, "误录")
    complaint = log_complaint(desk, company.operations, LATER, cause=cause, **WAYBILLS)
    assert complaint.repeat_of is None
    second = complaint.split(desk, LATER, "5b0e3f52-7a5f-4d2b-9a57-6f1a0e7c1d11", "另一件事")
    assert edited(second, cause=cause, **WAYBILLS).repeat_of is None


def test_one_query_by_indexes(company, desk, cause, django_assert_num_queries):
    older = {"closed_at": MORNING, "logged_by": desk, "caller_name": "王五", "state": "withdrawn"}
    moments = (MORNING - timedelta(hours=number) for number in range(3000))
    Complaint.objects.bulk_create(
        Complaint(received_at=at, waybills=[f"GX{number}"], caller_phone=f"139{number:08}", **older)
        for number, at in enumerate(moments, 1000)
    )
    facts = {"customer": CustomerFactory(), "cause": cause, "caller_phone": "1", "caller_email": "li@example.test"}
    again = log_complaint(desk, company.operations, LATER, **facts, **WAYBILLS)
    with django_assert_num_queries(1) as captured:
        again._earlier_same()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE complaints_complaint")
        cursor.execute(f"EXPLAIN {captured[0]['sql']}")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    for index in ("complaint_waybills", "complaint_caller_phone", "complaint_caller_email", "complaint_customer"):
        assert index in plan
    assert "Seq Scan" not in plan


def test_reports_count_what_was_found(company, desk):
    log_complaint(desk, company.operations, **WAYBILLS)
    again = log_complaint(desk, company.operations, LATER, **WAYBILLS)
    assert list(Complaint.objects.counted().filter(repeat_of__isnull=False)) == [again]
