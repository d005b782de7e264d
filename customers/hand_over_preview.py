"""What a hand-over would move: the answer to "what do I take over?" before anybody decides."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from customers.models import Contact
from customers.moving import MOVABLES

EXAMPLES = 5


@dataclass
class Line:
    """A kind of open work: how much of it there is, and some of it by name."""

    label: str
    count: int = 0
    examples: list = field(default_factory=list)

    @property
    def more(self):
        return self.count - len(self.examples)


def preview(owners):
    """Lines for `owners` ({customer id: owner}): their contacts, and each kind of open work that moves with them."""
    by_owner = {}
    for customer, owner in owners.items():
        by_owner.setdefault(owner, []).append(customer)
    lines = [Line(_("Contacts"), Contact.objects.present().filter(customer__in=owners).count())]
    for movable in MOVABLES:
        line = Line(movable.label)
        for owner, customers in by_owner.items():
            found = movable.find(customers, owner)
            line.count += found.count()
            line.examples += map(str, found[: EXAMPLES - len(line.examples)])
        lines.append(line)
    return lines
