"""Importing files of all kinds: upload, columns, check, confirmation, progress, result, undo."""

from pathlib import PurePath

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRefresh

from crm_site.listing import paginate
from crm_site.workflow import InvalidTransition
from customers.forms import ColumnsForm, UploadForm
from customers.importing.errors import UnreadableFile
from customers.importing.importers import IMPORTERS, kinds_for
from customers.importing.receiving import receive
from customers.importing.refused_workbook import refused_workbook
from customers.importing.showing import shown_rows, tabs_of
from customers.models import ImportRow, ImportRun

Outcome, Kind = ImportRow.Outcome, ImportRun.Kind
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROWS_PER_PAGE = 50
State = ImportRun.State
CHOOSING = (State.UPLOADED, State.REFUSED)
RECHECKING = (State.CHECKED, State.FAILED)
HEADINGS = {
    Outcome.NEW: _("Will be entered"),
    Outcome.CHANGED: _("From → to"),
    Outcome.UNCHANGED: _("Already on file"),
    Outcome.ERROR: _("What is wrong"),
}


def import_list(request, kind=Kind.CUSTOMERS):
    """Upload a file; below, the recent imports of its kind."""
    kinds = kinds_for(request.user)
    if kind not in kinds:
        raise PermissionDenied
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        run = _received(request, form, kind)
        if run is not None:
            return redirect(run)
    page = paginate(request, ImportRun.objects.visible_to(request.user).filter(kind=kind).for_list())
    tabs = [(other.label, reverse(IMPORTERS[other].list_url_name), other == kind) for other in Kind if other in kinds]
    context = {"form": form, "page": page, "importer": IMPORTERS[kind], "tabs": tabs}
    return render(request, "customers/import/list.html", context)


def _received(request, form, kind):
    """The run of the uploaded file; None, with the reason in the form, where it cannot be read."""
    key = form.cleaned_data["submission_key"]
    known = ImportRun.objects.visible_to(request.user).filter(submission_key=key).first()
    try:
        return known or receive(request.user, form.cleaned_data["file"], timezone.now(), key, kind)
    except UnreadableFile as error:
        form.add_error("file", str(error))
        return None


def import_detail(request, pk):
    """The run as it stands. While a worker has it, htmx asks for the progress until there is something else to see."""
    run = _visible(request, pk)
    if request.htmx:
        if not run.is_at_work:
            return HttpResponseClientRefresh()
        response = render(request, "customers/import/_progress.html", {"run": run})
    else:
        response = _page(request, run, ColumnsForm(run))
    patch_vary_headers(response, ["HX-Request"])
    return response


def _page(request, run, form, status=200):
    """The page of the run: its columns while they are to be chosen, else what was found."""
    outcome, tabs = tabs_of(run, request.GET.get("outcome"))
    rows = run.rows.filter(outcome=outcome).order_by("number")
    page = paginate(request, rows, default_size=ROWS_PER_PAGE)
    context = {
        "run": run,
        "form": form,
        "choosing": run.state in CHOOSING or form.is_bound or ("columns" in request.GET and run.state in RECHECKING),
        "can_decide": run.can_be_decided_by(request.user),
        "can_undo": run.can_be_undone_by(request.user),
        "heading": HEADINGS[outcome],
        "tabs": tabs,
        "page": page,
        "rows": shown_rows(run, page.rows),
    }
    return render(request, "customers/import/detail.html", context, status=status)


@require_POST
def import_check(request, pk):
    """Confirm what the columns mean, and have the file checked."""
    run = _visible(request, pk)
    form = ColumnsForm(run, request.POST)
    if not form.is_valid():
        return _page(request, run, form, status=422)
    return _moved(
        request, run, lambda: run.start_check(request.user, form.mapping, timezone.now(), form.chosen_options)
    )


@require_POST
def import_confirm(request, pk):
    run = _visible(request, pk)
    return _moved(request, run, lambda: run.confirm(request.user, timezone.now()))


@require_POST
def import_undo(request, pk):
    run = _visible(request, pk)
    return _moved(request, run, lambda: run.start_undo(request.user, timezone.now()))


def _moved(request, run, move):
    """Back to the page of the run; a refusal says what happened meanwhile."""
    try:
        move()
    except InvalidTransition as refusal:
        messages.error(request, refusal.message)
    return redirect(run)


def import_refused(request, pk):
    """The refused rows as a workbook to be corrected and uploaded again."""
    run = _visible(request, pk)
    name = gettext("%(name)s – refused rows.xlsx") % {"name": PurePath(run.original_name).stem}
    return FileResponse(refused_workbook(run), filename=name, as_attachment=True, content_type=XLSX)


def import_template(request, kind=Kind.CUSTOMERS):
    """An empty workbook in the reader's language that shows how to fill it in."""
    name = gettext("%(list)s – template.xlsx") % {"list": kind.label}
    return FileResponse(IMPORTERS[kind].template(), filename=name, as_attachment=True, content_type=XLSX)


def _visible(request, pk):
    runs = ImportRun.objects.visible_to(request.user).select_related("by", "undone_by", "progress")
    return get_object_or_404(runs, pk=pk)
