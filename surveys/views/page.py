"""The page of one wave: design, frame, fieldwork; and all that can be done from there."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from crm_site.listing import paginate, render_list
from crm_site.workflow import InvalidTransition
from customers.exports import logged_workbook
from surveys import population, progress, samples, strata
from surveys.filters import FrameFilter, SampleFilter
from surveys.models import Wave
from surveys.states import WaveState

TABS = {"design": gettext_lazy("Design"), "frame": gettext_lazy("Frame"), "fieldwork": gettext_lazy("Fieldwork")}
ACTIONS = ("make_frame", "draw_sample", "undo_draw", "open_fieldwork", "pause", "resume", "remind", "close")


def wave_detail(request, pk, tab=""):
    """Those who run waves see all of it; interviewers are led to their calls, everybody else to the results."""
    wave = get_object_or_404(Wave.objects.visible_to(request.user).select_related("questionnaire", "created_by"), pk=pk)
    if not wave.can_be_run_by(request.user):
        is_calling = wave.state == WaveState.FIELDWORK
        return redirect("surveys:call_list" if is_calling else "surveys:results_detail", wave.pk)
    tab = tab or _usual_tab(wave)
    context = {"wave": wave, "tab": tab, "tabs": TABS, "at": timezone.now(), "user_may": _allowed(wave, request.user)}
    context |= {"design": _design, "frame": _frame, "fieldwork": _fieldwork}[tab](request, wave)
    return render_list(request, "surveys/detail.html", f"surveys/_{tab}_rows.html", context)


def _usual_tab(wave):
    return {WaveState.DESIGN: "design", WaveState.FRAME: "frame"}.get(wave.state, "fieldwork")


def _allowed(wave, user):
    """The names of what `user` may do with the wave now."""
    predicates = {
        "edit": wave.can_be_designed_by,
        "make_frame": wave.can_be_framed_by,
        "draw_sample": wave.can_be_drawn_by,
        "undo_draw": wave.can_be_undrawn_by,
        "open_fieldwork": wave.can_be_opened_by,
        "pause": wave.can_be_paused_by,
        "resume": wave.can_be_resumed_by,
        "remind": wave.can_be_reminded_by,
        "close": wave.can_be_closed_by,
        "call": wave.can_be_called_by,
    }
    return {name for name, may in predicates.items() if may(user)}


def _design(request, wave):
    return {"population": population.described(wave.population), "log": wave.log.select_related("by")}


def _frame(request, wave):
    units = wave.units.with_problems().for_list().order_by("customer__code")
    frame_filter = FrameFilter(request.GET, units)
    return {
        "filter": frame_filter,
        "page": paginate(request, frame_filter.qs),
        "counts": progress.frame_counts(wave),
        "plan": strata.plan(wave) if wave.state == WaveState.FRAME else None,
    }


def _fieldwork(request, wave):
    if wave.opened_at is None:
        return {"filter": None, "page": None, "progress": None}
    sample_filter = SampleFilter(request.GET, wave.units.drawn().for_list().order_by("order"))
    return {
        "filter": sample_filter,
        "page": paginate(request, sample_filter.qs),
        "progress": progress.of(wave),
        "waiting": wave.calls_waiting(timezone.now()),
        "interviewers": progress.interviewers(wave),
    }


@require_POST
def wave_act(request, pk, action):
    """One step of the wave. Whoever comes too late is told what happened meanwhile."""
    wave = get_object_or_404(Wave.objects.visible_to(request.user), pk=pk)
    try:
        getattr(wave, action)(request.user, timezone.now())
    except InvalidTransition as refusal:
        messages.warning(request, refusal.message)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, wave.log.last().sentence)
    return redirect(wave)


@require_safe
def wave_sample(request, pk):
    """The drawn list for printing."""
    wave = _run_by(request.user, pk)
    return render(request, "surveys/sample.html", {"wave": wave, "rows": samples.rows(wave)})


@require_POST
def wave_export(request, pk):
    """The drawn list as Excel; who took how many stands in the log."""
    wave = _run_by(request.user, pk)
    headings, rows = samples.table(wave)
    wave.note_export(request.user, timezone.now(), len(rows))
    return logged_workbook(request, f"{wave.name} {timezone.localdate()}", {_("Sample"): (headings, rows)})


def _run_by(user, pk):
    wave = get_object_or_404(Wave.objects.visible_to(user), pk=pk)
    if not wave.can_be_run_by(user):
        raise PermissionDenied
    return wave
