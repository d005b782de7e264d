"""The tab of the claim on the page of a complaint."""

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from complaints.models.claim_states import OPEN
from complaints.page_parts import PANELS, Panel

OPEN_CLAIMS = Count("claim", Q(claim__state__in=OPEN), distinct=True)

# Whoever sees the complaint sees what is claimed with it.
PANELS.append(Panel("claim", _("Claim"), "complaints:claim_panel", lambda _complaint, _user: True, OPEN_CLAIMS))
