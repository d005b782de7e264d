"""The import by a real worker: killed in the middle, doubled, and without a broker."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.utils import timezone
from psycopg2.sql import SQL, Identifier

from crm_site.celery import app
from customers.importing import checking, receiving, writing
from customers.models import Activity, Contact, Customer, ImportProgress, ImportRun
from customers.tasks import resume_imports
from customers.tests.importing.steps import csv
from devtools.fixtures import wait_until
from people.models import Notification

pytestmark = pytest.mark.django_db(transaction=True)

HEADER = ["客户编码", "客户名称", "联系人", "手机"]


def checked_run(by, rows):
    content = csv(HEADER, *([f"K{n}", f"公司{n}有限公司", f"张{n}", f"138{n:08}"] for n in range(rows)))
    run = receiving.receive(by, ContentFile(content, "客户.csv"), timezone.now())
    run.start_check(by, run.mapping, timezone.now())
    checking.check(run.pk, timezone.now())
    run.refresh_from_db()
    return run


@contextmanager
def held(row):
    """Another connection holds the row, as a living worker holds that of its run."""
    other = connections.create_connection(DEFAULT_DB_ALIAS)
    other.set_autocommit(False)
    try:
        with other.cursor() as cursor:
            table = Identifier(row._meta.db_table)
            cursor.execute(SQL("SELECT id FROM {} WHERE id = %s FOR NO KEY UPDATE").format(table), [row.pk])
        yield
    finally:
        # Closing alone gives the lock free only when the server notices.
        other.rollback()
        other.close()


@pytest.fixture
def broker_down(monkeypatch):
    """Celery's address leads nowhere, as when Redis is stopped."""
    monkeypatch.setattr(app.conf, "broker_url", "redis+socket:///nowhere/redis.sock")
    monkeypatch.setattr(app.amqp, "_producer_pool", None)
    monkeypatch.setattr(app, "_pool", None)


def is_let_go(run):
    with transaction.atomic():
        return ImportRun.objects.unheld().filter(pk=run.pk).first()


def state_of(run):
    run.refresh_from_db()
    return run.state


def test_a_killed_worker_leaves_nothing_and_the_run_can_be_started_again(celery, manager, client):
    run = checked_run(manager, 6000)
    celery.start()
    run.confirm(manager, timezone.now())
    wait_until(lambda: ImportProgress.objects.get(run=run).done >= 1000, 60)
    celery.kill_worker()

    assert state_of(run) == "running"
    wait_until(lambda: is_let_go(run))
    assert (Customer.objects.count(), Contact.objects.count(), Activity.objects.count()) == (0, 0, 0)
    ImportRun.objects.update(started_at=timezone.now() - timedelta(minutes=2))
    celery.start_worker()
    wait_until(lambda: state_of(run) == "failed", 60)
    client.force_login(manager)
    page = client.get(run.get_absolute_url()).content.decode()
    assert "Nothing was imported; start it again." in page
    assert Notification.objects.filter(recipient=manager, title="客户.csv: Stopped, nothing imported").exists()

    client.post(f"{run.get_absolute_url()}confirm/")
    wait_until(lambda: state_of(run) == "done", 60)
    assert Customer.objects.count() == Contact.objects.count() == 6000


def test_a_worker_killed_while_undoing_takes_nothing_back_and_the_undoing_can_be_started_again(celery, manager, client):
    run = checked_run(manager, 3)
    run.confirm(manager, timezone.now())
    writing.write(run.pk, timezone.now())
    celery.start()
    with held(run.rows.first()):
        run.refresh_from_db()
        run.start_undo(manager, timezone.now())
        wait_until(lambda: ImportProgress.objects.get(run=run).total == 3)
        celery.kill_worker()
    wait_until(lambda: is_let_go(run))
    assert (state_of(run), Customer.objects.count()) == ("undoing", 3)

    celery.start_worker()
    wait_until(lambda: state_of(run) == "done")
    client.force_login(manager)
    page = client.get(run.get_absolute_url()).content.decode()
    assert "Nothing was taken back; start it again." in page
    client.post(f"{run.get_absolute_url()}undo/")
    wait_until(lambda: state_of(run) == "undone")
    assert (Customer.objects.count(), Contact.objects.count()) == (0, 0)


def test_with_the_broker_down_confirming_works_and_the_run_starts_later(manager, client, broker_down, caplog):
    run = checked_run(manager, 3)
    client.force_login(manager)
    page = client.post(f"{run.get_absolute_url()}confirm/", follow=True)
    assert "waits for the next beat" in caplog.text
    assert "Waiting for its turn" in page.content.decode()
    resume_imports()
    assert (state_of(run), Customer.objects.count()) == ("done", 3)


def test_a_check_that_lost_its_worker_is_taken_up_again_but_not_for_ever(manager):
    run = checked_run(manager, 3)
    run.start_check(manager, run.mapping, timezone.now())
    resume_imports()
    assert state_of(run) == "checked"
    run.start_check(manager, run.mapping, timezone.now())
    ImportRun.objects.update(attempts=checking.ATTEMPTS)
    resume_imports()
    assert state_of(run) == "refused"
    assert "The check was started 3 times and never finished." in run.message


def test_of_two_workers_one_imports(manager):
    run = checked_run(manager, 3)
    run.confirm(manager, timezone.now())
    with held(run):
        assert writing.write(run.pk, timezone.now()) is None
    assert writing.write(run.pk, timezone.now())["new"] == 3
    assert writing.write(run.pk, timezone.now()) is None
    assert Customer.objects.count() == 3


def test_a_run_whose_worker_lives_is_left_alone(manager):
    run = checked_run(manager, 3)
    ImportRun.objects.update(state="running", started_at=timezone.now() - timedelta(hours=1))
    with held(run):
        resume_imports()
        assert state_of(run) == "running"
    resume_imports()
    assert state_of(run) == "failed"


def test_an_error_in_the_middle_writes_nothing_and_says_so(manager):
    run = checked_run(manager, 3)
    # Two rows of one batch now get the same code, which the database refuses.
    last = run.rows.order_by("-number").first()
    last.values["code"] = "K0"
    last.save()
    run.confirm(manager, timezone.now())
    writing.write(run.pk, timezone.now())
    assert (state_of(run), Customer.objects.count()) == ("failed", 0)
    assert "Nothing was imported" in run.message
