"""The group to which a customer belongs."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render

from customers.group import group_of
from customers.models import Customer


def group_panel(request, pk):
    customer = get_object_or_404(Customer.objects.visible_to(request.user).for_edit(), pk=pk)
    if not customer.can_be_read_by(request.user):
        raise PermissionDenied
    context = {
        "customer": customer,
        "group": group_of(customer, request.user),
        "can_edit": customer.can_be_edited_by(request.user),
    }
    return render(request, "customers/group/panel.html", context)
