"""The contact log as rows of a spreadsheet."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from customers.models import ContactEntry, Customer

FIELDS = ("at", "channel", "by", "summary", "needs", "problems", "concession", "next_contact_on", "answer_owed")
LATER = ("answered_at", "answered_by", "answer_text")


def log_headings():
    """Those of the fields as they stand in forms, between the customer and the cost."""
    names = [capfirst(str(ContactEntry._meta.get_field(name).verbose_name)) for name in (*FIELDS, *LATER)]
    code = capfirst(str(Customer._meta.get_field("code").verbose_name))
    return [code, _("Customer"), *names[: len(FIELDS)], _("Due"), *names[len(FIELDS) :], _("Cost (CNY)")]


def log_rows(entries):
    """One row per entry of ContactEntry.objects.for_list()."""
    for entry in entries:
        due = entry.answer_clock.deadline if entry.answer_clock else None
        values = {name: getattr(entry, name) for name in (*FIELDS, *LATER)}
        values |= {"channel": entry.get_channel_display(), "by": str(entry.by)}
        values["answered_by"] = str(entry.answered_by) if entry.answered_by else ""
        yield [
            *(entry.customer.code, entry.customer.name),
            *(values[name] for name in FIELDS),
            due,
            *(values[name] for name in LATER),
            entry.cost,
        ]
