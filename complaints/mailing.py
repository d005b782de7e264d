"""Mails to the customer about their complaint, through the outbox: answers go to the complaint mailbox and are recognised."""

from django.conf import settings

from complaints.models.outgoing_mail import OutgoingMail
from crm_site.mail import message_id
from people import messaging
from people.models import OutboxMessage


def write_to_customer(complaint, what, title, body, at):
    """Write one mail, with the link to the status page; `what` names it among those about this complaint, such as
    "acknowledgement", and the same is written once. Returns whether there was an address to write to.
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
                language=complaint.language,
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
