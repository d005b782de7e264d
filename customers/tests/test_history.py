"""The history of a file: everything that was changed in it, in words."""

import uuid
from datetime import date, datetime, timedelta
from decimal import Decimal

import pghistory
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from customers.factories import CustomerFactory, MonthlyFigureFactory, ProjectFactory, log_contact
from customers.history import RECORDED, history
from customers.models import Customer, CustomerAccess, GradeOverride, Milestone

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer(manager):
    return CustomerFactory(name="上海远洋物流有限公司", owner=manager)


def changes_of(customer, kind):
    return history(customer, 0, 25, kind)[0]


def test_a_credit_limit_is_told_with_its_unit_and_who_set_it(customer, analyst):
    Customer.objects.update(credit_limit=500_000)
    with pghistory.context(user=analyst.pk):
        Customer.objects.update(credit_limit=Decimal("800000.50"), payment_days=30)
    changed = changes_of(customer, "customer")[0]
    assert changed.by == str(analyst)
    assert ("Credit limit", "CNY 500,000", "CNY 800,000.50") in changed.fields
    assert ("Payment terms, days", "—", "30") in changed.fields


def test_corrections_of_the_contact_log_and_its_costs_are_told(customer, manager):
    at = timezone.make_aware(datetime(2026, 11, 2, 17, 30))
    entry = log_contact(manager, customer, at, costs={"travel": Decimal(120)})
    assert changes_of(customer, "contactentry") == []
    entry.edit(manager, at, entry.events.latest("pgh_id").pgh_id, {"summary": "谈了后年运价"}, costs={"meal": 80})
    [corrected] = changes_of(customer, "contactentry")
    assert corrected.what == "Contact log entry: Call · 2026-11-02 17:30"
    assert corrected.fields == [("What was said", "谈了明年运价", "谈了后年运价")]
    costs = {(change.verb, change.fields[0][1:]) for change in changes_of(customer, "contactcost") if change.fields}
    assert ("insert", ("—", "Travel")) in costs and ("delete", ("Travel", "—")) in costs
    assert ("Amount", "—", "CNY 80") in [row for change in changes_of(customer, "contactcost") for row in change.fields]


def test_monthly_figures_are_told_by_month_and_project(customer):
    project = ProjectFactory(customer=customer, name="华东仓配")
    figure = MonthlyFigureFactory(customer=customer, project=project, month=date(2026, 9, 1), revenue=1000, shipments=3)
    figure.revenue, figure.shipments = 2000, 4
    figure.save()
    changed, entered = changes_of(customer, "monthlyfigure")
    assert changed.what == "Monthly figures: September 2026 · 华东仓配"
    assert changed.fields == [("Revenue", "CNY 1,000", "CNY 2,000"), ("Shipments", "3", "4")]
    assert entered.verb == "insert" and ("Revenue", "—", "CNY 1,000") in entered.fields


def test_projects_and_milestones_are_told_by_name(customer, manager):
    project = ProjectFactory(customer=customer, name="华东仓配", services=["transport", "customs"])
    project.move(manager, timezone.now(), "operating")
    milestone = Milestone.add(project, manager, timezone.now(), name="首车", on=date(2026, 12, 1))
    milestone.reach(manager, timezone.now(), date(2026, 11, 20))
    assert changes_of(customer, "project")[0].fields == [("Phase", "Pre-project", "Operating")]
    assert ("Services", "—", "Transport · Customs") in changes_of(customer, "project")[1].fields
    reached = changes_of(customer, "milestone")[0]
    assert reached.what == "Milestone: 首车 · 华东仓配" and reached.fields == [("Reached on", "—", "2026-11-20")]


def test_a_grade_by_hand_is_told_with_its_reason(customer, supervisor):
    at = timezone.now()
    GradeOverride.make(
        customer, supervisor, at, uuid.uuid4(), "A", "战略客户", timezone.localdate(at) + timedelta(days=30)
    )
    [made] = changes_of(customer, "gradeoverride")
    assert made.what == "Grade override: A" and ("Reason", "—", "战略客户") in made.fields


def test_who_was_let_into_the_file_is_told(customer, manager, colleague):
    at = timezone.now()
    day = timezone.localdate(at) + timedelta(days=30)
    access = CustomerAccess.invite(customer, colleague, "read", day, "联合投标", manager, at)
    CustomerAccess.invite(customer, colleague, "write", day, "联合投标", manager, at)
    access.withdraw(manager, at)
    withdrawn, widened, invited = changes_of(customer, "customeraccess")
    assert invited.what == "Access to a file: Colleague" and ("Level", "—", "Read") in invited.fields
    assert widened.fields == [("Level", "Read", "Read and write")] and withdrawn.verb == "delete"


def test_the_history_of_others_is_not_mixed_in(customer):
    MonthlyFigureFactory(revenue=5)
    assert changes_of(customer, "monthlyfigure") == []


def test_one_noun_is_shown_by_the_address_and_an_unknown_one_shows_all(client, manager, customer):
    ProjectFactory(customer=customer)
    client.force_login(manager)
    url = f"{customer.get_absolute_url()}?tab=history"
    of_projects = client.get(f"{url}&kind=project").context["changes"]
    assert [change.what.partition(":")[0] for change in of_projects] == ["Project"]
    assert len(client.get(f"{url}&kind=%00").context["changes"]) == 2


def fill(customer, count):
    """`count` changes of each of three nouns, as a busy file collects them in years."""
    project = ProjectFactory(customer=customer)
    milestone = Milestone.objects.create(project=project, name="首车", on=date(2026, 12, 1))
    figure = MonthlyFigureFactory(customer=customer, project=project)
    with connection.cursor() as cursor:
        for row in (customer, milestone, figure):
            event = type(row).pgh_event_model._meta
            columns = [field.column for field in event.concrete_fields if field.column != "pgh_id"]
            listed = ", ".join(map(connection.ops.quote_name, columns))
            cursor.execute(
                f"INSERT INTO {event.db_table} ({listed}) SELECT {listed} FROM {event.db_table}, "
                "generate_series(1, %s) WHERE pgh_obj_id = %s",
                [count, row.pk],
            )


@pytest.mark.parametrize("page", [1, 20])
def test_thirty_thousand_changes_cost_the_queries_of_thirty(client, manager, customer, page):
    client.force_login(manager)
    costs = []
    for count in (10, 10_000):
        fill(customer, count)
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{customer.get_absolute_url()}?tab=history&page={page if count > 10 else 1}")
        costs.append(len(queries))
    assert costs[1] <= costs[0] <= 10 + 2 * len(RECORDED)
