"""A round of visits to the customers that were ticked in their list."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_htmx.http import HttpResponseClientRefresh

from crm_site.fragments import page_or_fragment
from customers.ticked import ticked_customers
from visits.forms import RoundForm
from visits.models import Visit
from visits.rounds import plan_round

MOST_NAMED = 10


def round_create(request):
    """The dialog, or without htmx a page; ?customer=…&customer=… are those ticked."""
    user, at = request.user, timezone.now()
    if not Visit.can_be_planned_by(user):
        raise PermissionDenied
    customers = ticked_customers(user, request.POST if request.method == "POST" else request.GET)
    tomorrow = timezone.localdate(at) + timedelta(days=1)
    form = RoundForm(request.POST or None, user=user, customers=customers, initial={"day": tomorrow})
    if request.method == "POST" and customers and form.is_valid():
        _say(request, plan_round(user, at, customers=customers, **form.facts()))
        return HttpResponseClientRefresh() if request.htmx else redirect("visits:visit_list")
    context = {"form": form, "customers": customers}
    return page_or_fragment(request, "visits/round.html", context, 422 if request.method == "POST" else 200)


def _say(request, made):
    """How many visits there are now and when, and by name who was skipped and why."""
    if made.planned:
        days = sorted(timezone.localdate(visit.planned_at) for visit in made.planned)
        facts = {"count": len(days), "first": days[0], "last": days[-1]}
        text = ngettext(
            "%(count)d visit is planned, on %(first)s.",
            "%(count)d visits are planned, from %(first)s to %(last)s.",
            len(days),
        )
        messages.success(request, text % facts)
    if made.refused:
        text = ngettext(
            "%(count)d customer was skipped, not yours to write in: %(names)s",
            "%(count)d customers were skipped, not yours to write in: %(names)s",
            len(made.refused),
        )
        messages.warning(request, text % _named(made.refused))
    if made.met:
        text = ngettext(
            "%(count)d customer was skipped, who has a visit to come: %(names)s",
            "%(count)d customers were skipped, who have a visit to come: %(names)s",
            len(made.met),
        )
        messages.warning(request, text % _named(_("%(customer)s on %(day)s") % _met(*pair) for pair in made.met))


def _met(customer, moment):
    return {"customer": customer, "day": timezone.localdate(moment)}


def _named(skipped):
    texts = [str(each) for each in skipped]
    return {"count": len(texts), "names": ", ".join(texts[:MOST_NAMED])}
