"""The sections of a plan 客户关系发展计划 in their order: stable keys, what they are called, and what belongs into them."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _


class Section(NamedTuple):
    """A plan cannot be handed in while a required section is empty."""

    key: str
    label: str
    guidance: str
    is_required: bool = False


SECTIONS = [
    Section(
        "industry",
        _("The customer's industry and development"),
        _("Where the industry is going, what drives volume and price, and what the customer makes of it."),
        is_required=True,
    ),
    Section(
        "position",
        _("Position and share"),
        _("The customer's place in its market, our share of its logistics, and who holds the rest."),
        is_required=True,
    ),
    Section(
        "stakeholders",
        _("Stakeholders and our counterparts"),
        _("Who decides on each level, who of us talks to whom and how often. The map shows the persons."),
    ),
    Section(
        "needs",
        _("Needs and problems"),
        _("What the customer needs from us, said in its own words, and what went wrong with us."),
        is_required=True,
    ),
    Section(
        "goals",
        _("Goals"),
        _(
            "What shall be different at the end of the half-year. What can be measured stands in the table of objectives."
        ),
    ),
    Section(
        "strategy",
        _("Strategy per service line"),
        _("Per service line (transport, warehousing, customs …): keep, extend or enter, and by what."),
        is_required=True,
    ),
    Section(
        "proposals",
        _("Logistics proposals and bid support"),
        _("Solutions to be worked out, bids expected with their dates, and whose help is needed."),
    ),
    Section(
        "events",
        _("Congratulations and events"),
        _("Festivals, anniversaries and milestones: who congratulates whom, and which events they are invited to."),
    ),
    Section(
        "budget",
        _("Budget"),
        _("What the relationship may cost this half-year, and on what it is spent."),
    ),
    Section(
        "risks",
        _("Risks and competitors"),
        _("What may cost us this customer, which competitors are at work, and how we meet it."),
        is_required=True,
    ),
]
BY_KEY = {section.key: section for section in SECTIONS}
CHOICES = [(section.key, section.label) for section in SECTIONS]
