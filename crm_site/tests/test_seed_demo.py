"""The demo company that a trial system starts with."""

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings

from customers.credit_code import validate_credit_code
from customers.models import Contact, Customer
from people.models import Role, User

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
