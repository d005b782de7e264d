"""The tab of quality on the page of a complaint, and what is begun there from the menu."""

from django.db.models import OuterRef
from django.utils.translation import gettext_lazy as _

from complaints.models import CorrectiveAction, MaliciousMark
from complaints.models.correction_states import WAITING
from complaints.page_parts import PANELS, UNDERTAKINGS, Panel, Undertaking, how_many


def seen_by_everybody(_complaint, _user):
    """The panel itself shows to each what concerns them."""
    return True


OPEN_CORRECTIONS = how_many(CorrectiveAction.objects.filter(complaint=OuterRef("pk"), state__in=WAITING))

PANELS.append(Panel("quality", _("Quality"), "complaints:quality_panel", seen_by_everybody, OPEN_CORRECTIONS))
UNDERTAKINGS.append(
    Undertaking(
        _("Agree on a corrective action"),
        "wrench-adjustable",
        "complaints:correction_create",
        lambda complaint, user: CorrectiveAction.can_be_agreed_on_by(user, complaint),
    )
)
UNDERTAKINGS.append(
    Undertaking(
        _("Mark as malicious"),
        "exclamation-octagon",
        "complaints:malicious_create",
        lambda complaint, user: MaliciousMark.can_be_proposed_by(user, complaint),
    )
)
