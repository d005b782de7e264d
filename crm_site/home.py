"""What the home page shows a person: what waits for them in every area, what comes up, what is late around them, news."""

from datetime import datetime, timedelta
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

from django.db.models import Q
from django.utils.timezone import localdate

from complaints.listed import SEVERITIES, complainant
from complaints.loop import Step
from complaints.models import Complaint, ComplaintStep
from complaints.models.complaint import SEVERITY_BADGES
from complaints.remaining import Remaining, worded
from crm_site.templatetags.interface import excerpt
from customers.models import Customer
from deadlines.models import Clock, Level, Severity, WorkingCalendar
from deadlines.steps import step_label
from people.models import Role
from surveys.models import Wave
from visits.models import CareTask, Visit

# A home page is for beginning with; whoever asks for all gets as many as a person could read.
ROWS = 12
ALL_ROWS = 200
COMING = 8
NEWS = 6
FILES = 6
DAYS_AHEAD = 7
EXCERPT = 60
# Many people may do a step of a complaint, so they are found by the rules of its loop and not by the clock's doer; what
# else a complaint brings (a corrective action, an appeal) is the doer's alone, and may be confidential.
COMPLAINT_STEPS = "complaint."
LOOP = [f"{COMPLAINT_STEPS}{step}" for step in Step.values]
# What a row is made of: of its clock, and of the complaint where it is about one.
OF_CLOCK = (
    *("pk", "step", "title", "url", "deadline", "unit", "calendar", "level_due_at"),
    *("doer__name", "department"),
)
OF_COMPLAINT = (
    *("number", "severity", "description", "caller_company", "caller_name"),
    *("customer__short_name", "customer__name"),
)


class Task(NamedTuple):
    """A row: what is to be done and about whom, where, by whom, until when. The badge says how urgent it is."""

    step: str
    title: str
    url: str
    deadline: datetime
    left: Remaining
    doer: str
    detail: str = ""
    badge: str = ""
    badge_label: str = ""


class Work:
    """My work 我的工作台 at the moment `at`, late first; each part costs one query and only when it is shown.

    The complaints that any row is about are read together: joined to all clocks they would be read for each that waits.
    """

    def __init__(self, user, at, show_all=False):
        self.user = user
        self.at = at
        self.rows = ALL_ROWS if show_all else ROWS

    @cached_property
    def waiting(self):
        """What the person may do now, the most urgent first; one more than is shown tells that there is more."""
        return [self._task(row) for row in self._waiting]

    @property
    def shown(self):
        return self.waiting[: self.rows]

    @property
    def has_more(self):
        return len(self.waiting) > self.rows

    @cached_property
    def late_elsewhere(self):
        """What others are late with: complaints that the person sees, and all else in the departments they supervise;
        one more than is shown."""
        return [self._task(row) for row in self._late]

    @property
    def late_shown(self):
        return self.late_elsewhere[: self.rows]

    @property
    def has_more_late(self):
        return len(self.late_elsewhere) > self.rows

    @cached_property
    def visits(self):
        """The person's visits of the next days."""
        until = self.at + timedelta(days=DAYS_AHEAD)
        mine = Visit.objects.of(self.user.principals).open().between(self.at, until)
        return list(mine.for_home().order_by("planned_at", "id")[:COMING])

    @cached_property
    def proposals(self):
        """How many proposed visits the person has to decide on."""
        return Visit.objects.proposals().filter(owner__in=self._people).count()

    @cached_property
    def care_tasks(self):
        """Whom the person congratulates in the next days, or should have."""
        until = localdate(self.at) + timedelta(days=DAYS_AHEAD)
        due = CareTask.objects.to_do().filter(doer__in=self._people, day__lte=until)
        return list(due.for_calendar().order_by("day", "id")[:COMING])

    @cached_property
    def interviews(self):
        """The surveys for which the person may telephone now."""
        if not Wave.can_be_interviewed_by(self.user):
            return []
        return list(Wave.objects.visible_to(self.user).in_fieldwork().by_telephone().only("name"))

    @property
    def reads_complaints(self):
        return Complaint.can_be_listed_by(self.user)

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
        files = Customer.objects.listed_for(self.user).only("name", "short_name", "updated_at")
        return list(files.order_by("-updated_at", "-id")[:FILES])

    @cached_property
    def _people(self):
        return [person.pk for person in self.user.principals]

    @cached_property
    def _waiting(self):
        return self._rows(Clock.objects.running().filter(self._is_theirs))

    @cached_property
    def _late(self):
        if self.user.sees_all:
            return self._rows(Clock.objects.overdue(self.at).exclude(self._is_theirs))
        complaints = Complaint.objects.visible_to(self.user).overdue(self.at)
        rows = self._rows(complaints.exclude(open_step__clock__in=self._complaint_clocks), "open_step__clock__")
        if self.user.supervised_departments:
            around = Clock.objects.late_around(self.user, self.at).exclude(step__startswith=COMPLAINT_STEPS)
            rows += self._rows(around.exclude(self._is_any_analysts))
        return sorted(rows, key=itemgetter("deadline"))[: self.rows + 1]

    @cached_property
    def _is_theirs(self):
        """That a clock is about something that the person is to do."""
        own = Q(doer__in=self._people) & ~Q(step__in=LOOP)
        return own | self._is_any_analysts | Q(pk__in=self._complaint_clocks)

    @cached_property
    def _is_any_analysts(self):
        """Who comes first has nobody above to ask: what the head of the company proposes is for any analyst to decide."""
        if any(person.role == Role.ANALYST for person in self.user.principals):
            return Q(doer=None) & ~Q(step__startswith=COMPLAINT_STEPS)
        return Q(pk__in=[])

    @cached_property
    def _complaint_clocks(self):
        """Ids of the clocks of those steps of complaints that the person may do."""
        steps = ComplaintStep.objects.waiting_for(self.user).order_by()
        return list(steps.values_list("clock", flat=True))

    @cached_property
    def _calendars(self):
        return WorkingCalendar.objects.for_words()

    @cached_property
    def _departments(self):
        return self.user.department_names

    def _rows(self, queryset, clock=""):
        """The most urgent as {column: value}; `clock` is where the columns stand, seen from the queryset."""
        columns = [f"{clock}{name}" for name in OF_CLOCK]
        found = queryset.order_by(f"{clock}deadline", f"{clock}pk").values_list(*columns)
        return [dict(zip(OF_CLOCK, values, strict=True)) for values in found[: self.rows + 1]]

    @cached_property
    def _complaints(self):
        """{clock: columns} of the complaints in whose loop a row is a step."""
        clocks = [row["pk"] for row in self._waiting + self._late if row["step"] in LOOP]
        columns = [f"complaint__{name}" for name in OF_COMPLAINT]
        found = ComplaintStep.objects.filter(clock__in=clocks).values_list("clock", *columns)
        return {clock: dict(zip(OF_COMPLAINT, values, strict=True)) for clock, *values in found}

    def _task(self, row):
        calendar, reminder = self._calendars[row["calendar"]], row["level_due_at"][Level.DOER]
        left = worded(row["deadline"], row["unit"], calendar, reminder, self.at)
        doer = row["doer__name"] or str(self._departments[row["department"]])
        task = Task(str(step_label(row["step"])), row["title"], row["url"], row["deadline"], left, doer)
        complaint = self._complaints.get(row["pk"])
        return task._replace(**_about_complaint(complaint)) if complaint else task


def _about_complaint(complaint):
    """Whose it is, what it is about, and a badge where it is worse than normal."""
    severity, text = complaint["severity"], excerpt(complaint["description"], EXCERPT)
    about = {"title": complainant(complaint), "detail": f"{complaint['number']} · {text}"}
    if severity != Severity.NORMAL:
        about |= {"badge": SEVERITY_BADGES[severity], "badge_label": SEVERITIES.get(severity)}
    return about
