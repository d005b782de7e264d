"""What the fields of the base record ask for, said below them."""

from django.utils.translation import gettext_lazy as _

# Asked and answered in sentences.
LONG = ("attitude", "contract_performance", "frictions", "competitors", "needs", "potential")
EXPLAINED = {
    "lost_reason": _("Why the customer is dormant, lost or potential again."),
    "lost_to": _("For a lost customer: the competitor, or who does it now."),
    "relationship_type": _(
        "Basic: we sell, no more. Reactive: they may call us. Accountable: we ask whether it was as promised. "
        "Proactive: we come with improvements. Partnership: we plan together."
    ),
    "share_of_wallet": _("Of all they spend on logistics, how much goes to us: 0 to 100."),
    "attitude": _("How they speak of us, and what they decide in our favour."),
    "contract_performance": _("Whether both sides keep what is agreed: volumes, prices, payment."),
    "frictions": _("Where we clash, since when, and what was done about it."),
    "competitors": _("Who else works for them, for what, at which price, how well."),
    "needs": _("What they need from logistics, also what they have not asked for yet."),
    "potential": _("What more we could do for them, and what it may bring."),
}
