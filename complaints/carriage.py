"""How goods travelled, and what befell them on the way."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TransportMode(TextChoices):
    ROAD = "road", _("Road")
    RAIL = "rail", _("Rail")
    SEA = "sea", _("Sea")
    AIR = "air", _("Air")
    INLAND_WATERWAY = "waterway", _("Inland waterway")
    EXPRESS = "express", _("Express")


class Loss(TextChoices):
    """What befell the goods; each must be notified to the carrier within a legal time."""

    DAMAGE = "damage", _("Damage")
    LOSS = "loss", _("Loss")
    DELAY = "delay", _("Delay")
