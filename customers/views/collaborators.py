"""Who sees a file beside its owner: inviting collaborators and withdrawing the invitation."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRefresh

from crm_site.fragments import page_or_fragment
from customers.forms.collaborators import CollaboratorForm
from customers.models import Customer, CustomerAccess


def collaborator_create(request, pk):
    """The dialog, or without htmx a page; a person invited before gets the new level and day."""
    customer = _shareable(request.user, pk)
    at = timezone.now()
    form = CollaboratorForm(request.POST or None, customer=customer, today=timezone.localdate(at))
    if request.method == "POST" and form.is_valid():
        access = CustomerAccess.invite(customer, by=request.user, at=at, **form.cleaned_data)
        messages.success(request, _("%(person)s sees this file now.") % {"person": access.user})
        return _done(request, customer)
    return page_or_fragment(
        request, "customers/collaborators/form.html", {"form": form, "customer": customer}, 422 if form.errors else 200
    )


@require_POST
def collaborator_withdraw(request, pk, access_id):
    customer = _shareable(request.user, pk)
    access = get_object_or_404(customer.accesses.of_people(), pk=access_id)
    access.withdraw(request.user, timezone.now())
    messages.success(request, _("%(person)s no longer sees this file.") % {"person": access.user})
    return _done(request, customer)


def _shareable(user, pk):
    customer = get_object_or_404(Customer.objects.visible_to(user).for_edit(), pk=pk)
    if not CustomerAccess.can_be_given_by(user, customer):
        raise PermissionDenied
    return customer


def _done(request, customer) -> HttpResponse:
    return HttpResponseClientRefresh() if request.htmx else redirect(customer)
