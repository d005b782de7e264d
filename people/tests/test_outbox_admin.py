from datetime import UTC, datetime

import pytest
from django.urls import reverse

from people.messaging import Message, write
from people.models import OutboxMessage

AT = datetime(2026, 3, 6, 1, 0, tzinfo=UTC)
State = OutboxMessage.State


@pytest.fixture
def dead(manager):
    write([Message(manager, "cause", "Title")], AT)
    OutboxMessage.objects.update(state=State.DEAD, attempts=8, last_error="mailbox is full")
    return OutboxMessage.objects.get()


def test_administrators_see_dead_letters_and_send_them_again(client, administrator, dead):
    client.force_login(administrator)
    address = reverse("admin:people_outboxmessage_changelist")
    assert "mailbox is full" in client.get(address, {"state__exact": State.DEAD}).content.decode()
    client.post(address, {"action": "send_again", "_selected_action": [dead.pk]})
    dead.refresh_from_db()
    assert (dead.state, dead.attempts) == (State.WAITING, 0)


def test_messages_are_only_looked_at(client, administrator, dead):
    client.force_login(administrator)
    page = reverse("admin:people_outboxmessage_change", args=[dead.pk])
    assert client.get(page).status_code == 200
    assert client.post(page, {"title": "Other"}).status_code == 403


def test_analysts_do_not_read_other_peoples_messages(client, analyst, dead):
    client.force_login(analyst)
    assert client.get(reverse("admin:people_outboxmessage_changelist")).status_code == 403
    assert client.get(reverse("admin:people_notification_changelist")).status_code == 403
