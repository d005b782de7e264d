"""The time limits of a waiting step follow the severity of the complaint and the grade of its customer."""

import pytest

from complaints.factories import MORNING, log_complaint
from complaints.grading import follow_grades
from customers.factories import CustomerFactory
from deadlines.factories import PolicyRuleFactory
from deadlines.models import PolicyRule


@pytest.fixture
def customer(manager):
    return CustomerFactory(owner=manager, grade="B")


@pytest.fixture
def complaint(desk, customer):
    """Its first step has an hour, a quarter of one where it is critical, and half of one for grade A."""
    PolicyRule.objects.filter(step="complaint.send").delete()
    for budget, facts in ((60, {}), (15, {"severity": "critical"}), (30, {"grade": "A"})):
        PolicyRuleFactory(step="complaint.send", budget=budget, **facts)
    return log_complaint(desk, customer=customer)


def test_another_severity_moves_the_deadline_of_the_waiting_step(complaint, desk):
    assert complaint.open_step.clock.budget == 60
    complaint.edit(desk, MORNING, complaint.version, severity="critical")
    clock = complaint.open_step.clock
    clock.refresh_from_db()
    assert (clock.budget, clock.severity) == (15, "critical")


def test_another_grade_of_the_customer_moves_it_too_wherever_it_was_changed(complaint, customer):
    type(customer).objects.update(grade="A")
    assert follow_grades(MORNING) == 1
    assert follow_grades(MORNING) == 0
    clock = complaint.open_step.clock
    clock.refresh_from_db()
    assert (clock.budget, clock.grade) == (30, "A")


def test_a_corrected_customer_brings_their_grade(complaint, desk, manager):
    complaint.edit(desk, MORNING, complaint.version, customer=CustomerFactory(owner=manager, grade="A"))
    clock = complaint.open_step.clock
    clock.refresh_from_db()
    assert clock.budget == 30


def test_what_is_done_keeps_the_grade_that_it_was_done_by(complaint, desk, customer):
    complaint.withdraw(desk, MORNING, "Logged twice")
    type(customer).objects.update(grade="A")
    assert follow_grades(MORNING) == 0
