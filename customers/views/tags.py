"""Tags of the customers that were ticked in the list."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import ngettext
from django_htmx.http import HttpResponseClientRefresh

from crm_site.fragments import page_or_fragment
from customers.forms.tags import TaggingForm
from customers.models import Customer
from customers.ticked import ticked_customers

MOST_NAMED = 10


def tags_change(request):
    """The dialog, or without htmx a page; ?customer=…&customer=… are those ticked."""
    if not Customer.can_be_opened_by(request.user):
        raise PermissionDenied
    asked = request.POST if request.method == "POST" else request.GET
    customers = ticked_customers(request.user, asked)
    form = TaggingForm(request.POST or None)
    if request.method == "POST" and customers and form.is_valid():
        _say(request, *_change(customers, request.user, form.changes()))
        return HttpResponseClientRefresh() if request.htmx else redirect("customers:customer_list")
    context = {"form": form, "customers": customers}
    return page_or_fragment(request, "customers/tags/form.html", context, 422 if request.method == "POST" else 200)


def _change(customers, by, changes):
    """How many were changed, and the names of those that were refused: not one's to write in, or with too many tags."""
    at, changed, refused = timezone.now(), 0, []
    for customer in customers:
        try:
            changed += customer.change_tags(by, at, **changes) is not None
        except (PermissionDenied, ValidationError):
            refused.append(customer.name)
    return changed, refused


def _say(request, changed, refused):
    done = ngettext("The tags of %d customer were changed.", "The tags of %d customers were changed.", changed)
    messages.success(request, done % changed)
    if refused:
        facts = {"count": len(refused), "names": ", ".join(refused[:MOST_NAMED])}
        text = ngettext(
            "%(count)d customer was refused, not yours to write in or with too many tags: %(names)s",
            "%(count)d customers were refused, not yours to write in or with too many tags: %(names)s",
            len(refused),
        )
        messages.warning(request, text % facts)
