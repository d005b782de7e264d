"""Reminders of visits: at 18:00 on the evening before and at 08:00 in the morning, in the zone of who goes.

Asked every few minutes; the same visit at the same time is told once, by the key of the message. A visit that was moved
is told anew, a cancelled one not at all.
"""

from datetime import time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from people.messaging import Message, language_of, post, with_deputies
from people.models import Notification
from visits.models import Visit

EVENING, MORNING = time(18), time(8)
# From the evening of one day to the end of the next, in any zone.
AHEAD = timedelta(hours=30)


@transaction.atomic
def remind(at):
    """Tell everybody of their visits of today and, in the evening, of tomorrow; returns how many messages are new."""
    visits = Visit.objects.open().between(at, at + AHEAD).select_related("customer", "owner__deputy")
    due = [message for visit in visits.prefetch_related("companions__deputy") for message in _messages(visit, at)]
    known = set(
        Notification.objects.filter(key__in={message.key for message in due}).values_list("recipient_id", "key")
    )
    new = [message for message in due if (message.recipient.pk, message.key) not in known]
    if new:
        post(new, at)
    return len(new)


def _messages(visit, at):
    people = with_deputies([visit.owner, *visit.companions.all()], timezone.localdate(at))
    for person in people:
        part = _part_of_day(visit, at, ZoneInfo(person.zone or settings.TIME_ZONE))
        if part and person.is_active:
            yield _message(visit, person, part)


def _part_of_day(visit, at, zone):
    """“evening” before, “morning” of the day, or nothing to be said yet."""
    now, planned = at.astimezone(zone), visit.planned_at.astimezone(zone)
    if now.date() == planned.date():
        return "morning" if now.time() >= MORNING else ""
    is_tomorrow = now.date() + timedelta(days=1) == planned.date()
    return "evening" if is_tomorrow and now.time() >= EVENING else ""


def _message(visit, person, part):
    with language_of(person):
        when = timezone.localtime(visit.planned_at)
        facts = {"time": f"{when:%H:%M}", "customer": visit.customer, "purpose": visit.purpose, "place": visit.place}
        if part == "evening":
            title = _("Tomorrow %(time)s: visit to %(customer)s") % facts
        else:
            title = _("Today %(time)s: visit to %(customer)s") % facts
        body = " · ".join(text for text in (visit.purpose, visit.place) if text)
    key = f"visit:{visit.pk}:{visit.planned_at:%Y%m%dT%H%MZ}:{part}"
    return Message(person, key, title, body, visit.get_absolute_url())
