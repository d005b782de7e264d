"""The customer list as Excel: the filters of the page, or those ticked, with the columns chosen."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from customers.columns import Chosen
from customers.exporting import Sheet, count, in_chunks, register_export
from customers.filters import CustomerFilter
from customers.models import Customer
from customers.ticked import ticked_ids


def opened(user, parameters, columns, at):
    """Without telephone numbers and e-mail addresses: those are revealed one by one."""
    chosen = Chosen.named(columns)
    customers = Customer.objects.visible_to(user).for_columns(chosen.columns)
    ids = ticked_ids(parameters)
    if ids:
        found = customers.filter(pk__in=ids).order_by("name", "id")
        words = ngettext("%d customer ticked in the list", "%d customers ticked in the list", len(ids)) % len(ids)
    else:
        customer_filter = CustomerFilter(parameters, customers, user)
        found, words = customer_filter.qs, customer_filter.form.in_words()
    rows = in_chunks(found, lambda chunk: chosen.rows(chunk, user))
    return Sheet(chosen.headings(), rows, count(found), words)


def columns(user, parameters):
    """Those that the list of this address shows."""
    return sorted(Chosen.asked_for(user, parameters).names)


def register():
    register_export("customers", _("Customers"), Customer.can_be_opened_by, opened, columns=columns)
