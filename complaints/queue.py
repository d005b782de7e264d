"""My complaints: what waits for a person, by when it is due, and before it the notices of claim that they owe."""

from datetime import timedelta
from typing import NamedTuple

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from complaints.listed import listed
from complaints.loop import Step
from complaints.models import Complaint

# Whoever has more to do than this needs help, not a longer page.
MOST_ROWS = 300

NOTICES = "notices"
GROUPS = {
    NOTICES: _("Notices of claim"),
    "overdue": _("Overdue"),
    "today": _("Today"),
    "week": _("This week"),
    "later": pgettext_lazy("due", "Later"),
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
        owed = list(Complaint.objects.owing_notice_from(user).for_list()[:MOST_ROWS])
        self.at, self.today = at, localdate(at)
        self.has_more = len(found) > MOST_ROWS
        rows = listed([*owed, *found[:MOST_ROWS]], user, at)
        self.notices, self.rows = rows[: len(owed)], rows[len(owed) :]

    def groups(self):
        """Those with something in them, the most urgent first."""
        by_name = {name: [] for name in GROUPS} | {NOTICES: self.notices}
        for row in self.rows:
            row.deed = DEEDS[row.step]
            by_name[self._group_of(row)].append(row)
        return [Group(name, GROUPS[name], rows) for name, rows in by_name.items() if rows]

    def neighbour(self, pk, step):
        """The id of the complaint so many rows on from this one, None beyond the ends; from one that waits no more one comes
        to the first."""
        order = list(dict.fromkeys(row.pk for group in self.groups() for row in group.rows))
        place = order.index(pk) + step if pk in order else 0
        return order[place] if 0 <= place < len(order) else None

    def _group_of(self, row):
        if row.paused_at:
            return "paused"
        if row.deadline < self.at:
            return "overdue"
        day = localdate(row.deadline)
        if day == self.today:
            return "today"
        return "week" if day <= self.today + timedelta(days=6 - self.today.weekday()) else "later"
