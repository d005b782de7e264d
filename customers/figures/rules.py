"""What one customer's month may hold, whoever enters it and however."""

from django.utils.translation import gettext as _


def faults_of(figures):
    """{figure: what is wrong} of a whole row {figure: value}; the database refuses most of it as well."""
    faults = {}
    for name in ("receivable", "overdue"):
        if figures[name] < 0:
            faults[name] = _("What is owed to us cannot be below zero.")
    if figures["overdue"] > figures["receivable"] >= 0:
        faults["overdue"] = _("The overdue amount is part of the receivable and cannot exceed it.")
    if figures["shipments"] or figures["orders"]:
        for name in ("revenue", "cost"):
            if figures[name] < 0:
                faults[name] = _("Below zero only as a reversal, in a month without shipments and orders.")
    return faults
