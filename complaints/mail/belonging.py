"""To which complaint a mail belongs, whether its sender may add to it, and what speaks against taking it without us.

`taken` are the incoming mails that made or joined a complaint.
"""

import re
from datetime import timedelta

from django.conf import settings

from complaints.mail.automatic import is_automatic, is_our_own
from complaints.models.complaint import Complaint
from complaints.models.outgoing_mail import OutgoingMail
from customers.models import Contact
from people.models import User

NUMBER = re.compile(r"TS-[2-9A-HJKMNP-Z]{8}", re.IGNORECASE)
A_DAY = timedelta(days=1)


def complaint_of(mail, taken):
    """By the mails that it answers, ours first, then the sender's own; else by the number in the subject; or None."""
    for mails in (OutgoingMail.objects, taken):
        if answered := mails.filter(message_id__in=mail.references).order_by("-id").first():
            return answered.complaint
    numbers = [number.upper() for number in NUMBER.findall(mail.subject)]
    return Complaint.objects.filter(number__in=numbers).first()


def is_from_the_caller(sender, complaint):
    """Whether it is who complained, by the address that they gave or that of the contact on file."""
    known = {complaint.caller_email.lower(), complaint.contact.email.lower() if complaint.contact else ""}
    return sender in known - {""}


def is_from_a_party(sender, complaint, taken):
    """Whether the sender is who complained, a contact of the customer, or somebody whom the desk has let in before.

    A number alone proves nothing: whoever has seen it could add words in the customer's name.
    """
    if is_from_the_caller(sender, complaint):
        return True
    contacts = Contact.objects.present().filter(customer__isnull=False, customer=complaint.customer_id)
    if contacts.filter(email__iexact=sender).exists():
        return True
    return taken.filter(complaint=complaint, sender=sender).exists()


def why_not(mail, row):
    """The reason for which a mail is not taken by itself; empty where nothing speaks against it."""
    reason = row.Reason
    if is_our_own(mail):
        return reason.OWN
    if is_automatic(mail):
        return reason.AUTOMATIC
    if not mail.sender:
        return reason.NO_SENDER
    lately = type(row).objects.filter(sender=row.sender, received_at__gt=row.received_at - A_DAY)
    if lately.count() > settings.COMPLAINT_MAILS_PER_SENDER:
        return reason.MANY
    if User.objects.active().filter(email__iexact=mail.sender).exists():
        return reason.STAFF
    return "" if mail.text or mail.files else reason.EMPTY
