"""A company of any size beside the demo people, for measuring and for trying the system with much data.

Rows are copied in without the triggers that write field history: nobody edited these fields, and the history of made-up
rows would only double the time. Search entries are made by the same database function that the triggers call.
"""

from contextlib import contextmanager
from random import Random

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction

from crm_site.seeding import mass_complaints
from crm_site.seeding.company import MAIL_DOMAIN, PASSWORD
from crm_site.seeding.copying import copy, copy_dicts, reserve_ids, without_triggers
from crm_site.seeding.customers import CustomerMaker
from crm_site.seeding.mass_figures import add_figures
from crm_site.seeding.mass_visits import add_visits
from crm_site.seeding.names import Names
from customers.models import Activity, Address, Contact, Customer, OwnerPeriod, SearchEntry
from people.models import Department, Role, User

BATCH = 10_000
# Up to so many rows, indexes are kept while they come.
FEW = 20_000
CUSTOMERS_PER_MANAGER = 250
MOST_MANAGERS = 400
COMPLAINTS_PER_CUSTOMER = 1 / 5
MOST_COMPLAINTS = 200_000
CODE_START = "KH"


@transaction.atomic
def fill_up(total, seed, at, say, months=0):
    """Add customers until there are `total`, each with figures of so many months; the same seed, size and day always
    give the same ones."""
    present = Customer.objects.filter(code__startswith=CODE_START).count()
    hire_managers(total, seed, at)
    maker = CustomerMaker(f"{seed} from {present}", at)
    complaints = mass_complaints.ComplaintMaker(maker.random, at)
    share = min(COMPLAINTS_PER_CUSTOMER, MOST_COMPLAINTS / max(total, 1))
    with without_triggers(Customer, Contact, Address, *mass_complaints.MODELS), without_search_index(total - present):
        for start in range(present, total, BATCH):
            end = min(start + BATCH, total)
            customers = add_customers(maker, range(start + 1, end + 1))
            complaints.add(maker.random.sample(customers, int(len(customers) * share)))
            add_visits(customers, Random(f"visits {seed} from {start}"), at)  # noqa: S311 - made-up data
            if months:
                business = ((row["id"], row["grade"], row["lifecycle"]) for row in customers)
                add_figures(business, months, maker.random, at)
            say(f"{end:,} of {total:,} customers")


def hire_managers(total, seed, at):
    """Account managers in proportion, spread over the sales departments."""
    wanted = min(total // CUSTOMERS_PER_MANAGER, MOST_MANAGERS)
    present = User.objects.filter(role=Role.ACCOUNT_MANAGER).count()
    names = Names(Random(seed))  # noqa: S311 - made-up data
    sales = list(Department.objects.filter(code__endswith="-S"))
    password = make_password(PASSWORD)
    User.objects.bulk_create(
        User(
            username=f"manager{number}",
            name=names.person(),
            email=f"manager{number}@{MAIL_DOMAIN}",
            role=Role.ACCOUNT_MANAGER,
            department=sales[number % len(sales)],
            post="客户经理",
            mobile=names.mobile(),
            password=password,
            date_joined=at,
        )
        for number in range(present + 1, wanted + 1)
    )


def add_customers(maker, numbers):
    """One batch of customers with contacts, addresses, the first line of their timeline, and search entries."""
    ids = reserve_ids(Customer, len(numbers))
    customers = [{"id": pk, **maker.customer(number)} for pk, number in zip(ids, numbers, strict=True)]
    copy_dicts(Customer, customers)
    copy_dicts(Contact, ({"customer_id": row["id"], **contact} for row in customers for contact in maker.contacts(3)))
    copy_dicts(
        Address,
        ({"customer_id": row["id"], **address} for row in customers for address in maker.addresses(row["region_id"])),
    )
    copy(
        Activity,
        ["customer_id", "kind", "by_id", "at"],
        ((row["id"], "customer.created", row["owner_id"], row["created_at"]) for row in customers),
    )
    copy(
        OwnerPeriod,
        ["customer_id", "owner_id", "since"],
        ((row["id"], row["owner_id"], row["created_at"]) for row in customers if row["owner_id"]),
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT customers_index(%s)", [list(ids)])
    return customers


@contextmanager
def without_search_index(rows):
    """Where very many rows come, the index over search entries is made anew at the end: row by row takes far longer."""
    index = SearchEntry._meta.indexes[0]
    if rows <= FEW:
        yield
        return
    with connection.schema_editor() as editor:
        editor.remove_index(SearchEntry, index)
    yield
    with connection.schema_editor() as editor:
        editor.add_index(SearchEntry, index)
