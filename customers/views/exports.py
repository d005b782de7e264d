"""Taking a list away as Excel: what will be in it, the progress, the file."""

import uuid

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django_htmx.http import HttpResponseClientRefresh

from crm_site.files import file_response
from crm_site.listing import query_with
from customers.columns import Chosen
from customers.exporting import EXPORTS
from customers.forms.exports import ExportForm
from customers.models import ExportRun


def export_create(request, kind):
    """The dialog, or without htmx a page, of what the file will hold; the filter is that of the address."""
    if kind not in EXPORTS:
        raise Http404
    if not EXPORTS[kind].may(request.user):
        raise PermissionDenied
    if request.method == "POST":
        return _ask(request, kind)
    query = query_with(request.GET, page=None, size=None)
    form = ExportForm(initial={"query": query, "submission_key": uuid.uuid4()})
    return _dialog(request, kind, form)


def _ask(request, kind):
    form = ExportForm(request.POST)
    if not form.is_valid():
        return _dialog(request, kind, form, 422)
    columns = _columns(request.user, form)
    return redirect(ExportRun.ask(request.user, timezone.now(), kind=kind, columns=columns, **form.cleaned_data))


def _dialog(request, kind, form, status=200):
    template = "customers/exports/_form.html" if request.htmx else "customers/exports/form.html"
    columns = _columns(request.user, form)
    sheet = EXPORTS[kind].opened(request.user, form.parameters(), columns, timezone.now())
    context = {"form": form, "kind": EXPORTS[kind], "sheet": sheet}
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _columns(user, form):
    """Those that the list behind the dialog shows."""
    return sorted(Chosen.asked_for(user, form.parameters()).names)


def export_detail(request, pk):
    """The run as it stands. While a worker has it, htmx asks for the progress until there is something else to see."""
    run = get_object_or_404(ExportRun.objects.visible_to(request.user), pk=pk)
    if request.htmx and not run.is_at_work:
        return HttpResponseClientRefresh()
    template = "customers/exports/_progress.html" if request.htmx else "customers/exports/detail.html"
    response = render(request, template, {"run": run})
    patch_vary_headers(response, ["HX-Request"])
    return response


def export_file(request, pk):
    """The file, for its person alone while they may still export."""
    run = get_object_or_404(ExportRun.objects.visible_to(request.user), pk=pk, state=ExportRun.State.READY)
    if not EXPORTS[run.kind].may(request.user):
        raise PermissionDenied
    return file_response(run)
