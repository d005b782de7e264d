"""Pages that belong to no area: home, search over everything, health."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from crm_site.health import report as health_report
from crm_site.home import Work


def home(request):
    """My work: what waits for the person, late first."""
    return render(request, "home.html", {"work": Work(request.user, timezone.now())})


def search(request):
    return HttpResponse()


@login_not_required
@never_cache
def health(request):
    """For monitoring: 200 when every part works, else 503, and which part does not."""
    report = health_report(timezone.now())
    return JsonResponse(report, status=200 if report["ok"] else 503)
