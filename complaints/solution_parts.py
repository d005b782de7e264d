"""What the menu of a closed complaint offers for the base of solutions."""

from django.utils.translation import gettext_lazy as _

from complaints.models import Solution
from complaints.page_parts import UNDERTAKINGS, Undertaking

UNDERTAKINGS.append(
    Undertaking(
        _("Propose a solution …"),
        "lightbulb",
        "complaints:solution_propose",
        lambda complaint, user: Solution.can_be_proposed_by(user, complaint),
    )
)
