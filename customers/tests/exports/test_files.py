"""Exports of the customer list: what the file holds, who gets it, and what is left of it."""

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from crm_site import spreadsheets
from customers.factories import CustomerFactory, sheets_of, written_export
from customers.models import CustomerAccess, Disclosure, ExportRun
from customers.tasks import resume_exports
from people.models import Notification

pytestmark = pytest.mark.django_db
URL = reverse("customers:export_create", args=["customers"])
State = ExportRun.State


def asked(client, query="", key=None):
    key = key or uuid.uuid4()
    answer = client.post(URL, {"query": query, "submission_key": key})
    return ExportRun.objects.filter(submission_key=key).first(), answer


def test_the_file_holds_what_the_list_shows_and_says_whose_it_is(manager, colleague):
    CustomerFactory(owner=manager, code="C1", name="=1+1 远洋", grade="A", tags=["冷链", "VIP"])
    CustomerFactory(owner=manager, code="C2", name="海风", grade="B")
    CustomerFactory(owner=colleague, name="别人的")
    at = timezone.now()
    run = written_export(manager, at, query="grade=A&sort=name", columns=["tags", "grade", "nonsense"])
    about, rows = sheets_of(run)
    assert rows == [["Customer code", "Full name", "Grade", "Tags"], ["C1", "=1+1 远洋", "A", "冷链 · VIP"]]
    facts = [value for _label, value in about]
    assert facts[2] == str(manager) and facts[4] == 1 and "A" in facts[1]
    disclosure = Disclosure.objects.get(kind="exported")
    assert (disclosure.by, disclosure.rows, disclosure.detail) == (manager, 1, run.chosen)
    assert Notification.objects.filter(recipient=manager, url=run.get_absolute_url()).count() == 1


def test_those_ticked_are_exported_but_only_where_they_may_be_seen(manager, colleague):
    ticked = [CustomerFactory(owner=manager), CustomerFactory(owner=colleague)]
    CustomerFactory(owner=manager)
    run = written_export(manager, timezone.now(), query="&".join(f"customer={customer.pk}" for customer in ticked))
    assert [row[0] for row in sheets_of(run)[1][1:]] == [ticked[0].code]


def test_of_a_file_known_by_its_head_alone_nothing_else_leaves(manager, colleague, company):
    customer = CustomerFactory(owner=colleague, credit_limit=Decimal(800_000), grade="A")
    CustomerAccess.give_head(customer, manager.department, "complaint", customer.created_at)
    run = written_export(manager, timezone.now(), columns=["grade", "credit_limit"])
    assert sheets_of(run)[1][1] == [customer.code, customer.name, "A", None]
    assert sheets_of(written_export(colleague, timezone.now(), columns=["credit_limit"]))[1][1][2] == 800_000


def test_a_list_without_rows_gives_a_file_that_says_so(manager):
    about, rows = sheets_of(written_export(manager, timezone.now()))
    assert len(rows) == 1 and about[4][1] == 0


def test_rows_beyond_a_sheet_go_on_on_the_next(manager, monkeypatch):
    monkeypatch.setattr(spreadsheets, "ROWS_PER_SHEET", 2)
    CustomerFactory.create_batch(3, owner=manager)
    assert [len(rows) for rows in sheets_of(written_export(manager, timezone.now()))[1:]] == [3, 2]


def test_the_page_asks_once_shows_the_progress_and_gives_the_file_to_its_person(client, manager, supervisor):
    CustomerFactory(owner=manager, grade="A")
    client.force_login(manager)
    dialog = client.get(f"{URL}?grade=A&page=3", headers={"HX-Request": "true"})
    assert "Grade: A" in dialog.text and "<html" not in dialog.text
    run, answer = asked(client, "grade=A")
    again, _answer = asked(client, "grade=A", run.submission_key)
    assert again == run and ExportRun.objects.count() == 1
    assert "Waiting for its turn" in client.get(answer.url).text
    assert client.get(reverse("customers:export_file", args=[run.pk])).status_code == 404
    resume_exports()
    assert client.get(answer.url, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert "Download" in client.get(answer.url).text
    file = client.get(reverse("customers:export_file", args=[run.pk]))
    assert b"".join(file.streaming_content)[:2] == b"PK" and ".xlsx" in file["Content-Disposition"]
    client.force_login(supervisor)
    assert client.get(reverse("customers:export_file", args=[run.pk])).status_code == 404


@pytest.mark.parametrize(
    "data", [{}, {"submission_key": "x"}, {"query": "q" * 9000, "submission_key": "0" * 32}, {"query": "a=1"}]
)
def test_a_senseless_form_asks_for_nothing(client, manager, data):
    client.force_login(manager)
    assert client.post(URL, data).status_code == 422
    assert not ExportRun.objects.exists()
    assert client.get(reverse("customers:export_create", args=["payroll"])).status_code == 404


def test_a_bad_filter_narrows_nothing_and_breaks_nothing(client, manager):
    CustomerFactory(owner=manager)
    run = written_export(manager, timezone.now(), query="grade=Z&owner=%00&sort=;&customer=x")
    assert run.state == State.READY


def silent(run):
    ExportRun.objects.filter(pk=run.pk).update(heard_at=timezone.now() - timedelta(minutes=6))


def test_a_killed_worker_leaves_a_run_that_is_written_again_and_at_last_given_up(manager):
    at = timezone.now()
    run = ExportRun.ask(manager, at, uuid.uuid4(), "customers")
    assert run.claim(at) and not ExportRun.objects.get(pk=run.pk).claim(at)
    late = ExportRun.objects.get(pk=run.pk)
    silent(run)
    resume_exports()
    run.refresh_from_db()
    assert (run.state, run.attempts) == (State.READY, 2)
    assert not late.finish(None, 1, "", at)
    doomed = ExportRun.ask(manager, at, uuid.uuid4(), "customers")
    for _attempt in range(3):
        assert ExportRun.objects.get(pk=doomed.pk).claim(at)
        silent(doomed)
    resume_exports()
    doomed.refresh_from_db()
    assert doomed.state == State.FAILED and not doomed.file
    assert Notification.objects.filter(url=doomed.get_absolute_url()).count() == 1


def test_who_left_meanwhile_gets_no_file(manager):
    run = ExportRun.ask(manager, timezone.now(), uuid.uuid4(), "customers")
    manager.is_active = False
    manager.save()
    resume_exports()
    run.refresh_from_db()
    assert run.state == State.FAILED and not Disclosure.objects.exists()


def test_the_file_is_deleted_after_seven_days(client, manager):
    run = written_export(manager, timezone.now() - timedelta(days=7, minutes=1))
    name, storage = run.file.name, run.file.storage
    resume_exports()
    run.refresh_from_db()
    assert run.state == State.EXPIRED and not storage.exists(name)
    client.force_login(manager)
    assert "Ask for it once more" in client.get(run.get_absolute_url()).text
