"""The demo company complete: people, customers, and what happened with them so far."""

from django.db import transaction

from crm_site.seeding.business import play_business
from crm_site.seeding.company import found_company, give_mail_addresses
from crm_site.seeding.complaint_work import play_work
from crm_site.seeding.complaints import play_complaints
from crm_site.seeding.credit import play_credit
from crm_site.seeding.customers import CustomerMaker
from crm_site.seeding.duplicates import plant, play_duplicates
from crm_site.seeding.events import play_events
from crm_site.seeding.figures import play_figures
from crm_site.seeding.key_accounts import play_key_accounts
from crm_site.seeding.log import play_log
from crm_site.seeding.mass_complaints import play_history
from crm_site.seeding.past import let_past_be_past
from crm_site.seeding.quality import play_quality
from crm_site.seeding.solutions import play_solutions
from crm_site.seeding.surveys import play_surveys
from crm_site.seeding.value import play_value
from crm_site.seeding.visits import play_visits
from crm_site.seeding.written import play_written
from customers.models import Activity, Address, Contact, Customer
from people.models import User

CUSTOMERS = 300
SEED = 1


def is_seeded():
    return User.objects.filter(username="manager").exists()


@transaction.atomic
def seed_demo(at):
    """Create it as it would stand at `at`; the same day always gives the same company."""
    found_company(at)
    create_customers(at)
    play_complaints(SEED, at)
    play_history(SEED, at)
    play_work(at)
    play_quality(at)
    play_solutions(at)
    play_written(SEED, at)
    play_log(SEED, at)
    play_figures(SEED, at)
    play_value(SEED, at)
    play_credit(SEED, at)
    play_surveys(SEED, at)
    play_key_accounts(SEED, at)
    play_visits(SEED, at)
    play_events(SEED, at)
    play_business(SEED, at)
    play_duplicates(at)
    let_past_be_past(at)
    give_mail_addresses()


def create_customers(at):
    maker = CustomerMaker(SEED, at)
    values = [maker.customer(number) for number in range(1, CUSTOMERS + 1)]
    plant(values)
    customers = Customer.objects.bulk_create(Customer(**customer) for customer in values)
    Contact.objects.bulk_create(
        Contact(customer=customer, **values) for customer in customers for values in maker.contacts(4)
    )
    Address.objects.bulk_create(
        Address(customer=customer, **values) for customer in customers for values in maker.addresses(customer.region_id)
    )
    Activity.objects.bulk_create(
        Activity(customer=customer, kind="customer.created", by_id=customer.owner_id, at=customer.created_at)
        for customer in customers
    )
