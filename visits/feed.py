"""A person's visits and care tasks as an iCalendar (RFC 5545). No telephone numbers, no reports: a feed may be seen by others."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from people.messaging import language_of
from visits.models import CareTask, Visit
from visits.periods import ONE_DAY
from visits.states import State

BEHIND, AHEAD = timedelta(days=30), timedelta(days=180)
MOST_EVENTS = 500


def calendar_of(user, at, absolute):
    """The bytes of the feed; `absolute(path)` makes an address of the site whole."""
    with language_of(user):
        calendar = Calendar()
        calendar.add("prodid", "-//Guanxi//visits//EN")
        calendar.add("version", "2.0")
        calendar.add("method", "PUBLISH")
        calendar.add("x-wr-calname", _("Visits of %(person)s") % {"person": user})
        for visit in _visits(user, at):
            calendar.add_component(_visit_event(visit, absolute))
        for task in _tasks(user, at):
            calendar.add_component(_task_event(task, absolute))
        return calendar.to_ical()


def _visits(user, at):
    shown = [State.PLANNED, State.CONFIRMED, State.DONE]
    visits = Visit.objects.of([user]).filter(state__in=shown).between(at - BEHIND, at + AHEAD)
    return visits.select_related("customer").prefetch_related("contacts").order_by("planned_at", "id")[:MOST_EVENTS]


def _tasks(user, at):
    today = timezone.localdate(at)
    tasks = CareTask.objects.to_do().filter(doer=user, day__gte=today - BEHIND, day__lte=today + AHEAD)
    return tasks.select_related("customer", "occasion", "contact").order_by("day", "id")[:MOST_EVENTS]


def _visit_event(visit, absolute):
    event = _event(f"visit-{visit.pk}", visit, absolute)
    event.add("summary", f"{visit.customer}: {visit.purpose}" if visit.purpose else str(visit.customer))
    event.add("dtstart", visit.planned_at)
    event.add("dtend", visit.ends_at)
    event.add("status", "TENTATIVE" if visit.state == State.PLANNED else "CONFIRMED")
    if visit.place:
        event.add("location", visit.place)
    if names := [str(contact) for contact in visit.contacts.all()]:
        event.add("description", _("With %(people)s") % {"people": ", ".join(names)})
    return event


def _task_event(task, absolute):
    event = _event(f"care-{task.pk}", task, absolute)
    event.add("summary", f"{task.customer}: {task}")
    event.add("dtstart", task.day)
    event.add("dtend", task.day + ONE_DAY)
    event.add("transp", "TRANSPARENT")
    event.add("description", " · ".join(filter(None, [task.get_way_display(), task.gift, str(task.contact or "")])))
    return event


def _event(uid, row, absolute):
    event = Event()
    event.add("uid", f"{uid}@guanxi")
    event.add("dtstamp", row.changed_at)
    event.add("sequence", row.version)
    event.add("url", absolute(row.get_absolute_url()))
    return event
