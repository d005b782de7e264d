"""What the calendar shows of each day: visits, care tasks, festivals, and how the working calendar differs."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber, TruncDate
from django.utils import timezone

from deadlines.models import WorkingCalendar
from visits import lunar
from visits.models import CareTask, Occasion, Visit
from visits.periods import ONE_DAY
from visits.states import UNPLANNED, State


@dataclass
class Day:
    date: date
    in_month: bool = True
    is_today: bool = False
    is_past: bool = False
    is_off: bool = False
    special: str = ""
    festivals: list = field(default_factory=list)
    visits: list = field(default_factory=list)
    tasks: list = field(default_factory=list)
    # How many of each there are, where not all are shown.
    more: int = 0

    @property
    def lunar(self):
        return lunar.lunar_text(self.date)

    @property
    def is_empty(self):
        return not (self.visits or self.tasks or self.festivals or self.special)


@dataclass(frozen=True)
class Whose:
    """Whose calendar: of some people, or of all whom `user` sees (people is None)."""

    user: object
    people: list | None

    def visits(self):
        visible = Visit.objects.visible_to(self.user).exclude(state__in=[*UNPLANNED, State.CANCELLED])
        return visible if self.people is None else visible.of(self.people)

    def tasks(self):
        visible = CareTask.objects.visible_to(self.user).exclude(state=CareTask.State.SKIPPED)
        return visible if self.people is None else visible.filter(doer__in=self.people)


def days_between(first, last, whose, at, most):
    """Every day from `first` to `last` with up to `most` visits and tasks each; as many queries for one as for all."""
    today = timezone.localdate(at)
    days = {}
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        days[day] = Day(day, is_today=day == today, is_past=day < today)
    _add_visits(days, whose, first, last, most)
    _add_tasks(days, whose, first, last, most)
    for day, occasion in Occasion.objects.dated().kept_between(first, last):
        days[day].festivals.append(occasion)
    _add_working_days(days, first, last)
    return list(days.values())


def weeks_of(month, whose, at, most):
    """The weeks, from Monday, that the month beginning with the day `month` touches."""
    last = (month + timedelta(days=31)).replace(day=1) - ONE_DAY
    first_shown = month - timedelta(days=month.weekday())
    days = days_between(first_shown, last + timedelta(days=6 - last.weekday()), whose, at, most)
    for day in days:
        day.in_month = day.date.month == month.month
    return [days[start : start + 7] for start in range(0, len(days), 7)]


def _add_visits(days, whose, first, last, most):
    start, end = _midnight(first), _midnight(last + ONE_DAY)
    day = TruncDate("planned_at")
    for visit in _capped(whose.visits().between(start, end), day, F("planned_at").asc(), most):
        shown = days[timezone.localdate(visit.planned_at)]
        shown.visits.append(visit)
        shown.more = max(shown.more, visit.on_that_day - most)


def _add_tasks(days, whose, first, last, most):
    tasks = whose.tasks().filter(day__gte=first, day__lte=last)
    for task in _capped(tasks, F("day"), F("id").asc(), most):
        shown = days[task.day]
        shown.tasks.append(task)
        shown.more = max(shown.more, task.on_that_day - most)


def _capped(queryset, day, order, most):
    """The first `most` rows of each day, each with how many there are that day.

    They are ranked by their ids alone: of a team's month only a hundredth is shown, and only that is read.
    """
    ranked = queryset.annotate(
        rank=Window(RowNumber(), partition_by=[day], order_by=[order, F("id").asc()]),
        on_that_day=Window(Count("*"), partition_by=[day]),
    ).filter(rank__lte=most)
    on_that_day = dict(ranked.order_by().values_list("pk", "on_that_day"))
    rows = list(queryset.model.objects.filter(pk__in=on_that_day).for_calendar().order_by(order, "id"))
    for row in rows:
        row.on_that_day = on_that_day[row.pk]
    return rows


def _add_working_days(days, first, last):
    """Days off by the working calendar, and the names of those that differ from their weekday."""
    working = WorkingCalendar.objects.default().working_time()
    for special in working.skipped_days(_midnight(first), _midnight(last + ONE_DAY)):
        day = special.first
        while day <= special.last:
            if day in days:
                days[day].special = str(special.name)
            day += ONE_DAY
    for day in days.values():
        start = _midnight(day.date)
        day.is_off = not working.between(start, start + ONE_DAY)


def _midnight(day):
    return timezone.make_aware(datetime.combine(day, time()))


def grouped(days):
    """The days that have something to show, and today: an agenda."""
    return [day for day in days if day.is_today or not day.is_empty]
