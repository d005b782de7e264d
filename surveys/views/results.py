"""The results of a wave: kept figures in parts, each with its workbook."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from crm_site.listing import render_list
from crm_site.spreadsheets import workbook_response
from surveys.models import ResultSnapshot, Wave
from surveys.results.parts import PARTS, Content, Results
from surveys.results.showing import headline
from surveys.results.wording import Wording

STARTED = (Wave.State.FIELDWORK, Wave.State.CLOSED)


def results_detail(request, pk):
    """One address for the page and, for htmx, the part alone; it looks again by itself while the worker reckons."""
    wave = _readable(request.user, pk)
    part = _part(request.user, request.GET.get("part") or "overview")
    snapshot = ResultSnapshot.of(wave)
    results = _results(wave, snapshot)
    context = {
        "wave": wave,
        "snapshot": snapshot,
        "figures": results.figures,
        "headline": headline(results.figures, results.wording),
        "parts": [each for each in PARTS.values() if each.may(request.user)],
        "part": part,
        "content": _content(part, results, request.GET),
        "before": results.before_wave,
        "can_compute": ResultSnapshot.can_segments_be_read_by(request.user),
    }
    return render_list(request, "surveys/results/detail.html", "surveys/results/_part.html", context)


def results_export(request, pk, part):
    """One part as a workbook, or with `all` every part that the person may open."""
    wave = _readable(request.user, pk)
    results = _results(wave, ResultSnapshot.of(wave))
    parts = (
        [each for each in PARTS.values() if each.may(request.user)] if part == "all" else [_part(request.user, part)]
    )
    sheets = {}
    for each in parts:
        content = _content(each, results, request.GET)
        for table in (*content.tables, *content.extra):
            sheets[table.title] = table.sheet()
    if not sheets:
        raise Http404
    return workbook_response(f"{slugify(wave.name, allow_unicode=True)}-{part}", sheets)


@require_POST
def results_compute(request, pk):
    """Reckon anew now; the page shows it when it is done."""
    wave = _readable(request.user, pk)
    if not ResultSnapshot.can_segments_be_read_by(request.user):
        raise PermissionDenied
    ResultSnapshot.request(wave, request.user, timezone.now())
    messages.success(request, _("The results are being computed. You may leave this page."))
    return redirect("surveys:results_detail", wave.pk)


def _readable(user, pk):
    wave = get_object_or_404(Wave.objects.visible_to(user).select_related("questionnaire"), pk=pk)
    if not ResultSnapshot.can_be_read_by(user):
        raise PermissionDenied
    if wave.state not in STARTED:
        raise Http404
    return wave


def _part(user, name):
    part = PARTS.get(name)
    if part is None or not part.may(user):
        raise Http404
    return part


def _results(wave, snapshot):
    results = Results(wave, snapshot.figures, Wording(wave.questionnaire))
    if comparison := snapshot.figures.get("comparison"):
        results.before_wave = Wave.objects.filter(pk=comparison["wave"]).first()
        results.before = ResultSnapshot.of(results.before_wave).figures
    return results


def _content(part, results, wish):
    """What the part shows; nothing where too few answered."""
    return part.build(results, wish) if results.figures.get(part.needs) else Content([])
