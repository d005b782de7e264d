import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from complaints import readable
from complaints.factories import MORNING, log_complaint
from complaints.models import Complaint
from complaints.tests.test_pages import new_complaint, url
from crm_site.workflow import InvalidTransition
from customers.factories import ContactFactory
from deadlines.models import Clock
from people.models import User


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("caller", "999999"),
        ("caller", "999999999999999999999999"),
        ("caller", "abc"),
        ("caller", ""),
        ("cause", "999999"),
        ("department", "x"),
        ("severity", "apocalyptic"),
        ("channel", "pigeon"),
        ("event_date", (timezone.localdate() + timedelta(days=1)).isoformat()),
        ("event_date", "1899-12-31"),
        ("event_date", "2026-02-30"),
        ("call_began", "0001-01-01T03:00"),
        ("goods_value", "-0.01"),
        ("goods_value", "NaN"),
        ("goods_value", "1e400"),
        ("waybills", "W" * 41),
        ("waybills", " ".join(f"W{n}" for n in range(51))),
        ("description", "x\0y"),
        ("description", ""),
        ("description", "字" * 100_001),
        ("submission_key", "not-a-key"),
        ("against", "999999"),
        ("repeat_of", "999999"),
    ],
)
def test_a_senseless_value_is_refused_in_words(company, desk, as_user, field, value):
    contact = ContactFactory()
    typed = new_complaint(caller=f"{contact.customer_id}:{contact.pk}") | {field: value}
    response = as_user(desk).post("/complaints/new/", typed)
    assert response.status_code == 422
    assert response.context["form"].errors
    assert not Complaint.objects.exists()


def test_long_texts_and_emoji_are_kept_as_they_are(desk, as_user):
    text = "箱子📦全坏了😡 <script>alert(1)</script> " + "字" * 33_000
    as_user(desk).post("/complaints/new/", new_complaint(caller_name="王先生", description=text))
    complaint = Complaint.objects.get()
    assert complaint.description == text.strip()
    assert "<script>alert(1)" not in as_user(desk).get(url(complaint)).content.decode()


def test_a_contact_of_another_customer_is_not_taken_for_the_caller(desk, as_user):
    ours, other = ContactFactory(), ContactFactory()
    as_user(desk).post("/complaints/new/", new_complaint(caller=f"{ours.customer_id}:{other.pk}"))
    complaint = Complaint.objects.get()
    assert (complaint.customer, complaint.contact) == (ours.customer, None)


def test_an_account_manager_cannot_complain_for_a_customer_that_they_do_not_see(manager, as_user):
    contact = ContactFactory()
    response = as_user(manager).post("/complaints/new/", new_complaint(caller=str(contact.customer_id)))
    assert response.status_code == 422


def test_a_repeat_must_be_of_a_complaint_that_one_sees(company, desk, manager, handler, as_user):
    foreign = log_complaint(desk, company.operations)
    typed = new_complaint(caller_name="王先生", repeat_of=foreign.pk)
    assert as_user(manager).post("/complaints/new/", typed).status_code == 422


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 30])
def test_a_step_form_with_a_senseless_step_is_refused(complaint, handler, as_user, seen):
    typed = {"analysis": "原因", "measures": "措施", "seen": seen}
    assert as_user(handler).post(url(complaint, "analyse"), typed).status_code in (409, 422)
    complaint.refresh_from_db()
    assert complaint.state == "sent"


def test_numbers_that_do_not_exist_are_not_found(desk, as_user):
    client = as_user(desk)
    for address in (
        "/complaints/999999/",
        "/complaints/999999/edit/",
        "/complaints/files/1/",
        "/complaints/customer/1/",
    ):
        assert client.get(address).status_code == 404
    assert client.post("/complaints/999999/analyse/").status_code == 404
    assert client.get(f"/complaints/{10**30}/").status_code == 404


def test_a_number_that_is_taken_is_drawn_again(desk, monkeypatch):
    first = log_complaint(desk)
    letters = iter(first.number.removeprefix("TS-") + "ABCDEFGH")
    monkeypatch.setattr(readable.secrets, "choice", lambda _alphabet: next(letters))
    assert log_complaint(desk).number == "TS-ABCDEFGH"


def in_threads(*calls):
    """Each call at the same moment on a connection of its own; what it returned or raised."""
    barrier = Barrier(len(calls))

    def run(call):
        barrier.wait()
        try:
            return call()
        except InvalidTransition as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls))


@pytest.mark.django_db(transaction=True)
def test_of_two_people_doing_the_same_step_at_once_one_is_told_who_was_first(company, desk, handler, head):
    complaint = log_complaint(desk, company.operations)
    seen = complaint.open_step_id

    def analyse(person):
        own = Complaint.objects.get(pk=complaint.pk)
        return own.analyse(User.objects.get(pk=person.pk), MORNING, "原因", "措施", seen=seen)

    answers = in_threads(lambda: analyse(handler), lambda: analyse(head))
    refusals = [answer for answer in answers if isinstance(answer, InvalidTransition)]
    assert len(refusals) == 1
    first = complaint.steps.get(step="analyse").done_by
    assert str(first) in refusals[0].message
    assert complaint.steps.count() == 3 and Clock.objects.running().count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_form_sent_twice_at_once_makes_one_complaint(company, desk, handler):
    key = uuid.uuid4()

    def log():
        by = User.objects.get(pk=desk.pk)
        return Complaint.log_new(by, MORNING, key, department=company.operations, caller_name="王", description="x")

    first, second = in_threads(log, log)
    assert first.pk == second.pk
    assert Complaint.objects.count() == 1 and Clock.objects.running().count() == 1
