"""At night nobody is woken by a mail, and nothing is lost of it."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail

from people.messaging import Message, write
from people.models import OutboxMessage, QuietHours
from people.sending import send_due

SHANGHAI = ZoneInfo("Asia/Shanghai")
NIGHT = datetime(2026, 3, 6, 23, 30, tzinfo=SHANGHAI)
MORNING = datetime(2026, 3, 7, 7, 0, tzinfo=SHANGHAI)


@pytest.fixture
def quiet(db):
    return QuietHours.objects.create(starts=time(22), ends=time(7))


@pytest.mark.parametrize(
    ("moment", "leaves"),
    [
        ("2026-03-06T21:59", "2026-03-06T21:59"),
        ("2026-03-06T22:00", "2026-03-07T07:00"),
        ("2026-03-07T00:00", "2026-03-07T07:00"),
        ("2026-03-07T06:59", "2026-03-07T07:00"),
        ("2026-03-07T07:00", "2026-03-07T07:00"),
    ],
)
def test_mail_of_the_night_leaves_in_the_morning(moment, leaves):
    moment, leaves = (datetime.fromisoformat(text).replace(tzinfo=SHANGHAI) for text in (moment, leaves))
    assert QuietHours(starts=time(22), ends=time(7)).end_after(moment, SHANGHAI) == leaves


@pytest.mark.parametrize(("hour", "leaves"), [(11, 11), (12, 14), (13, 14), (14, 14)])
def test_quiet_hours_may_lie_within_a_day(hour, leaves):
    moment = datetime(2026, 3, 6, hour, tzinfo=SHANGHAI)
    assert QuietHours(starts=time(12), ends=time(14)).end_after(moment, SHANGHAI).hour == leaves


def test_the_site_tells_at_once_and_the_mails_leave_as_one_in_the_morning(quiet, manager):
    for number in range(3):
        write([Message(manager, f"cause:{number}", f"Title {number}")], NIGHT + timedelta(hours=number))
    assert manager.notifications.count() == 3
    assert send_due(NIGHT + timedelta(hours=4))["mails"] == 0
    assert send_due(MORNING) == {"mails": 1, "sent": 3, "failed": 0, "dead": 0}


def test_what_is_urgent_does_not_wait(quiet, manager):
    write([Message(manager, "cause", "Critical", is_urgent=True)], NIGHT)
    assert send_due(NIGHT)["sent"] == 1


def test_night_is_where_the_reader_lives(quiet, manager, colleague):
    manager.zone = "Europe/Berlin"
    manager.save()
    write([Message(person, "cause", "Title") for person in (manager, colleague)], NIGHT)
    send_due(NIGHT)
    assert [sent.to for sent in mail.outbox] == [[manager.email]]


def test_a_second_attempt_does_not_fall_into_the_night(quiet, manager, settings):
    settings.EMAIL_BACKEND = "people.tests.refusing.RefusingBackend"
    evening = datetime(2026, 3, 6, 13, 59, 30, tzinfo=UTC)
    write([Message(manager, "cause", "Title")], evening)
    send_due(evening)
    assert OutboxMessage.objects.get().next_attempt_at == MORNING
