"""A complaint that nobody touches climbs by itself: real beat, real worker, real mail server."""

import pytest
from django.utils import timezone

from complaints.factories import log_complaint
from deadlines.models import DeadlinePolicy, EscalationEvent, Level, PolicyRule
from devtools.fixtures import wait_until


@pytest.fixture
def policy_in_seconds(transactional_db):
    """The analysis is due after three seconds; leader and general manager hear two and four seconds later."""
    rule, _created = PolicyRule.objects.update_or_create(
        policy=DeadlinePolicy.objects.default(),
        step="complaint.analyse",
        severity="critical",
        grade="",
        defaults={
            "budget": 3,
            "unit": PolicyRule.Unit.SECONDS,
            "reminder_share": 34,
            "head_wait": 0,
            "leader_wait": 2,
            "general_manager_wait": 4,
        },
    )
    return rule


def test_a_complaint_left_alone_reaches_every_level_once_with_a_mail_each(
    policy_in_seconds, celery, mail_server, company, desk, handler, head, leader, director
):
    celery.start(beat_seconds=1, EMAIL_URL=mail_server.url)
    complaint = log_complaint(desk, company.operations, at=timezone.now(), severity="critical")
    expected = {
        (Level.DOER, handler.pk),
        (Level.HEAD, head.pk),
        (Level.LEADER, leader.pk),
        (Level.GENERAL_MANAGER, director.pk),
    }

    def events():
        rows = EscalationEvent.objects.filter(clock=complaint.open_step.clock)
        return list(rows.values_list("level", "recipient"))

    wait_until(lambda: expected <= set(events()), 40, lambda: f"{events()}")
    assert len(events()) == len(set(events()))
    wait_until(lambda: all(mails_to(mail_server, person) for person in (handler, head, leader, director)), 40)
    told = "\n".join(mails_to(mail_server, director))
    assert complaint.number in told and f"/complaints/{complaint.pk}/" in told
    assert director.notifications.unread().exists()


def mails_to(server, person):
    return [mail.get_body(("plain",)).get_content() for mail in server.messages if person.email in mail["to"]]
