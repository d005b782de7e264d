"""Our own events: when they come, how many are invited, and whom a button invites."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q
from django.utils import timezone

from customers.models import Contact, Customer
from visits.models import Invitation, Occasion

# So far back and ahead events are listed.
LISTED = timedelta(days=400)
MOST_FOUND = 20


@dataclass
class Event:
    """An occurrence of an occasion of our own."""

    occasion: Occasion
    day: date
    invited: int = 0
    accepted: int = 0
    attended: int = 0

    @property
    def url(self):
        return self.occasion.event_url(self.day)


def listed(user, at):
    """Those to come, the next first, and those that were, the last first, with the invitations that `user` sees."""
    today = timezone.localdate(at)
    occasions = Occasion.objects.filter(kind=Occasion.Kind.OUR_DAY).in_bulk()
    active = Occasion.objects.filter(pk__in=occasions, is_active=True)
    kept = {(occasion.pk, day) for day, occasion in active.kept_between(today - LISTED, today + LISTED)}
    counts = _counts(user, today)
    keys = sorted(kept | counts.keys(), key=lambda key: (key[1], key[0]))
    events = [Event(occasions[pk], day, *counts.get((pk, day), ())) for pk, day in keys]
    coming = [event for event in events if event.day >= today]
    return coming, [event for event in reversed(events) if event.day < today]


def _counts(user, today):
    near = Invitation.objects.visible_to(user).filter(day__range=(today - LISTED, today + LISTED)).order_by()
    found = near.values_list("occasion", "day").annotate(
        invited=Count("pk"),
        accepted=Count("pk", filter=Q(reply=Invitation.Reply.ACCEPTED)),
        came=Count("pk", filter=Q(attended=True)),
    )
    return {(occasion, day): counts for occasion, day, *counts in found}


def contacts_of_group(user, group):
    """The first contact of each customer of the group in whose file `user` may write: “a” of grade A, “key” accounts."""
    customers = Customer.objects.editable_by(user).exclude(lifecycle="lost")
    customers = customers.filter(grade="A") if group == "a" else customers.exclude(tier="")
    contacts = Contact.objects.present().filter(customer__in=customers.values("pk"))
    return contacts.order_by("customer", "-is_primary", "id").distinct("customer")


def contacts_found(user, text):
    """Who can be invited of the customers meant by `text`."""
    if not text.strip():
        return Contact.objects.none()
    customers = Customer.objects.editable_by(user).search(text)[:MOST_FOUND]
    contacts = Contact.objects.present().filter(customer__in=[customer.pk for customer in customers])
    return contacts.select_related("customer").order_by("customer", "-is_primary", "id")[:MOST_FOUND]
