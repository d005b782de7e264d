"""An interviewer's own page in a wave, and taking the next person from the queue."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from crm_site.workflow import InvalidTransition
from surveys import progress
from surveys.models import FrameUnit, Wave

MOST_CALL_BACKS = 20
MOST_LATEST = 10


def call_list(request, pk):
    """What the interviewer did in this wave, which calls were agreed, and the button for the next person."""
    wave = _called_wave(request.user, pk)
    at = timezone.now()
    agreed = wave.units.filter(is_call_back=True).select_related("customer", "claimed_by").order_by("next_call_at")
    latest = request.user.survey_attempts.filter(unit__wave=wave).select_related("unit__customer")
    context = {
        "wave": wave,
        "at": at,
        "can_call": wave.can_be_called_by(request.user),
        "waiting": wave.calls_waiting(at),
        "held": wave.units.filter(claimed_by=request.user, claimed_until__gt=at).select_related("customer").first(),
        "mine": next(iter(progress.interviewers(wave, request.user)), None),
        "agreed": agreed[:MOST_CALL_BACKS],
        "latest": latest.order_by("-at")[:MOST_LATEST],
    }
    return render(request, "surveys/calls/list.html", context)


@require_POST
def call_next(request, pk):
    wave = _called_wave(request.user, pk)
    unit = FrameUnit.claim_next(wave, request.user, timezone.now())
    if unit is None:
        messages.info(request, _("Nobody is to be called now. Look again when a call-back is due."))
        return redirect("surveys:call_list", wave.pk)
    return redirect("surveys:interview", unit.pk)


@require_POST
def call_claim(request, pk):
    """Call this very person, as where a call-back was agreed."""
    unit = called_unit(request.user, pk)
    try:
        unit.claim(request.user, timezone.now())
    except InvalidTransition as refusal:
        messages.warning(request, refusal.message)
        return redirect("surveys:call_list", unit.wave_id)
    return redirect("surveys:interview", unit.pk)


@require_POST
def call_let_go(request, pk):
    """Give the person back without having called."""
    unit = called_unit(request.user, pk)
    unit.let_go(request.user)
    return redirect("surveys:call_list", unit.wave_id)


def called_unit(user, pk):
    """A drawn person of a wave that `user` may interview for, with the answer sheet."""
    if not Wave.can_be_interviewed_by(user):
        raise PermissionDenied
    units = FrameUnit.objects.visible_to(user).select_related(
        "wave__questionnaire", "customer", "contact", "response", "claimed_by"
    )
    return get_object_or_404(units, pk=pk, response__isnull=False)


def _called_wave(user, pk):
    if not Wave.can_be_interviewed_by(user):
        raise PermissionDenied
    wave = get_object_or_404(Wave.objects.visible_to(user), pk=pk)
    if not wave.asks_by_telephone or wave.opened_at is None:
        raise Http404
    return wave
