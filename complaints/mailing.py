"""Mails to the customer about their complaint, through the outbox: answers go to the complaint mailbox and are recognised."""

from django.conf import settings

from complaints.models.outgoing_mail import OutgoingMail
from crm_site.mail import message_id
from people import messaging
from people.models import OutboxMessage

# A mail with this header is not taken for that of a machine by whoever receives it (RFC 3834).
BY_HAND = {"Auto-Submitted": "no"}


def write_letter(complaint, entry, at):
    """The letter that one of us wrote, in answer to the customer's last mail if there was one."""
    facts, headers = entry.facts, dict(BY_HAND)
    if answered := complaint.incoming_mails.taken().order_by("pk").last():
        headers |= {"In-Reply-To": answered.message_id, "References": answered.message_id}
    what = f"letter:{entry.pk}"
    write_to_customer(complaint, what, facts["letter"], entry.note, at, facts["language"], headers)


def write_to_customer(complaint, what, title, body, at, language="", headers=None):
    """Write one mail, with the link to the status page; `what` names it among those about this complaint, such as
    "acknowledgement", and the same is written once. Returns whether there was an address to write to.

    `language`: the one in which they complained, unless told otherwise; `headers`: further ones of the mail.
    """
    if not complaint.caller_email:
        return False
    complaint.give_status_key()
    key = f"complaint:{complaint.pk}:{what}"
    OutboxMessage.objects.bulk_create(
        [
            OutboxMessage(
                key=key,
                address=complaint.caller_email,
                reply_to=settings.COMPLAINT_EMAIL,
                headers=headers or {},
                language=language or complaint.language,
                title=title[:200],
                body=body,
                url=complaint.status_url,
                created_at=at,
                next_attempt_at=at,
            )
        ],
        ignore_conflicts=True,
    )
    OutgoingMail.objects.get_or_create(message_id=message_id([key]), defaults={"complaint": complaint, "at": at})
    messaging.send_soon()
    return True
