"""The calendar: month, week and agenda, one's own, a person's or the team's; and the feed that calendar programs read."""

from datetime import date, timedelta

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from visits.feed import calendar_of
from visits.filters import team_of
from visits.models import CalendarFeed, Visit
from visits.month import Whose, days_between, grouped, weeks_of
from visits.periods import ONE_DAY

MOST_OF_A_DAY = 6
MOST_OF_A_WEEKDAY = 20
VIEWS = {
    "month": pgettext_lazy("calendar view", "Month"),
    "week": pgettext_lazy("calendar view", "Week"),
    "agenda": _("Agenda"),
}
AGENDA_DAYS = 14
MOST_OF_AN_AGENDA_DAY = 40
# A calendar program asks a few times an hour.
READS_PER_MINUTE = 30


def calendar(request):
    """?view=month|week|agenda &day=2026-11-22 &who=mine|team|ID. On a phone month and week are drawn as an agenda."""
    user, at = request.user, timezone.now()
    if not Visit.can_be_listed_by(user):
        raise PermissionDenied
    today = timezone.localdate(at)
    day = _day(request.GET.get("day"), today)
    team = {str(person.pk): person for person in team_of(user)}
    who, whose = _whose(user, request.GET.get("who", ""), team)
    view = request.GET.get("view")
    view = view if view in VIEWS else "month"
    context = {
        "view": view,
        "views": VIEWS,
        "day": day,
        "who": who,
        "team": team,
        "today": today,
        "at": at,
        "can_plan": Visit.can_be_planned_by(user),
        "movers": {person.pk for person in user.principals},
    }
    context |= DRAWN[view](day, whose, at)
    return render(request, "visits/calendar.html", context)


@login_not_required
@never_cache
@require_safe
def feed(request, token):
    """Who knows the address is shown the calendar; every wrong one is answered alike."""
    found = CalendarFeed.objects.select_related("user").filter(token=token, user__is_active=True).first()
    if found is None:
        raise Http404
    if not _may_read(found):
        return HttpResponse(status=429, headers={"Retry-After": "60"})
    content = calendar_of(found.user, timezone.now(), request.build_absolute_uri)
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")


def feed_settings(request):
    """The address of one's own feed."""
    if not Visit.can_be_listed_by(request.user):
        raise PermissionDenied
    own = CalendarFeed.objects.filter(user=request.user).first()
    address = request.build_absolute_uri(own.get_absolute_url()) if own else ""
    return render(request, "visits/feed.html", {"feed": own, "address": address})


@require_POST
def feed_renew(request):
    """Make the address, or a new one in place of the old."""
    if not Visit.can_be_listed_by(request.user):
        raise PermissionDenied
    CalendarFeed.renew(request.user, timezone.now())
    return redirect("visits:feed_settings")


@require_POST
def feed_revoke(request):
    if not Visit.can_be_listed_by(request.user):
        raise PermissionDenied
    CalendarFeed.revoke(request.user)
    return redirect("visits:feed_settings")


def _month(day, whose, at):
    first = day.replace(day=1)
    return {
        "first": first,
        **_grid(weeks_of(first, whose, at, MOST_OF_A_DAY)),
        "previous": first - ONE_DAY,
        "next": first + timedelta(days=31),
    }


def _week(day, whose, at):
    first = day - timedelta(days=day.weekday())
    last = first + timedelta(days=6)
    return {
        "first": first,
        "last": last,
        **_grid([days_between(first, last, whose, at, MOST_OF_A_WEEKDAY)]),
        "previous": first - timedelta(days=7),
        "next": last + ONE_DAY,
    }


def _grid(weeks):
    """Whether there is anything in it: on a phone only the days are drawn on which there is."""
    return {"weeks": weeks, "is_empty": all(day.is_empty or not day.in_month for week in weeks for day in week)}


def _agenda(day, whose, at):
    last = day + timedelta(days=AGENDA_DAYS - 1)
    return {
        "first": day,
        "last": last,
        "days": grouped(days_between(day, last, whose, at, MOST_OF_AN_AGENDA_DAY)),
        "previous": day - timedelta(days=AGENDA_DAYS),
        "next": last + ONE_DAY,
    }


DRAWN = {"month": _month, "week": _week, "agenda": _agenda}


def _whose(user, text, team):
    if text == "team" and team:
        return "team", Whose(user, None)
    if text in team:
        return text, Whose(user, [team[text]])
    return "mine", Whose(user, user.principals)


def _day(text, today):
    """The day that the address asks for, within some years; else today."""
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return today
    return day if abs(day.year - today.year) <= 20 else today


def _may_read(feed):
    """A few reads a minute; a program that asks more often waits."""
    key = f"calendar-feed:{feed.pk}"
    cache.add(key, 0, 60)
    try:
        return cache.incr(key) <= READS_PER_MINUTE
    except ValueError:
        return True
