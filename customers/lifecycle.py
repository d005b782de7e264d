"""The lifecycle of a customer, and what has to be told with each step.

potential → current ⇄ dormant; all three → lost → won back, and from there as from current. Back to potential goes a file
that was opened as current by mistake. Becoming dormant, potential again or lost needs a reason; lost also the competitor.
"""

from django.utils.translation import gettext as _

from customers.models.customer_choices import Lifecycle

MOVES = {
    Lifecycle.POTENTIAL: (Lifecycle.CURRENT, Lifecycle.LOST),
    Lifecycle.CURRENT: (Lifecycle.DORMANT, Lifecycle.LOST, Lifecycle.POTENTIAL),
    Lifecycle.DORMANT: (Lifecycle.CURRENT, Lifecycle.LOST),
    Lifecycle.LOST: (Lifecycle.WON_BACK,),
    Lifecycle.WON_BACK: (Lifecycle.CURRENT, Lifecycle.DORMANT, Lifecycle.LOST),
}
# Lost and won back is only who was a customer before.
FIRST = (Lifecycle.POTENTIAL, Lifecycle.CURRENT, Lifecycle.DORMANT)
REASONED = (Lifecycle.DORMANT, Lifecycle.POTENTIAL, Lifecycle.LOST)


def refusals(before, after, reason, lost_to):
    """{field: why not} of a step from `before` to `after`, and of what is told without a step."""
    if before != after and after not in MOVES[before]:
        facts = {"before": Lifecycle(before).label, "after": Lifecycle(after).label}
        return {"lifecycle": _("A customer does not go from “%(before)s” to “%(after)s”.") % facts}
    found = {}
    if after in REASONED and not reason and (before != after or after == Lifecycle.LOST):
        found["lost_reason"] = _("Say why: it is kept with the customer.")
    if after == Lifecycle.LOST and not lost_to:
        found["lost_to"] = _("Name the competitor; if there is none, say who does it now.")
    if before == after != Lifecycle.LOST and (reason or lost_to):
        found["lifecycle"] = _("A reason belongs to a change of the lifecycle. Choose what the customer is now.")
    return found
