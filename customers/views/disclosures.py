"""Showing a masked number to who asks for it, and the log of who was shown, took out or looked at what."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from crm_site.listing import paginate, render_list
from customers.confidential import MASKED
from customers.disclosure_filter import DisclosureFilter
from customers.models import Address, Contact, Customer, Disclosure
from people.models import Role

# By the tabs on which they stand.
PARTS = {"contacts": Contact, "addresses": Address}


@require_POST
def reveal(request, pk, tab, part_id, field):
    """One number in full, logged; for htmx in its place, else in a message on the page."""
    customer = get_object_or_404(Customer.objects.visible_to(request.user).for_edit(), pk=pk)
    # Whom to call is no part of the head of a file; the desk has to know a caller.
    if not (customer.can_be_read_by(request.user) or request.user.role == Role.DESK):
        raise PermissionDenied
    model = PARTS.get(tab)
    if model is None or field not in MASKED[model._meta.model_name]:
        raise Http404
    part = get_object_or_404(model.objects.filter(customer=customer), pk=part_id)
    Disclosure.revealed(part, [field], request.user, timezone.now())
    text = getattr(part, field)
    if request.htmx:
        return render(request, "customers/_number.html", {"field": field, "text": text, "is_open": True})
    messages.info(request, _("%(whose)s: %(number)s") % {"whose": part, "number": text})
    return redirect(customer.tab_url(tab))


def disclosure_list(request):
    if not Disclosure.can_be_listed_by(request.user):
        raise PermissionDenied
    disclosure_filter = DisclosureFilter(request.GET, Disclosure.objects.visible_to(request.user), request.user)
    context = {
        "filter": disclosure_filter,
        "page": paginate(request, disclosure_filter.qs.order_by("-at", "-id"), shape=lambda rows: rows.for_list()),
    }
    return render_list(request, "customers/disclosures/list.html", "customers/disclosures/_results.html", context)
