"""Steps in the lifecycle of a customer; which there are, and what each asks for, says customers/lifecycle.py."""

from django.core.exceptions import ValidationError

from customers.lifecycle import refusals
from customers.models.customer_choices import Lifecycle

TOLD = ("lifecycle", "lost_reason", "lost_to")


class CustomerLifecycle:
    """For `Customer`. Its two fields on a loss are filled while it is lost; the timeline keeps every reason."""

    def enter(self, lifecycle, by, at, reason="", lost_to=""):
        """From now on the customer is `lifecycle`, because of `reason`."""
        return self.edit(by, at, self.version, {"lifecycle": lifecycle, "lost_reason": reason, "lost_to": lost_to})

    def _settle_lifecycle(self, wanted):
        """Check the step among the changes `wanted`, put right in them what is kept, and return its row for the timeline
        as (kind, facts); None where there is no step."""
        if not wanted.keys() & {*TOLD}:
            return None
        before, after = self.lifecycle, wanted.get("lifecycle", self.lifecycle)
        # What was told of a loss that is over says nothing about the next step.
        kept = before == after == Lifecycle.LOST
        told = {name: wanted.get(name, getattr(self, name) if kept else "").strip() for name in TOLD[1:]}
        if found := refusals(before, after, told["lost_reason"], told["lost_to"]):
            raise ValidationError(found)
        if before == after:
            return None
        wanted |= told if after == Lifecycle.LOST else dict.fromkeys(told, "")
        kind = f"customer.{after}_because" if told["lost_reason"] else f"customer.{after}"
        return kind, {"reason": told["lost_reason"], "lost_to": told["lost_to"]}
