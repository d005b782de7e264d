"""How a contact stands to us, −2 to +2, in words."""

from django.utils.translation import gettext_lazy as _

ATTITUDES = [
    (-2, _("Against us")),
    (-1, _("Reserved")),
    (0, _("Neutral")),
    (1, _("Well disposed")),
    (2, _("For us")),
]
BADGES = {-2: "badge-bad", -1: "badge-warn", 0: "badge-plain", 1: "badge-info", 2: "badge-good"}
