"""My complaints: what waits for a person, by when it is due."""

from datetime import timedelta
from typing import NamedTuple

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from complaints.listed import listed
from complaints.loop import Step
from complaints.models import Complaint

# Whoever has more to do than this needs help, not a longer page.
MOST_ROWS = 300

GROUPS = {
    "overdue": _("Overdue"),
    "today": _("Today"),
    "week": _("This week"),
    "later": _("Later"),
    "paused": _("Paused"),
}
# What the button of a row says: the deed itself is done on the complaint's page.
DEEDS = {
    Step.SEND: _("Send to the department"),
    Step.ANALYSE: _("Write the analysis"),
    Step.INSTRUCT: _("Instruct"),
    Step.CARRY_OUT: _("Report what was done"),
    Step.AGREE: _("Report the agreement"),
    Step.FOLLOW_UP: _("Report the call"),
    Step.CLOSE: _("Sum up and close"),
}


class Group(NamedTuple):
    name: str
    label: str
    rows: list


class Queue:
    def __init__(self, user, at):
        waiting = Complaint.objects.waiting_for(user).order_by("open_step__clock__deadline", "pk")
        found = list(waiting.for_list()[: MOST_ROWS + 1])
        self.at, self.today = at, localdate(at)
        self.has_more = len(found) > MOST_ROWS
        self.rows = listed(found[:MOST_ROWS], at)

    def groups(self):
        """Those with something in them, the most urgent first."""
        by_name = {name: [] for name in GROUPS}
        for row in self.rows:
            row.deed = DEEDS[row.step]
            by_name[self._group_of(row)].append(row)
        return [Group(name, GROUPS[name], rows) for name, rows in by_name.items() if rows]

    def _group_of(self, row):
        if row.paused_at:
            return "paused"
        if row.deadline < self.at:
            return "overdue"
        day = localdate(row.deadline)
        if day == self.today:
            return "today"
        return "week" if day <= self.today + timedelta(days=6 - self.today.weekday()) else "later"
