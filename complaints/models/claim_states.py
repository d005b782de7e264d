"""The states of a claim, and how the log of its complaint tells what was done with it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from customers.amounts import in_yuan


class State(models.TextChoices):
    CLAIMED = "claimed", pgettext_lazy("claim", "Claimed")
    PROPOSED = "proposed", pgettext_lazy("claim", "Settlement waits for approval")
    AGREED = "agreed", pgettext_lazy("claim", "To be paid")
    PAID = "paid", pgettext_lazy("claim", "Paid")
    DECLINED = "declined", pgettext_lazy("claim", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("claim", "Withdrawn")


class Liability(models.TextChoices):
    OURS = "ours", _("We are liable")
    SUPPLIER = "supplier", _("A supplier is liable")
    INSURER = "insurer", _("Covered by insurance")
    SHARED = "shared", _("Shared")
    GOODWILL = "goodwill", _("Nobody is; paid as goodwill")
    CUSTOMER = "customer", _("The customer is")
    FORCE_MAJEURE = "force_majeure", _("Force majeure")


BADGES = {
    State.CLAIMED: "badge-info",
    State.PROPOSED: "badge-warn",
    State.AGREED: "badge-warn",
    State.PAID: "badge-good",
}
OPEN = (State.CLAIMED, State.PROPOSED, State.AGREED)
TOLD = {
    "claimed": _("%(amount)s claimed"),
    "corrected": _("the amount claimed is %(amount)s"),
    "proposed": _("a settlement of %(amount)s is proposed"),
    "returned": _("the settlement of %(amount)s is returned"),
    "passed": _("the supervising leader agrees to %(amount)s, the general manager is asked"),
    "agreed": _("a settlement of %(amount)s is approved"),
    "declined": _("declined"),
    "paid": _("%(amount)s paid"),
    "recovered": _("%(amount)s recovered"),
    "withdrawn": _("withdrawn"),
}


def told(act, amount):
    """What was done, in words; `amount` is text with two places, as the log keeps it."""
    return TOLD[act] % {"amount": in_yuan(amount)}
