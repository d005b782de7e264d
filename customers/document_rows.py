"""Documents as rows of a spreadsheet."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from customers.models import Customer, Document

FIELDS = ("kind", "title", "number", "valid_from", "valid_until", "not_renewed", "remark", "by", "at")


def document_headings():
    """Those of the fields as they stand in forms, after the customer."""
    names = [capfirst(str(Document._meta.get_field(name).verbose_name)) for name in FIELDS]
    code = capfirst(str(Customer._meta.get_field("code").verbose_name))
    return [code, _("Customer"), _("Account manager"), *names, _("Validity"), _("Versions")]


def document_rows(documents, today):
    """One row per document of Document.objects.for_list()."""
    for document in documents:
        values = {name: getattr(document, name) for name in FIELDS}
        values |= {"kind": document.get_kind_display(), "by": str(document.by)}
        state = document.state_on(today)
        owner = str(document.customer.owner or "")
        yield [
            *(document.customer.code, document.customer.name, owner),
            *values.values(),
            *(str(state[0]) if state else "", document.newest),
        ]
