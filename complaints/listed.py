"""Complaints as lists and the home page show them.

A row is read as plain values and worded here: six models per row would cost more than all the rest of a list.
"""

from django.urls import reverse

from complaints.loop import State, Step
from complaints.models.complaint import SEVERITY_BADGES
from complaints.remaining import until_notice, worded
from crm_site.choices import Labels
from deadlines.models import Level, Severity, WorkingCalendar

STATES, STEPS, SEVERITIES = Labels(State), Labels(Step), Labels(Severity)


def listed(rows, user, at):
    """The rows of `Complaint.objects.for_list()` in words for `user`, at the moment `at`."""
    if not rows:
        return []
    calendars = WorkingCalendar.objects.for_words()
    departments = user.department_names
    list_url = reverse("complaints:complaint_list")
    return [ListedComplaint(row, f"{list_url}{row['pk']}/", calendars, departments, at) for row in rows]


def complainant(row):
    """The customer, or who called where they are not on file."""
    return row["customer__short_name"] or row["customer__name"] or row["caller_company"] or row["caller_name"]


class ListedComplaint:
    """`left` (working time, with its tone) and `deadline` are None where no step waits, `notice` (days left) where no notice
    of claim is owed."""

    def __init__(self, row, url, calendars, departments, at):
        self.pk, self.url, self.number, self.received_at = row["pk"], url, row["number"], row["received_at"]
        self.complainant = complainant(row)
        self.times_called = row["times_called"]
        self.description = row["description"]
        self.severity, self.severity_label = row["severity"], SEVERITIES.get(row["severity"])
        self.severity_badge = SEVERITY_BADGES[row["severity"]]
        self.department = departments.get(row["department"], "")
        self.state_label = STATES.get(row["state"])
        self.step = row["open_step__step"]
        self.step_label = STEPS.get(row["open_step__step"])
        self.doer = row["open_step__doer__name"] or row["open_step__doer__username"] or ""
        self.deadline = row["open_step__clock__deadline"]
        self.paused_at = row["open_step__clock__paused_at"]
        self.notice_due = row["claim_notice_due"]
        self.notice = until_notice(self.notice_due, at) if self.notice_due else None
        self.left = self._left(row, calendars, self.paused_at or at) if self.deadline else None

    def _left(self, row, calendars, at):
        calendar, unit = calendars[row["open_step__clock__calendar"]], row["open_step__clock__unit"]
        reminder = row["open_step__clock__level_due_at"][Level.DOER]
        return worded(self.deadline, unit, calendar, reminder, at)
