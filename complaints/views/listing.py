"""The list of complaints, and the panel of one customer's."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from complaints.filters import ComplaintFilter
from complaints.listed import listed
from complaints.models import Complaint
from complaints.models.queries import ComplaintQuerySet
from crm_site.listing import paginate, render_list
from customers.models import Customer
from people.models import SavedView


def complaint_list(request):
    if not Complaint.can_be_listed_by(request.user):
        raise PermissionDenied
    view = SavedView.objects.asked_for(request.user, "complaints", request.GET)
    if view and view.is_opened_by(request.GET):
        return redirect(view)
    at = timezone.now()
    complaints = Complaint.objects.visible_to(request.user)
    complaint_filter = ComplaintFilter(request.GET, complaints, request.user, at)
    page = paginate(request, complaint_filter.qs, shape=ComplaintQuerySet.for_list)
    context = {
        "filter": complaint_filter,
        "page": page,
        "view": view,
        "complaints": listed(page.rows, request.user, at),
        "can_log": Complaint.can_be_logged_by(request.user),
        "can_reroute": Complaint.can_be_overseen_by(request.user),
    }
    return render_list(request, "complaints/list.html", "complaints/_results.html", context)


def customer_panel(request, customer_id):
    """One customer's complaints, for the tab on their page: those that the person may see."""
    customer = get_object_or_404(Customer.objects.visible_to(request.user), pk=customer_id)
    complaints = Complaint.objects.visible_to(request.user).filter(customer=customer)
    page = paginate(request, complaints.order_by("-received_at", "-id"), shape=ComplaintQuerySet.for_list)
    context = {
        "customer": customer,
        "page": page,
        "complaints": listed(page.rows, request.user, timezone.now()),
        "can_log": Complaint.can_be_logged_by(request.user),
    }
    return render(request, "complaints/customer_panel.html", context)
