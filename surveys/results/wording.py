"""The names of measures, segments and results in the reader's language."""

from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from customers.models import Customer, Industry, Region
from people.models import Department
from surveys.models import Item
from surveys.results.measures import ACSI, CSI
from surveys.states import Disposition, Mode
from surveys.statistics import Quadrant

SEGMENT_LABELS = {
    "grade": gettext_lazy("Grade"),
    "tier": gettext_lazy("Tier"),
    "region": gettext_lazy("Region"),
    "industry": gettext_lazy("Industry"),
    "department": gettext_lazy("Department of the account manager"),
    "mode": gettext_lazy("Mode"),
}
QUADRANT_LABELS = {
    Quadrant.IMPROVE: gettext_lazy("Improve first"),
    Quadrant.KEEP: gettext_lazy("Keep"),
    Quadrant.LATER: gettext_lazy("Later"),
    Quadrant.EXCESS: gettext_lazy("Possible excess"),
}
DISPOSITION_LABELS = dict(Disposition.choices)
CATALOGUES = {"region": Region, "industry": Industry, "department": Department}


class Wording:
    """What the names of one questionnaire's measures mean."""

    def __init__(self, questionnaire):
        self.sections = list(questionnaire.sections.prefetch_related("items"))
        self.items = {item.key: item for section in self.sections for item in section.items.all()}
        self.by_key = {section.key: section for section in self.sections}

    def measure(self, name):
        """Such as "Transport" for "link:E"; for an item its key and question."""
        kind, _colon, key = name.partition(":")
        if kind == "item":
            return str(self.items[key]) if key in self.items else key
        if kind == "link":
            return str(self.by_key.get(key, key))
        if kind == "loyalty":
            return str(Item.Role(key).label)
        return {CSI: _("Satisfaction index (CSI)"), ACSI: _("ACSI-style index")}[name]

    def scale(self, name):
        """Such as "1–10"."""
        item = self.items.get(name.removeprefix("item:"))
        scale = item.scale if item else ()
        return f"{scale[0]}–{scale[-1]}" if scale else "0–100"

    def role(self, role):
        """The name of the measure whose item has this role, or None."""
        item = next((item for item in self.items.values() if item.role == role), None)
        return f"item:{item.key}" if item else None

    def of_link(self, name):
        """The names of the items of a link."""
        section = self.by_key.get(name.removeprefix("link:"))
        return [f"item:{item.key}" for item in section.items.all()] if section else []


class SegmentWording:
    """The names of a segment's values."""

    def __init__(self, segment):
        self.segment = segment

    def of(self, value):
        return self.names.get(value, value)

    @cached_property
    def names(self):
        if self.segment in CATALOGUES:
            rows = CATALOGUES[self.segment].objects.all()
            return {"": _("unknown")} | {str(row.pk): str(row) for row in rows}
        if self.segment == "grade":
            return {"": _("no grade")} | dict(Customer.Grade.choices)
        if self.segment == "tier":
            return {"": _("no key account")} | {value: str(label) for value, label in Customer.Tier.choices}
        return {value: str(label) for value, label in Mode.choices}
