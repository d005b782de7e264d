"""The states of a corrective action."""

from django.db import models
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    OPEN = "open", pgettext_lazy("corrective action", "To be done")
    DONE = "done", pgettext_lazy("corrective action", "Effect to be checked")
    QUESTIONED = "questioned", pgettext_lazy("corrective action", "Cause came again")
    EFFECTIVE = "effective", pgettext_lazy("corrective action", "Effective")
    INEFFECTIVE = "ineffective", pgettext_lazy("corrective action", "Not effective")
    CANCELLED = "cancelled", pgettext_lazy("corrective action", "Cancelled")


WAITING = (State.OPEN, State.DONE, State.QUESTIONED)
TO_BE_CHECKED = (State.DONE, State.QUESTIONED)
# Whose effect a later complaint of the same cause puts in doubt.
DOUBTED = (State.DONE, State.QUESTIONED, State.EFFECTIVE)
BADGES = {
    State.OPEN: "badge-info",
    State.DONE: "badge-warn",
    State.QUESTIONED: "badge-bad",
    State.EFFECTIVE: "badge-good",
    State.INEFFECTIVE: "badge-bad",
}
