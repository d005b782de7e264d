"""During a call somebody else of the same customer answers: the interview, the link and the mails become theirs."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from crm_site.workflow import InvalidTransition
from customers.factories import ContactFactory, CustomerFactory
from people.models import Notification, OutboxMessage
from surveys import mailing
from surveys.answers import Value
from surveys.factories import MORNING, items_of
from surveys.links import address_of
from surveys.models import DoNotAsk, FrameUnit
from surveys.models.calling import LEASE
from surveys.states import Mode

HOUR = timedelta(hours=1)


@pytest.fixture
def on_the_line(wave, desk):
    return FrameUnit.claim_next(wave, desk, MORNING)


@pytest.fixture
def other(on_the_line):
    return ContactFactory(customer=on_the_line.customer, name="钱二", mobile="", phone="", email="qian@customer.test")


def test_the_interview_goes_on_with_the_other_and_that_is_written_down(on_the_line, other, desk, wave):
    former, number = on_the_line.name, on_the_line.phone
    on_the_line.response.save_answers({items_of(wave)["A1"]: Value(number=7)}, Mode.TELEPHONE, MORNING)
    on_the_line.ask_other(desk, MORNING + HOUR / 4, other)
    unit = FrameUnit.objects.get(pk=on_the_line.pk)
    assert (unit.contact, unit.name, unit.email) == (other, "钱二", "qian@customer.test")
    assert unit.phone == number and unit.claimed_until == MORNING + HOUR / 4 + LEASE
    assert unit.response.answers.count() == 1
    row = wave.log.last()
    assert row.by == desk and f"钱二 is asked instead of {former}" in row.sentence


def test_the_former_link_is_dead_and_the_other_gets_one_of_their_own(on_the_line, other, desk, wave, client):
    former = address_of(on_the_line)
    on_the_line.let_go(desk)
    mailing.invite(wave, MORNING)
    on_the_line.refresh_from_db()
    on_the_line.ask_other(desk, MORNING + HOUR, other)
    assert client.get(former).status_code == 404
    assert "钱二" in client.get(address_of(on_the_line)).content.decode()
    assert mailing.invite(wave, MORNING + HOUR) == 0, "not while they are on the line"
    on_the_line.let_go(desk)
    assert mailing.invite(wave, MORNING + 2 * HOUR) == 1
    assert OutboxMessage.objects.filter(address=other.email, url=address_of(on_the_line)).exists()


def test_only_who_works_for_the_customer_and_is_willing_can_be_chosen(on_the_line, desk):
    customer = on_the_line.customer
    left, unwilling = ContactFactory(customer=customer, left_since=date(2025, 1, 1)), ContactFactory(customer=customer)
    DoNotAsk.objects.create(contact=unwilling, at=MORNING)
    for wrong in (left, unwilling, ContactFactory(), on_the_line.contact):
        with pytest.raises(ValidationError, match="cannot be asked"):
            on_the_line.ask_other(desk, MORNING, wrong)


def test_only_the_interviewer_on_the_line_may(on_the_line, other, analyst, manager):
    with pytest.raises(InvalidTransition, match="Desk has"):
        on_the_line.ask_other(analyst, MORNING, other)
    with pytest.raises(PermissionDenied):
        on_the_line.ask_other(manager, MORNING, other)


def test_the_account_manager_hears_who_has_left(on_the_line, other, desk, manager):
    on_the_line.customer.owner = manager
    on_the_line.customer.save()
    former = on_the_line.name
    on_the_line.ask_other(desk, MORNING, other, has_left=True)
    told = Notification.objects.get(recipient=manager)
    assert former in told.title and told.url == on_the_line.customer.tab_url("contacts")


def test_it_is_done_from_the_interviewers_page(as_user, desk, wave):
    client = as_user(desk)
    address = client.post(f"/surveys/{wave.pk}/calls/next/").url
    unit = FrameUnit.objects.get(claimed_by=desk, claimed_until__gt=timezone.now())
    assert "No other contact" in client.get(address).content.decode()
    other = ContactFactory(customer=unit.customer, name="钱二")
    assert "钱二" in client.get(address).content.decode()
    there = reverse("surveys:interview_contact", args=[unit.pk])
    assert "Choose who answers instead" in client.post(there, {"contact": "x"}, follow=True).content.decode()
    page = client.post(there, {"contact": other.pk}, follow=True).content.decode()
    assert "You are speaking with 钱二 now." in page and "Am I speaking to 钱二" in page


def test_who_does_not_want_to_be_asked_is_not_asked_at_the_next_customer_either(manager):
    wang = ContactFactory(customer=CustomerFactory(owner=manager))
    DoNotAsk.objects.create(contact=wang, at=MORNING)
    assert wang.move(manager, MORNING, CustomerFactory(owner=manager), MORNING.date()).do_not_ask.at == MORNING
