"""The tab of the claim on the page of a complaint."""

from django.db.models import OuterRef
from django.utils.translation import gettext_lazy as _

from complaints.models import Claim
from complaints.models.claim_states import OPEN
from complaints.page_parts import PANELS, Panel, how_many

OPEN_CLAIMS = how_many(Claim.objects.filter(complaint=OuterRef("pk"), state__in=OPEN))

# Whoever sees the complaint sees what is claimed with it.
PANELS.append(Panel("claim", _("Claim"), "complaints:claim_panel", lambda _complaint, _user: True, OPEN_CLAIMS))
