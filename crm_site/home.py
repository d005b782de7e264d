"""What the home page shows a person: what waits for them in every area, what comes up, what is late around them, news."""

from datetime import datetime, timedelta
from functools import cached_property
from typing import NamedTuple

from django.urls import reverse
from django.utils.timezone import localdate

from complaints.listed import listed
from complaints.models import Complaint
from complaints.remaining import Remaining, worded
from customers.models import Customer
from deadlines.models import Clock, Level, WorkingCalendar
from deadlines.steps import step_label
from surveys.models import Wave
from visits.models import CareTask, Visit

# A home page is for beginning with; whoever asks for all gets as many as a person could read.
ROWS = 12
ALL_ROWS = 200
COMING = 8
NEWS = 6
FILES = 6
DAYS_AHEAD = 7
# Complaints have rows of their own, for many people may do a step of theirs.
COMPLAINT_STEPS = "complaint."
EXCERPT = 60


class Task(NamedTuple):
    """A row: what is to be done and about whom, where, until when. `tone` and the badge say how urgent it is."""

    step: str
    title: str
    detail: str
    url: str
    deadline: datetime
    left: Remaining
    badge: str = ""
    badge_label: str = ""


class Work:
    """My work 我的工作台 at the moment `at`, late first; each part costs one query and only when it is shown."""

    def __init__(self, user, at, show_all=False):
        self.user = user
        self.at = at
        self.rows = ALL_ROWS if show_all else ROWS

    @cached_property
    def waiting(self):
        """What the person may do now, the most urgent first; one more than is shown tells that there is more."""
        clocks = Clock.objects.waiting_for(self.user)
        return self._by_deadline(self._complaints_waiting, clocks)

    @property
    def shown(self):
        return self.waiting[: self.rows]

    @property
    def has_more(self):
        return len(self.waiting) > self.rows

    @cached_property
    def late_elsewhere(self):
        """What others are late with: complaints that the person sees, and all else in the departments they supervise."""
        if self.user.supervised_departments or self.user.sees_all:
            clocks = Clock.objects.late_around(self.user, self.at)
        else:
            clocks = Clock.objects.none()
        mine = [row.pk for row in self._complaints_waiting]
        late = self._visible_complaints.open().overdue(self.at).exclude(pk__in=mine)
        return self._by_deadline(self._listed(late), clocks)

    @cached_property
    def visits(self):
        """The person's visits of the next days."""
        until = self.at + timedelta(days=DAYS_AHEAD)
        mine = Visit.objects.of(self.user.principals).open().between(self.at, until)
        return list(mine.for_list().order_by("planned_at", "id")[:COMING])

    @cached_property
    def proposals(self):
        """How many proposed visits the person has to decide on."""
        people = [person.pk for person in self.user.principals]
        return Visit.objects.proposals().filter(owner__in=people).count()

    @cached_property
    def care_tasks(self):
        """Whom the person congratulates in the next days, or should have."""
        until = localdate(self.at) + timedelta(days=DAYS_AHEAD)
        people = [person.pk for person in self.user.principals]
        due = CareTask.objects.to_do().filter(doer__in=people, day__lte=until)
        return list(due.select_related("customer", "occasion").order_by("day", "id")[:COMING])

    @cached_property
    def interviews(self):
        """The surveys for which the person may telephone now."""
        if not Wave.can_be_interviewed_by(self.user):
            return []
        return list(Wave.objects.visible_to(self.user).in_fieldwork().by_telephone().only("name"))

    @property
    def plans_visits(self):
        return Visit.can_be_planned_by(self.user)

    @cached_property
    def news(self):
        return list(self.user.notifications.unread()[:NEWS])

    @cached_property
    def files(self):
        """The customer files changed last, of those the person keeps or watches."""
        if not Customer.can_be_opened_by(self.user):
            return []
        return list(Customer.objects.visible_to(self.user).for_list().order_by("-updated_at", "-id")[:FILES])

    @cached_property
    def _visible_complaints(self):
        return Complaint.objects.visible_to(self.user)

    @cached_property
    def _complaints_waiting(self):
        return self._listed(self._visible_complaints.waiting_for(self.user))

    def _listed(self, complaints):
        rows = complaints.for_list().order_by("open_step__clock__deadline", "id")[: self.rows + 1]
        return listed(rows, self.at, self._calendars)

    def _by_deadline(self, complaints, clocks):
        clocks = clocks.exclude(step__startswith=COMPLAINT_STEPS).order_by("deadline", "id")
        rows = clocks.values("step", "title", "url", "deadline", "unit", "calendar", "level_due_at")[: self.rows + 1]
        tasks = [*map(_complaint_task, complaints), *(self._clock_task(row) for row in rows)]
        return sorted(tasks, key=lambda task: task.deadline)[: self.rows + 1]

    @cached_property
    def _calendars(self):
        return WorkingCalendar.objects.in_bulk()

    def _clock_task(self, row):
        calendar, reminder = self._calendars[row["calendar"]], row["level_due_at"][Level.DOER]
        left = worded(row["deadline"], row["unit"], calendar, reminder, self.at)
        return Task(str(step_label(row["step"])), row["title"], "", row["url"], row["deadline"], left)


def _complaint_task(row):
    text = row.description if len(row.description) <= EXCERPT else f"{row.description[: EXCERPT - 1]}…"
    url = f"{reverse('complaints:complaint_list')}{row.pk}/"
    badge = (row.severity_badge, row.severity_label) if row.severity != "normal" else ()
    return Task(row.step_label, row.complainant, f"{row.number} · {text}", url, row.deadline, row.left, *badge)
