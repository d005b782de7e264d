"""The portfolio: what all customers of a person bring, as a curve, per grade and one by one; and asking for a valuation."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from crm_site.listing import paginate, query_with, render_list
from crm_site.workflow import InvalidTransition
from customers.exports import logged_workbook
from customers.forms.value import ValuationForm
from customers.models import CustomerValue, ValuationRun
from customers.portfolio import shown_grades, shown_movers, summary_of
from customers.portfolio_chart import pareto_chart
from customers.portfolio_workbook import MOST_ROWS, is_too_long, portfolio_sheets
from customers.value_filter import ValueFilter

# Runs to choose from; older ones open by their address, from a customer's history of grades.
RECENT_RUNS = 24


def portfolio(request):
    """The newest valuation, or the one that the address names, of the customers that the person may read."""
    user = _may_list(request)
    runs = list(ValuationRun.objects.done().select_related("policy", "previous")[:RECENT_RUNS])
    run = _chosen(request, runs)
    context = {
        "run": run,
        "waiting": ValuationRun.objects.waiting().select_related("by").first(),
        "can_start": ValuationRun.can_be_started_by(user),
        "form": ValuationForm(),
    }
    if run is not None:
        context |= _contents(request, run, runs)
    return render_list(request, "customers/portfolio/list.html", "customers/portfolio/_results.html", context)


def _contents(request, run, runs):
    values = CustomerValue.objects.visible_to(request.user).filter(run=run).for_list()
    chosen = ValueFilter(request.GET, values, request.user, runs if run in runs else [*runs, run])
    # What everybody sees who sees all is reckoned once, with the run.
    is_whole = request.user.sees_all and not chosen.is_narrowed
    summary = run.summary if is_whole else summary_of(chosen.qs.order_by(), run)
    grades, total = shown_grades(summary["grades"])
    risers, fallers = shown_movers(values, summary["movers"])
    return {
        "filter": chosen,
        "unit": chosen.amount_unit,
        "page": paginate(request, chosen.qs),
        "grades": grades,
        "total": total,
        "risers": risers,
        "fallers": fallers,
        "curve": summary["curve"],
        "chart": pareto_chart(summary, run),
        "workbook_query": query_with(request.GET, page=None, size=None),
    }


def portfolio_workbook(request):
    """The table with its filters, the sums per grade and the points of the curve, as an Excel file."""
    user = _may_list(request)
    runs = list(ValuationRun.objects.done()[:RECENT_RUNS])
    run = _chosen(request, runs)
    if run is None:
        messages.info(request, _("No valuation has been made yet."))
        return redirect("customers:portfolio")
    values = CustomerValue.objects.visible_to(user).filter(run=run)
    value_filter = ValueFilter(request.GET, values, user, runs if run in runs else [*runs, run])
    chosen = value_filter.qs
    if is_too_long(chosen):
        limit = number_format(MOST_ROWS, force_grouping=True)
        messages.error(
            request, _("One file holds %(limit)s customers at most: choose a department or a grade.") % {"limit": limit}
        )
        return redirect(f"{reverse('customers:portfolio')}?{request.GET.urlencode()}")
    name = _("Portfolio %(day)s") % {"day": run.as_of.isoformat()}
    sheets = portfolio_sheets(chosen, summary_of(chosen.order_by(), run))
    return logged_workbook(request, name, sheets, value_filter.form.in_words())


@require_POST
def valuation_create(request):
    """Ask for a valuation; a worker makes it, and the portfolio page shows when it is there."""
    form = ValuationForm(request.POST)
    if not ValuationRun.can_be_started_by(request.user):
        raise PermissionDenied
    if not form.is_valid():
        messages.error(request, form.errors["as_of"][0])
        return redirect("customers:portfolio")
    try:
        ValuationRun.start(request.user, timezone.now(), form.cleaned_data["as_of"])
    except InvalidTransition as refusal:
        messages.error(request, refusal.message)
    return redirect("customers:portfolio")


def valuation_detail(request, pk):
    """How a run that was asked for stands; done, it is the portfolio."""
    _may_list(request)
    run = get_object_or_404(ValuationRun, pk=pk)
    if run.state == run.State.WAITING and request.htmx:
        return render(request, "customers/portfolio/_waiting.html", {"waiting": run})
    if run.state == run.State.FAILED:
        messages.error(
            request, _("The valuation stopped; nothing was changed. Start it again or tell your administrator.")
        )
    target = run.get_absolute_url() if run.state == run.State.DONE else "customers:portfolio"
    answer = redirect(target)
    return HttpResponseClientRedirect(answer.url) if request.htmx else answer


def _may_list(request):
    if not ValuationRun.can_be_listed_by(request.user):
        raise PermissionDenied
    return request.user


def _chosen(request, runs):
    """The run that `run` in the address names; the newest where it names none, and None where none was made."""
    text = request.GET.get("run", "")
    if not text:
        return runs[0] if runs else None
    known = next((run for run in runs if str(run.pk) == text), None)
    pk = int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
    return known or get_object_or_404(ValuationRun.objects.done().select_related("policy", "previous"), pk=pk)
