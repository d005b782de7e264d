"""Grades given by hand, and the marks that people give."""

import uuid
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from crm_site.workflow import InvalidTransition
from customers import tasks
from customers.factories import CustomerFactory
from customers.models import GradeOverride, StrategicAssessment
from customers.tests.value.conftest import AT, assess, customers_earning, moment, values_of

pytestmark = pytest.mark.django_db

END = date(2026, 12, 31)


def override(customer, by, grade="A", at=AT, ends_on=END, key=None):
    return GradeOverride.make(customer, by, at, key or uuid.uuid4(), grade, "集团战略客户", ends_on)


@pytest.fixture
def customer(manager):
    _best, customer = customers_earning(95, 5, owner=manager)
    return customer


def grade_of(customer):
    customer.refresh_from_db()
    return customer.grade


def test_a_supervisor_of_the_owner_or_who_sees_all_overrides(cast, customer):
    may = {login for login, person in cast.items() if GradeOverride.can_be_made_by(person, customer)}
    assert may == {"supervisor", "analyst", "director"}
    with pytest.raises(PermissionDenied):
        override(customer, cast["manager"])


def test_nobody_overrides_for_a_customer_of_their_own(director, supervisor):
    assert not GradeOverride.can_be_made_by(director, CustomerFactory(owner=director))
    assert not GradeOverride.can_be_made_by(supervisor, CustomerFactory(owner=supervisor))
    assert not GradeOverride.can_be_made_by(supervisor, CustomerFactory())


def test_it_holds_against_valuations_and_the_run_says_so(customer, supervisor, run_valuation):
    made = override(customer, supervisor)
    assert grade_of(customer) == "A"
    row = values_of(run_valuation())[customer]
    assert (row.grade, row.override, row.in_force, grade_of(customer)) == ("C", made, "A", "A")
    assert "Grade A given until 2026-12-31: 集团战略客户" in [str(each) for each in customer.activities.all()]


def test_the_day_after_its_last_it_gives_the_valued_grade_back(customer, supervisor, run_valuation):
    override(customer, supervisor)
    run_valuation()
    assert GradeOverride.end_run_out(moment("2026-12-31T23:59")) == 0
    assert grade_of(customer) == "A"
    assert GradeOverride.end_run_out(moment("2027-01-01T00:00")) == 1
    assert GradeOverride.end_run_out(moment("2027-01-01T01:00")) == 0
    assert grade_of(customer) == "C"
    assert [str(each) for each in customer.activities.filter(kind="value.override_ended")] == [
        "Override ended: grade A → C"
    ]


def test_the_periodic_job_ends_what_ran_out(customer, supervisor):
    override(customer, supervisor, at=moment("2024-01-01T09:00"), ends_on=date(2024, 2, 1))
    tasks.end_overrides()
    assert grade_of(customer) == ""


def test_one_that_ran_out_does_not_bind_a_valuation_before_the_job(customer, supervisor, run_valuation):
    override(customer, supervisor, ends_on=date(2026, 10, 20))
    row = values_of(run_valuation(at=moment("2026-10-21T09:00")))[customer]
    assert (row.override, grade_of(customer)) == (None, "C")


def test_never_valued_the_customer_gets_the_former_grade_back(customer, supervisor):
    customer.grade = "B"
    customer.save()
    made = override(customer, supervisor)
    made.end(supervisor, moment("2026-11-01T09:00"))
    assert grade_of(customer) == "B"


def test_two_never_overlap(customer, supervisor, analyst):
    first = override(customer, supervisor)
    with pytest.raises(InvalidTransition, match="Supervisor has given the grade A until 2026-12-31"):
        override(customer, analyst, "B")
    with pytest.raises(IntegrityError), transaction.atomic():
        GradeOverride.objects.create(
            customer=customer, grade="B", reason="…", ends_on=END, by=analyst, at=AT, former_grade=""
        )
    first.end(analyst, moment("2026-11-01T09:00"))
    with pytest.raises(InvalidTransition, match="Analyst has ended this override at"):
        first.end(supervisor, moment("2026-11-02T09:00"))
    override(customer, analyst, "B", at=moment("2026-11-02T09:00"))
    assert grade_of(customer) == "B"


def test_after_the_last_day_a_new_one_needs_no_waiting_for_the_job(customer, supervisor):
    override(customer, supervisor, ends_on=date(2026, 10, 20))
    override(customer, supervisor, "B", at=moment("2026-10-21T09:00"))
    assert grade_of(customer) == "B"
    assert GradeOverride.objects.filter(ended_at=None).count() == 1


def test_a_form_sent_twice_makes_one(customer, supervisor, manager):
    key = uuid.uuid4()
    assert override(customer, supervisor, key=key) == override(customer, supervisor, key=key)
    marks = dict.fromkeys(("position", "potential", "loyalty", "cooperation"), 3)
    for _time in range(2):
        StrategicAssessment.give(customer, manager, AT, key, **marks)
    assert StrategicAssessment.objects.count() == 1


def test_the_file_s_history_calls_it_a_grade_by_hand(client, customer, supervisor):
    override(customer, supervisor)
    client.force_login(supervisor)
    changes = client.get(f"{customer.get_absolute_url()}?tab=history&kind=customer").context["changes"]
    assert changes[0].by == "the system, grade by hand"
    assert changes[0].fields == [("Grade", "—", "A")]


def test_marks_are_given_by_those_who_write_in_the_file(cast, customer):
    for login in ("manager", "supervisor", "analyst"):
        assess(customer, cast[login])
    for login in ("colleague", "desk", "handler", "admin"):
        with pytest.raises(PermissionDenied):
            assess(customer, cast[login])


def test_marks_outside_1_to_5_are_refused_by_the_database(customer, manager):
    with pytest.raises(IntegrityError), transaction.atomic():
        assess(customer, manager, (3, 3, 3, 6))
