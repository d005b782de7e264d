"""What is measured in a wave: rated items, operation links, indices and loyalty, each by a name that stays over waves.

Names are such as "item:A1", "link:A", "loyalty:loyalty_repeat", "csi" and "acsi". Items keep their own scale; all else
is on 0 to 100. What was answered "not used / don't know" is no answer, and what lies off the scale is none either.
"""

from dataclasses import dataclass, field

from surveys.models import Item

Kind, Role = Item.Kind, Item.Role
RATINGS = (Kind.RATING10, Kind.RATING5, Kind.NPS)
ACSI_ROLES = (Role.OVERALL, Role.EXPECTATION, Role.IDEAL)
LOYALTY_ROLES = (
    Role.LOYALTY_REPEAT,
    Role.LOYALTY_SHARE,
    Role.LOYALTY_PRICE,
    Role.LOYALTY_SWITCHING,
    Role.LOYALTY_INCIDENT,
)
# Where much speaks against loyalty: the first option, or the lowest rating, is the most loyal one.
REVERSED = (Role.LOYALTY_SWITCHING, Role.LOYALTY_INCIDENT)
CSI, ACSI = "csi", "acsi"
HUNDRED = 100.0


@dataclass(frozen=True)
class Measure:
    """One figure per answer sheet. `number` stands for it in the temporary tables."""

    number: int
    name: str
    low: float = 0.0
    high: float = HUNDRED
    item: Item = None

    @property
    def is_rated(self):
        return self.item is not None and self.item.kind in RATINGS

    @property
    def top(self):
        """From here on an answer is one of the two best."""
        return self.high - 1


@dataclass
class Measures:
    """All of one questionnaire. `links` is {link's name: its rated items' measures}."""

    items: list = field(default_factory=list)
    links: dict = field(default_factory=dict)
    sections: dict = field(default_factory=dict)
    roles: dict = field(default_factory=dict)
    texts: list = field(default_factory=list)
    choices: list = field(default_factory=list)
    numbers: dict = field(default_factory=dict)

    @classmethod
    def of(cls, questionnaire):
        found = cls()
        for section in questionnaire.sections.prefetch_related("items"):
            for item in section.items.all():
                found._take(section, item)
        derived = [*found.links, *(f"loyalty:{role}" for role in LOYALTY_ROLES if role in found.roles), CSI]
        if all(role in found.roles for role in ACSI_ROLES):
            derived.append(ACSI)
        for name in derived:
            found.numbers[name] = Measure(len(found.numbers), name)
        return found

    def _take(self, section, item):
        if item.role:
            self.roles[item.role] = item
        if item.kind == Kind.TEXT:
            self.texts.append(item)
        elif item.kind in (Kind.CHOICE, Kind.MULTI):
            self.choices.append(item)
        else:
            self._measure(section, item)

    def _measure(self, section, item):
        low, high = (item.scale[0], item.scale[-1]) if item.scale else (0.0, HUNDRED)
        measure = Measure(len(self.numbers), f"item:{item.key}", float(low), float(high), item)
        self.numbers[measure.name] = measure
        self.items.append(measure)
        if section.is_link and item.kind in RATINGS and not item.role:
            self.links.setdefault(f"link:{section.key}", []).append(measure)
            self.sections[f"link:{section.key}"] = section

    def __iter__(self):
        return iter(self.numbers.values())

    def named(self, name):
        return self.numbers.get(name)

    def of_role(self, role):
        """The measure of the item with this role, or None."""
        item = self.roles.get(role)
        return self.numbers.get(f"item:{item.key}") if item else None

    def loyalty_of_options(self, role):
        """{option: 0 to 100} of a loyalty item that offers a choice, by the order of its options."""
        values = [value for value, *_texts in self.roles[role].options]
        if role in REVERSED:
            values.reverse()
        return {value: HUNDRED * place / max(1, len(values) - 1) for place, value in enumerate(values)}
