"""Monthly figures: the grid in which they are typed, and those of one customer."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crm_site.listing import paginate, query_with, render_list
from customers.exports import logged_workbook
from customers.figures.course import SHOWN, chart, course, label, sheets, years
from customers.figures.entering import enter
from customers.figures.filters import FigureFilter
from customers.figures.grid import entries_of, grid_of
from customers.figures.months import read_month, refuse_future, shift
from customers.figures.pasting import pasted
from customers.importing.errors import CellError
from customers.models import Customer, MonthlyFigure

ROWS_PER_PAGE = 50


def figure_grid(request):
    """The figures of one month, of fifty customers at a time; what is typed is saved in one request."""
    if not Customer.can_be_opened_by(request.user):
        raise PermissionDenied
    if request.method == "POST":
        return _paste(request) if "block" in request.POST else _save(request)
    month, fault = _month(request.GET.get("month"))
    figure_filter = FigureFilter(request.GET, Customer.objects.editable_by(request.user), request.user, month)
    page = paginate(request, figure_filter.qs, default_size=ROWS_PER_PAGE)
    context = _context(request, grid_of(page.rows, month)) | {"filter": figure_filter, "page": page, "fault": fault}
    return render_list(request, "customers/figures/grid.html", "customers/figures/_grid.html", context)


def figure_panel(request, pk):
    """Two years of one customer, of all or of one project, for the tab on their page."""
    customer = get_object_or_404(Customer.objects.readable_by(request.user).select_related("owner"), pk=pk)
    projects = list(customer.projects.filter(figures__isnull=False).distinct())
    chosen = next((each for each in projects if str(each.pk) == request.GET.get("project")), None)
    figures = MonthlyFigure.objects.of(customer)
    months = course(figures.filter(project=chosen) if chosen else figures, timezone.localdate().replace(day=1))
    context = {
        "customer": customer,
        "projects": projects,
        "chosen": chosen,
        "labels": [label(name) for name in SHOWN],
        "months": months[::-1],
        "years": years(months),
        "chart": chart(months) if any(month.figures for month in months) else None,
        "can_enter": customer.can_be_edited_by(request.user) and Customer.can_be_opened_by(request.user),
    }
    return render_list(request, "customers/figures/customer.html", "customers/figures/_customer.html", context)


def figure_workbook(request, pk):
    """The same as a workbook."""
    customer = get_object_or_404(Customer.objects.readable_by(request.user), pk=pk)
    name = _("%(name)s – monthly figures") % {"name": customer}
    figures = sheets(customer, timezone.localdate().replace(day=1))
    return logged_workbook(request, name, figures, customer=customer)


def _save(request):
    """Save the whole grid, or show it again with what was typed and what stands in the way."""
    month, fault = _month(request.POST.get("month"))
    entries = entries_of(request.POST)
    written = None if fault else enter(request.user, timezone.now(), month, entries)
    if written is not None:
        said = ngettext("%(count)d row saved.", "%(count)d rows saved.", written) % {"count": written}
        messages.success(request, said if written else _("Nothing was changed."))
        return redirect(request.get_full_path())
    clashes = any(entry.clashes for entry in entries)
    customers = _readable(request.user, entries)
    context = _context(request, grid_of(customers, month, entries)) | {
        "is_refused": not fault,
        "has_clashes": clashes,
        "handed_over": len({entry.customer_id for entry in entries}) - len(customers),
        "fault": fault,
    }
    return render(request, "customers/figures/grid.html", context, status=409 if clashes else 422)


def _paste(request):
    """Lay a block copied from Excel over the grid of the customers that its first column names; saves nothing yet."""
    month, fault = _month(request.POST.get("month"))
    # Not named "block": within a {% block %} of a template that is the block itself.
    text = request.POST["block"]
    block = pasted(request.user, text, month)
    context = _context(request, grid_of(block.customers, month, block.entries))
    context |= {"pasted_text": text, "pasted": block, "fault": fault}
    return render(request, "customers/figures/grid.html", context)


def _context(request, grid):
    month = grid.month
    return {
        "grid": grid,
        "query": request.GET.urlencode(),
        "earlier_query": query_with(request.GET, month=f"{shift(month, -1):%Y-%m}"),
        "later_query": query_with(request.GET, month=f"{shift(month, 1):%Y-%m}")
        if _has_begun(shift(month, 1))
        else None,
    }


def _readable(user, entries):
    """The customers of posted rows, in the order of the form; of those handed over meanwhile only what may still be seen."""
    found = Customer.objects.readable_by(user).in_bulk([entry.customer_id for entry in entries])
    return list(
        {entry.customer_id: found[entry.customer_id] for entry in entries if entry.customer_id in found}.values()
    )


def _month(text):
    """(the month asked for, what is wrong with it); without a sensible wish the last one that is over."""
    today = timezone.localdate()
    last = shift(today, -1)
    if not text:
        return last, ""
    try:
        month = read_month(text)
        refuse_future(month, today)
    except CellError as error:
        return last, str(error)
    return month, ""


def _has_begun(month):
    return month <= timezone.localdate()
