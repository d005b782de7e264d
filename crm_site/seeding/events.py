"""Two events of the demo company: the anniversary that was kept three weeks ago, and the customers' evening to come."""

from datetime import datetime, time, timedelta
from itertools import groupby, islice
from random import Random

from django.core.files.base import ContentFile
from django.utils import timezone

from crm_site.seeding.log import key_of
from customers.models import Contact
from visits.models import Invitation, Occasion, Visit

# Name, English name, days from today.
EVENTS = [("公司成立二十周年庆典", "Twentieth anniversary", -20), ("年终客户答谢会", "Customers' evening", 18)]
# Each account manager so many.
INVITED = 8
REPLIES = ["accepted", "accepted", "accepted", "declined", "open"]
MINUTES = "会议纪要\n1. 旺季舱位按周确认。\n2. 对账单改为每月 5 日前发出。\n3. 下次拜访带上冷链报价。\n"


def play_events(seed, at):
    """Whom we invited, what they replied, and who came; and what was brought home from the last visits."""
    random = Random(f"events {seed}")  # noqa: S311 - made-up data
    for name, name_en, days in EVENTS:
        day = timezone.localdate(at) + timedelta(days=days)
        date = {"year": day.year, "month": day.month, "day": day.day}
        occasion = Occasion.objects.create(kind="our_day", name=name, name_en=name_en, **date)
        invitations = invite(occasion, day, at + timedelta(days=min(days, 0) - 15))
        for invitation in invitations:
            play(invitation, day, at, random)
    for visit in Visit.objects.filter(state="done").order_by("-planned_at", "id")[:6]:
        minutes = ContentFile(MINUTES.encode(), "会议纪要.txt")
        minutes.content_type = "text/plain"
        visit.attach(visit.owner, visit.reported_at, key_of(random), [minutes])


def invite(occasion, day, at):
    """Each account manager the first contacts of good customers of their own."""
    good = Contact.objects.present().filter(customer__grade="A", customer__owner__is_active=True)
    chosen = good.select_related("customer__owner").order_by("customer__owner", "id")
    for owner, contacts in groupby(chosen, key=lambda contact: contact.customer.owner):
        Invitation.invite(owner, at, occasion, day, list(islice(contacts, INVITED)))
    return Invitation.objects.to(occasion, day).select_related("customer__owner", "contact", "occasion")


def play(invitation, day, at, random):
    owner = invitation.customer.owner
    replied_at = invitation.invited_at + timedelta(days=random.randrange(1, 9))
    invitation.answer(owner, replied_at, random.choice(REPLIES), invitation.version)
    if day < timezone.localdate(at):
        came = invitation.reply == Invitation.Reply.ACCEPTED and random.random() < 0.85
        evening = timezone.make_aware(datetime.combine(day, time(21)))
        invitation.attend(owner, evening, came, invitation.version)
