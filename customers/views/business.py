"""New business: the board, the list, the figures."""

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from crm_site.listing import paginate, query_with, render_list
from crm_site.spreadsheets import workbook_response
from customers.business.board import CLOSED_DAYS, board_of, silent_days
from customers.business.charts import forecast_chart, funnel_chart, losses_chart
from customers.business.figures import default_period, forecast_of, funnel_of, losses_of, results_of, unforeseen
from customers.business.figures_workbook import figures_sheets
from customers.business.filters import BoardFilter
from customers.business.list_filter import FiguresFilter, OpportunityFilter
from customers.models import Opportunity, StageSetting


def business_board(request):
    chosen = filtered(request, BoardFilter)
    context = {
        "filter": chosen,
        "columns": board_of(chosen.qs, chosen.settings, chosen.at, query_with(request.GET)),
        "closed_days": CLOSED_DAYS,
        "today": timezone.localdate(chosen.at),
    }
    return render_list(request, "customers/business/board.html", "customers/business/_board.html", context)


def business_list(request):
    chosen = filtered(request, OpportunityFilter)
    page = paginate(request, chosen.qs, shape=lambda rows: rows.for_cards(chosen.settings))
    for opportunity in page.rows:
        opportunity.silent_days = silent_days(opportunity, chosen.settings, chosen.at)
    context = {"filter": chosen, "page": page, "today": timezone.localdate(chosen.at)}
    return render_list(request, "customers/business/list.html", "customers/business/_results.html", context)


def business_figures(request):
    """Forecast, funnel and reasons of loss; every number leads to the opportunities behind it."""
    chosen = filtered(request, FiguresFilter)
    since, until = _period(chosen)
    figures = _figures(chosen, since, until)
    context = {
        **figures,
        "filter": chosen,
        "since": since,
        "until": until,
        "results": results_of(chosen.qs, since, until),
        "unforeseen": unforeseen(chosen.qs),
        "narrowed": query_with(request.GET, since=None, until=None),
        "forecast_chart": forecast_chart(figures["forecast"]),
        "funnel_chart": funnel_chart(figures["funnel"]),
        "losses_chart": losses_chart(figures["losses"]),
        "stage_settings": chosen.settings.values(),
    }
    return render_list(request, "customers/business/figures.html", "customers/business/_figures.html", context)


def figures_workbook(request):
    chosen = filtered(request, FiguresFilter)
    since, until = _period(chosen)
    name = _("New business %(since)s to %(until)s") % {"since": since, "until": until}
    return workbook_response(name, figures_sheets(**_figures(chosen, since, until)))


def _period(chosen):
    """The days that were chosen, else the last twelve months; a senseless wish is no wish."""
    first, last = default_period(timezone.localdate(chosen.at))
    known = chosen.form.cleaned_data if chosen.form.is_valid() else {}
    return known.get("since") or first, known.get("until") or last


def _figures(chosen, since, until):
    return {
        "funnel": funnel_of(chosen.qs, since, until),
        "losses": losses_of(chosen.qs, since, until),
        "forecast": forecast_of(chosen.qs, chosen.settings, timezone.localdate(chosen.at)),
    }


def filtered(request, filter_class):
    """The opportunities that the person sees, narrowed by the address."""
    if not Opportunity.can_be_listed_by(request.user):
        raise PermissionDenied
    visible = Opportunity.objects.visible_to(request.user)
    settings = StageSetting.objects.by_stage()
    return filter_class(request.GET, visible, request.user, timezone.now(), settings)
