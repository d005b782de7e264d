"""The groups in which the base record is shown and edited."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from customers.models import Customer
from customers.readable import label, readable


@dataclass(frozen=True)
class Group:
    name: str
    title: str
    fields: tuple
    # Shown beside them, and decided elsewhere: the grade by valuations and overrides.
    computed: tuple = ()


GROUPS = {
    group.name: group
    for group in (
        Group(
            "base",
            _("Base record"),
            (
                *("code", "name", "short_name", "english_name", "aliases", "credit_code", "customer_type", "industry"),
                *("region", "size", "parent", "website", "source", "remark"),
            ),
        ),
        Group("tags", _("Tags"), ("tags",)),
        Group("tax", _("Tax and invoice"), ("taxpayer_kind", "tax_rate", "bank", "bank_account")),
        Group(
            "sales",
            _("Sales"),
            ("owner", "salesperson_code", "commission_code", "lifecycle", "lost_reason", "lost_to"),
            computed=("grade",),
        ),
        Group(
            "analysis",
            _("Analysis"),
            (
                *(
                    "relationship_type",
                    "share_of_wallet",
                    "attitude",
                    "contract_performance",
                    "frictions",
                    "competitors",
                ),
                *("needs", "potential"),
            ),
        ),
    )
}


def facts(customer):
    """The groups with (label, value in words) of what is filled in."""
    for group in GROUPS.values():
        fields = [Customer._meta.get_field(name) for name in (*group.fields, *group.computed)]
        rows = [(field, getattr(customer, field.name)) for field in fields]
        yield group, [(label(field), readable(field, value)) for field, value in rows if value not in (None, "", [])]
