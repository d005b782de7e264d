"""The recycle bin of customer files."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from crm_site.fragments import page_or_fragment
from crm_site.listing import paginate, render_list
from crm_site.workflow import InvalidTransition
from customers.forms.recycling import RemovalForm
from customers.models import Customer
from customers.recycling import DAYS_KEPT, kept_by


def customer_remove(request, pk):
    """The dialog, or without htmx a page: what holds the file, or else why it goes."""
    customer = get_object_or_404(Customer.objects.visible_to(request.user).for_edit(), pk=pk)
    if not customer.can_be_removed_by(request.user):
        raise PermissionDenied
    form = RemovalForm(request.POST or None)
    status = 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        try:
            customer.remove(request.user, timezone.now(), form.cleaned_data["reason"])
        except InvalidTransition as refusal:
            form.add_error(None, refusal.message)
            status = 409
        else:
            messages.success(request, _("%(customer)s lies in the recycle bin.") % {"customer": customer})
            bin_url = reverse("customers:recycle_bin")
            return HttpResponseClientRedirect(bin_url) if request.htmx else redirect(bin_url)
    context = {"form": form, "customer": customer, "held": kept_by(customer), "days": DAYS_KEPT}
    return page_or_fragment(request, "customers/recycling/form.html", context, status)


def recycle_bin(request):
    if not Customer.can_be_opened_by(request.user):
        raise PermissionDenied
    context = {"page": paginate(request, Customer.objects.in_bin_of(request.user)), "days": DAYS_KEPT}
    return render_list(request, "customers/recycling/list.html", "customers/recycling/_results.html", context)


@require_POST
def customer_restore(request, pk):
    customer = get_object_or_404(Customer.objects.in_bin_of(request.user), pk=pk)
    try:
        customer.restore(request.user, timezone.now())
    except InvalidTransition as refusal:
        messages.error(request, refusal.message)
        return redirect("customers:recycle_bin")
    messages.success(request, _("%(customer)s is back.") % {"customer": customer})
    return redirect(customer)
