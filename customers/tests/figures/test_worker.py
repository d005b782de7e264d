"""The import of figures by a real worker that is killed in the middle: nothing is written, and the page says so."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import DEFAULT_DB_ALIAS, connections
from django.utils import timezone

from customers.factories import CustomerFactory
from customers.importing import checking, receiving
from customers.models import Activity, Customer, ImportProgress, ImportRun, MonthlyFigure
from customers.tests.importing.steps import csv
from customers.tests.importing.test_worker import is_let_go, state_of
from devtools.fixtures import wait_until
from people.models import Notification

pytestmark = pytest.mark.django_db(transaction=True)

ROWS = 5400
HEADER = ["客户编码", "2025-01收入", "2025-01成本"]


@pytest.fixture
def run(manager):
    """A checked import of more rows than are written at once; the first of them has figures already."""
    first = CustomerFactory(code="K0", owner=manager)
    Customer.objects.bulk_create(CustomerFactory.build(code=f"K{n}", owner=manager) for n in range(1, ROWS))
    first.figures.create(month="2025-01-01", revenue=5, cost=3)
    content = csv(HEADER, *([f"K{n}", "10", "6"] for n in range(ROWS)))
    run = receiving.receive(manager, ContentFile(content, "数据.csv"), timezone.now(), kind=ImportRun.Kind.FIGURES)
    run.start_check(manager, run.mapping, timezone.now(), {"unit": "1"})
    checking.check(run.pk, timezone.now())
    run.refresh_from_db()
    assert run.writable_rows == ROWS
    return run


@contextmanager
def being_entered(code):
    """Somebody else is about to enter the month of this customer: an import waits there for them."""
    other = connections.create_connection(DEFAULT_DB_ALIAS)
    other.set_autocommit(False)
    try:
        with other.cursor() as cursor:
            cursor.execute(
                "INSERT INTO customers_monthlyfigure "
                "(customer_id, month, revenue, cost, shipments, orders, receivable, overdue) "
                "SELECT id, '2025-01-01', 1, 0, 0, 0, 0, 0 FROM customers_customer WHERE code = %s",
                [code],
            )
        yield
    finally:
        other.close()


def of_imports():
    return MonthlyFigure.objects.filter(revenue=10).count(), Activity.objects.filter(kind="figure.imported").count()


def test_a_killed_worker_leaves_no_figure_and_the_run_can_be_started_again(celery, manager, client, run):
    celery.start()
    with being_entered(f"K{ROWS - 1}"):
        run.confirm(manager, timezone.now())
        wait_until(lambda: ImportProgress.objects.get(run=run).done >= 5000, 60)
        celery.kill_worker()

    assert state_of(run) == "running"
    wait_until(lambda: is_let_go(run))
    assert of_imports() == (0, 0)
    assert MonthlyFigure.objects.get().revenue == 5
    ImportRun.objects.update(started_at=timezone.now() - timedelta(minutes=2))
    celery.start_worker()
    wait_until(lambda: state_of(run) == "failed", 60)
    client.force_login(manager)
    assert "Nothing was imported; start it again." in client.get(run.get_absolute_url()).text
    assert Notification.objects.filter(recipient=manager, title="数据.csv: Stopped, nothing imported").exists()

    client.post(f"{run.get_absolute_url()}confirm/")
    wait_until(lambda: state_of(run) == "done", 60)
    assert of_imports() == (ROWS, ROWS)
