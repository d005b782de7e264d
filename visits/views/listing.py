"""The list of visits, beginning with what the person has to do; and the panel of one customer's."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from crm_site.listing import paginate, render_list
from customers.models import Customer
from visits.filters import VisitFilter
from visits.models import CareTask, Visit
from visits.periods import start_of

# Below these the list follows; who has more to do looks into the calendar.
MOST_OWN = 12


def visit_list(request):
    user, at = request.user, timezone.now()
    if not Visit.can_be_listed_by(user):
        raise PermissionDenied
    visit_filter = VisitFilter(request.GET, Visit.objects.visible_to(user).for_list(), user)
    context = {
        "filter": visit_filter,
        "page": paginate(request, visit_filter.qs),
        "at": at,
        "can_plan": Visit.can_be_planned_by(user),
    }
    if not request.htmx:
        context |= _to_do(user, at)
    return render_list(request, "visits/list.html", "visits/_results.html", context)


def _to_do(user, at):
    """The person's own: reports missing, visits of today and of the next days, and how much else waits."""
    today = timezone.localdate(at)
    end = start_of(today + timedelta(days=7))
    mine = Visit.objects.of(user.principals).open().filter(planned_at__lt=end).for_list().by_time()
    return {
        "mine": mine[:MOST_OWN],
        "tomorrow": start_of(today + timedelta(days=1)),
        "proposed": Visit.objects.proposals().filter(owner__in=user.principals).count(),
        "care": CareTask.objects.to_do().filter(doer__in=user.principals).count(),
    }


def customer_panel(request, customer_id):
    """One customer's visits and occasions, for the tab on their page."""
    customer = get_object_or_404(Customer.objects.readable_by(request.user).select_related("owner"), pk=customer_id)
    visits = customer.visits.for_list().exclude(state__in=[Visit.State.LAPSED, Visit.State.DECLINED])
    context = {
        "customer": customer,
        "page": paginate(request, visits.order_by("-planned_at", "-id")),
        "at": timezone.now(),
        "tasks": customer.care_tasks.to_do().for_list().order_by("day", "id"),
        "days": customer.days.all(),
        "can_plan": Visit.can_be_planned_for(customer, request.user),
        "can_edit": customer.can_be_edited_by(request.user),
    }
    return render(request, "visits/customer_panel.html", context)
