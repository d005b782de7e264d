"""Opportunities as the rows of an Excel file."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from customers.models import Opportunity

COLUMNS = ("monthly_revenue", "starts_on", "next_step", "next_step_on", "lost_reason", "lost_to")


def opportunity_headings():
    fields = [str(capfirst(Opportunity._meta.get_field(name).verbose_name)) for name in COLUMNS]
    return [
        *(
            _("Customer code"),
            _("Customer"),
            _("New business"),
            _("Services"),
            _("Stage"),
            _("In this stage since"),
            _("Owner"),
        ),
        *(_("Probability, %"), *fields, pgettext("opportunity", "Opened"), pgettext("opportunity", "Closed")),
    ]


def opportunity_rows(opportunities):
    for each in opportunities:
        yield [
            *(each.customer.code, each.customer.name, each.name, "、".join(each.service_labels)),
            *(each.get_stage_display(), each.stage_since, each.owner.name, each.chance),
            *(getattr(each, name) for name in COLUMNS),
            *(each.created_at, each.closed_at),
        ]
