"""The states of a visit.

    proposed → planned ⇄ confirmed → done
        ↓           ↓        ↓         ↑
    declined     cancelled | missed ───┘ (reported late)
    | lapsed

A confirmed visit that is moved to another time is planned again. A proposal on which nobody has decided when its period
is over has lapsed.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    DECLINED = "declined", _("Declined")
    LAPSED = "lapsed", pgettext_lazy("proposal", "Lapsed")
    PLANNED = "planned", _("Planned")
    CONFIRMED = "confirmed", _("Confirmed")
    DONE = "done", pgettext_lazy("visit", "Done")
    CANCELLED = "cancelled", pgettext_lazy("visit", "Cancelled")
    MISSED = "missed", _("Missed")


# Not planned: these have no time.
UNPLANNED = (State.PROPOSED, State.DECLINED, State.LAPSED)
# To come, or waiting for the report.
OPEN = (State.PLANNED, State.CONFIRMED)
# Files can be added to these.
WITH_FILES = (*OPEN, State.DONE, State.MISSED)

# From which states each can be reached.
MOVES = {
    State.PLANNED: {State.PROPOSED, State.PLANNED, State.CONFIRMED},
    State.DECLINED: {State.PROPOSED},
    State.CONFIRMED: {State.PLANNED},
    State.DONE: {State.PLANNED, State.CONFIRMED, State.MISSED},
    State.CANCELLED: set(OPEN),
    State.MISSED: set(OPEN),
}

BADGES = {
    State.PROPOSED: "badge-info",
    State.CONFIRMED: "badge-good",
    State.DONE: "badge-good",
    State.MISSED: "badge-bad",
}


class Reason(models.TextChoices):
    """Why the rule run proposed a visit."""

    NEVER = "never", _("Never visited")
    SILENT = "silent", _("Silent for too long")
    DUE = "due", pgettext_lazy("proposed visit", "Due")


class Attitude(models.IntegerChoices):
    """How we were met."""

    WARM = 2, _("Warm")
    FRIENDLY = 1, _("Friendly")
    NEUTRAL = 0, _("Neutral")
    RESERVED = -1, _("Reserved")
    AGAINST = -2, _("Against us")


class NextStep(models.TextChoices):
    NONE = "none", pgettext_lazy("next step", "None")
    VISIT = "visit", _("Next visit")
    ANSWER = "answer", _("We owe an answer")
