"""Reports on complaints: one page for every figure by every dimension, its workbook, and the summary of a month."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from complaints.models import Complaint
from complaints.reports.chart import chart_of
from complaints.reports.report import Report
from complaints.reports.summary import MonthlySummary, SummaryForm, last_month
from complaints.reports.workbook import sheets_of
from crm_site.listing import query_with, render_list
from customers.exports import logged_workbook


def report_detail(request):
    report = _report(request)
    to_list = report.query_of()
    context = {
        "report": report,
        "filter": report.filter,
        "chart": chart_of(report),
        "rows": [(row, row.cells(report.shown_columns, to_list)) for row in report.rows],
        "total": report.total.cells(report.shown_columns, to_list),
        "workbook_query": query_with(report.filter.data, page=None),
    }
    return render_list(request, "complaints/reports/detail.html", "complaints/reports/_results.html", context)


def report_workbook(request):
    report = _report(request)
    name = _("%(figure)s by %(dimension)s") % {"figure": report.measure.label, "dimension": report.dimension.label}
    return logged_workbook(request, name, sheets_of(report), report.filter.form.in_words())


def monthly_summary(request):
    """One page to print; without a wish, of the last month that is over."""
    _may_read(request)
    at = timezone.now()
    form = SummaryForm(request.user.tree, request.GET or None)
    chosen = form.cleaned_data if form.is_valid() else {}
    month = chosen.get("month") or last_month(timezone.localdate(at, timezone.get_default_timezone()))
    branch = int(chosen["branch"]) if chosen.get("branch") else None
    summary = MonthlySummary(request.user, month, at, branch)
    context = {"summary": summary, "form": form, "branch": request.user.tree.by_id.get(branch), "today": at}
    return render(request, "complaints/reports/month.html", context)


def _may_read(request):
    if not Complaint.can_be_listed_by(request.user):
        raise PermissionDenied


def _report(request):
    _may_read(request)
    return Report(request.user, request.GET, timezone.now())
