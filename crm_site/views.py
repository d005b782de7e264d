"""Pages that belong to no area: home, search over everything, health."""

from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from complaints.models import Complaint
from crm_site.context import counts as counts_of
from crm_site.health import report as health_report
from crm_site.home import Work
from crm_site.listing import render_list
from customers.finding import found_with_contact

# Of each kind, on the page of the search.
MOST_FOUND = 25


def home(request):
    """My work: what waits for the person, late first."""
    work = Work(request.user, timezone.now(), show_all="all" in request.GET)
    return render(request, "home.html", {"work": work})


@never_cache
def counts(request):
    """For the badges of the frame, which ask every minute."""
    return JsonResponse(counts_of(request.user))


def search(request):
    """Customers and complaints by what is typed in the top bar; for htmx the few best, to be shown below it.

    Where there are more than the page shows, it leads to the lists, which show all of them.
    """
    text = request.GET.get("q", "")
    limit = 8 if request.htmx else MOST_FOUND
    complaints = Complaint.objects.none()
    if text.strip():
        complaints = Complaint.objects.visible_to(request.user).search(text).for_search()
    context = {
        "text": text,
        "limit": MOST_FOUND,
        "found": found_with_contact(request.user, text, limit),
        "complaints": complaints.order_by("-received_at", "-id")[:limit],
    }
    return render_list(request, "search.html", "_search_found.html", context)


@login_not_required
@never_cache
def health(request):
    """For monitoring: 200 when every part works, else 503, and which part does not."""
    report = health_report(timezone.now())
    return JsonResponse(report, status=200 if report["ok"] else 503)
