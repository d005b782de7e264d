"""The demo company that a trial system starts with."""

from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from complaints.models import Complaint
from crm_site.seeding.customers import CustomerMaker
from customers.credit_code import validate_credit_code
from customers.credit_light import Colour, lights
from customers.models import (
    Contact,
    ContactCost,
    ContactEntry,
    CreditReview,
    Customer,
    Document,
    DocumentVersion,
    HandOver,
    Opportunity,
    OwnerPeriod,
    Project,
)
from deadlines.models import Clock, EscalationEvent
from people.models import OutboxMessage, Role, User

LOGINS = ["manager", "colleague", "desk", "handler", "supervisor", "analyst", "director", "admin"]


@pytest.fixture
def trial(settings, db):
    settings.DEBUG = True


@pytest.fixture(scope="module")
def seeded(django_db_setup, django_db_blocker):
    """The demo company, made once for all tests of this file and taken back after the last."""
    with django_db_blocker.unblock(), override_settings(DEBUG=True), transaction.atomic():
        call_command("seed_demo")
        yield
        transaction.set_rollback(True)


@pytest.fixture
def company(seeded, db):
    return {user.username: user for user in User.objects.all()}


@pytest.mark.django_db
def test_demo_users_are_never_created_in_production():
    with pytest.raises(CommandError, match="DEBUG"):
        call_command("seed_demo")
    assert not User.objects.exists()


def test_it_stays_away_from_a_database_with_people_of_its_own(trial, django_user_model):
    django_user_model.objects.create(username="real")
    with pytest.raises(CommandError, match="do not belong"):
        call_command("seed_demo")


def test_a_second_call_changes_nothing(trial, company, capsys):
    before = User.objects.count(), Customer.objects.count()
    call_command("seed_demo")
    assert "already" in capsys.readouterr().out
    assert (User.objects.count(), Customer.objects.count()) == before


@pytest.mark.parametrize("login", LOGINS)
def test_every_documented_login_works(company, client, login):
    response = client.post("/login/", {"username": login, "password": "guanxi-demo"})
    assert response.status_code == 302


def test_the_supervisor_leads_the_departments_of_manager_and_handler(company):
    tree = company["director"].tree
    assert tree.leader_of(company["handler"].department_id) == company["supervisor"]
    assert tree.leader_of(company["manager"].department_id) == company["supervisor"]
    assert tree.leader_of(company["colleague"].department_id) != company["supervisor"]
    assert tree.general_manager == company["director"]


def test_only_the_customer_relations_office_and_administrators_enter_the_admin(company):
    staff = {user.role for user in company.values() if user.is_staff}
    assert staff == {Role.ANALYST, Role.ADMINISTRATOR}
    assert [user.username for user in company.values() if user.is_superuser] == ["admin"]


def test_customers_are_plausible(company):
    customers = Customer.objects.exclude(credit_code="")
    assert Customer.objects.count() == 300
    for customer in customers:
        validate_credit_code(customer.credit_code)
    assert Customer.objects.filter(owner=None).exists()
    assert company["manager"].customers.count() > 20
    first_contacts = Contact.objects.filter(is_primary=True).count()
    assert first_contacts == 300


def test_the_same_seed_and_day_give_the_same_customers(company):
    morning, evening = datetime(2026, 3, 2, 1, tzinfo=UTC), datetime(2026, 3, 2, 9, tzinfo=UTC)
    first = [CustomerMaker(7, morning).customer(number) for number in range(1, 20)]
    assert first == [CustomerMaker(7, evening).customer(number) for number in range(1, 20)]


def test_complaints_have_come_to_every_state(company):
    assert {complaint.state for complaint in Complaint.objects.all()} == set(Complaint.State.values)
    assert Complaint.objects.filter(cycle__gt=1).exists()


@pytest.mark.parametrize("login", ["desk", "handler", "supervisor", "director"])
def test_something_waits_for_everybody_who_has_a_step(company, login):
    assert Complaint.objects.waiting_for(company[login]).count() >= 2
    assert company[login].notifications.unread().exists()


def test_escalations_are_what_the_scanner_would_have_recorded_in_time(company):
    assert {event.level for event in EscalationEvent.objects.all()} == {0, 1, 2, 3}
    assert not EscalationEvent.objects.filter(late_seconds__gt=60).exists()
    assert Clock.objects.overdue(timezone.now()).exists()
    assert not Clock.objects.due(timezone.now()).exists()


def test_two_years_of_contacts_are_logged_with_costs_and_answers_owed(company):
    assert ContactEntry.objects.count() > 850
    assert ContactEntry.objects.waiting_for(company["manager"]).count() >= 4
    assert ContactEntry.objects.waiting_for(company["manager"]).overdue(timezone.now()).exists()
    assert {cost.category for cost in ContactCost.objects.all()} > {"travel", "meal", "gift", "event"}
    assert {project.phase for project in Project.objects.all()} == set(Project.Phase.values)


def test_hand_overs_have_come_to_every_state(company):
    assert {hand_over.state for hand_over in HandOver.objects.all()} == set(HandOver.State.values)
    assert any(hand_over.can_be_decided_by(company["manager"]) for hand_over in HandOver.objects.all())
    assert OwnerPeriod.objects.exclude(until=None).count() == 3


def test_nobody_is_mailed_about_the_past(company):
    assert not OutboxMessage.objects.exists()
    assert company["handler"].email == "handler@guanxi.example"


def test_new_business_stands_in_every_stage(company):
    opportunities = Opportunity.objects.all()
    assert opportunities.count() == 42
    assert {opportunity.stage for opportunity in opportunities} == set(Opportunity.Stage.values)
    assert opportunities.open().filter(owner=company["manager"]).count() >= 4
    assert opportunities.without_next_step().exists()
    assert all(each.project.monthly_revenue for each in opportunities.filter(stage="won").select_related("project"))


def test_credit_reviews_have_come_to_every_state_and_lights_to_every_colour(company):
    assert {review.state for review in CreditReview.objects.all()} == set(CreditReview.State.values)
    customers = Customer.objects.filter(owner__isnull=False)
    assert {light.colour for light in lights(customers).values()} == set(Colour)
    waiting = CreditReview.objects.submitted()
    assert any(review.can_be_decided_by(company["supervisor"]) for review in waiting)


def test_documents_of_all_kinds_are_filed_some_of_them_to_be_renewed(company):
    assert {document.kind for document in Document.objects.all()} >= {"contract", "licence", "letter", "quotation"}
    assert Document.objects.asked_for().filter(clock__doer=company["manager"]).exists()
    assert {version.content_type for version in DocumentVersion.objects.all()} == {"application/pdf", "image/png"}
