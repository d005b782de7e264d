"""A telephone interview: the script, the questionnaire section by section, and how the call ended."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from crm_site.workflow import InvalidTransition
from surveys import opting_out
from surveys.forms import CallEndForm, OtherContactForm
from surveys.models.answering import MissingAnswers
from surveys.sheets import Given, Sheet
from surveys.states import Disposition, Mode
from surveys.views.calls import called_unit
from surveys.views.questions import question_state

# Beside the keys of the sections: where the interview is thanked for.
END = "end"


def interview(request, pk):
    """The opening, a section (?section=A) or the end."""
    unit = called_unit(request.user, pk)
    if not unit.is_held_by(request.user, timezone.now()):
        messages.info(
            request, _("You do not have this person on the line. Take the next call, or choose an agreed one.")
        )
        return redirect("surveys:call_list", unit.wave_id)
    return _page(request, unit, request.GET.get("section", ""))


@require_POST
def interview_section(request, pk, key):
    """Save a section as a whole, on the way to the next one; with JavaScript all of it has been saved before."""
    unit = called_unit(request.user, pk)
    given = Given(request.POST, _sheet(unit, key).section)
    try:
        replaced = _save(unit, request.user, given)
    except InvalidTransition as refusal:
        return _too_late(request, unit, refusal)
    if given.errors or replaced:
        return _page(request, unit, key, given=given, replaced=replaced, status=422 if given.errors else 200)
    sheet = _sheet(unit, key)
    there = sheet.previous if request.POST.get("go") == "back" else sheet.next
    return redirect(_address(unit, there.key if there else END))


@require_POST
def interview_save(request, pk, key):
    """One answer, as soon as it is given; it also says that the interviewer is still there."""
    unit = called_unit(request.user, pk)
    given = Given(request.POST, _sheet(unit, key).section)
    refusal, replaced = "", []
    try:
        replaced = _save(unit, request.user, given)
    except InvalidTransition as error:
        refusal = error.message
    sheet = _sheet(unit, key)
    given.put_into(sheet, replaced)
    return question_state(request, sheet, refusal)


@require_POST
def interview_keep(request, pk):
    """The open page says every few minutes that the interviewer is still there."""
    unit = called_unit(request.user, pk)
    try:
        unit.keep_hold(request.user, timezone.now())
    except InvalidTransition as refusal:
        return render(request, "surveys/calls/_lost.html", {"refusal": refusal.message}, status=409)
    return HttpResponse(status=204)


@require_POST
def interview_complete(request, pk):
    """All has been asked; what must be answered and is not leads back to its section."""
    unit = called_unit(request.user, pk)
    try:
        unit.end_call(request.user, timezone.now(), Disposition.COMPLETE, request.POST.get("note", "")[:300])
    except MissingAnswers as missing:
        messages.warning(request, missing.messages[0])
        return redirect(_address(unit, missing.items[0].section.key))
    except ValidationError as error:
        messages.warning(request, error.messages[0])
        return redirect(_address(unit, ""))
    except InvalidTransition as refusal:
        return _too_late(request, unit, refusal)
    messages.success(request, _("The interview with %(name)s is complete.") % {"name": unit.name})
    return redirect("surveys:call_list", unit.wave_id)


@require_POST
def interview_end(request, pk):
    """The call ended without a complete interview."""
    unit = called_unit(request.user, pk)
    form = CallEndForm(request.POST, unit=unit)
    if not form.is_valid():
        return _page(request, unit, "", form=form, status=422)
    given, at = form.cleaned_data, timezone.now()
    try:
        attempt = unit.end_call(request.user, at, given["result"], given["note"], given["call_back_at"])
    except ValidationError as error:
        form.add_error(None, error)
        return _page(request, unit, "", form=form, status=422)
    except InvalidTransition as refusal:
        return _too_late(request, unit, refusal)
    if given.get("never_again"):
        opting_out.do_not_ask(unit, at, request.user)
    messages.success(request, _("%(name)s: %(result)s.") % {"name": unit.name, "result": attempt.get_result_display()})
    return redirect("surveys:call_list", unit.wave_id)


@require_POST
def interview_contact(request, pk):
    """Somebody else of the same customer answers; the interview goes on with them from the opening."""
    unit = called_unit(request.user, pk)
    form = OtherContactForm(request.POST, unit=unit)
    if not form.is_valid():
        messages.warning(request, _("Choose who answers instead."))
        return redirect("surveys:interview", unit.pk)
    try:
        unit.ask_other(request.user, timezone.now(), **form.cleaned_data)
    except InvalidTransition as refusal:
        return _too_late(request, unit, refusal)
    messages.success(request, _("You are speaking with %(name)s now.") % {"name": unit.name})
    return redirect("surveys:interview", unit.pk)


def _sheet(unit, key):
    sheet = Sheet(unit.response, key)
    if sheet.section is None:
        raise Http404
    return sheet


def _save(unit, user, given):
    at = timezone.now()
    unit.keep_hold(user, at)
    return unit.response.save_answers(given.values, Mode.TELEPHONE, at, given.seen, user)


def _too_late(request, unit, refusal):
    messages.warning(request, refusal.message)
    return redirect("surveys:call_list", unit.wave_id)


def _address(unit, key):
    return f"{reverse('surveys:interview', args=[unit.pk])}?section={key}"


def _likely_result(unit):
    """What the form for the end of a call begins with: whoever answered something was reached."""
    has_answers = unit.response.state == unit.response.State.PARTIAL
    return Disposition.PARTIAL if has_answers else Disposition.NON_CONTACT


def _page(request, unit, key, form=None, given=None, replaced=(), status=200):
    sheet = Sheet(unit.response, "" if key == END else key)
    if sheet.section is None:
        raise Http404
    if given:
        given.put_into(sheet, replaced)
    context = {
        "unit": unit,
        "wave": unit.wave,
        "part": "end" if key == END else "section" if key else "opening",
        "sheet": sheet,
        "form": form or CallEndForm(unit=unit, initial={"result": _likely_result(unit)}),
        "other_contact": OtherContactForm(unit=unit, auto_id="id_other_%s"),
        "attempts": unit.attempts.select_related("interviewer"),
        "tries_left": unit.wave.max_attempts - unit.attempts.count(),
    }
    return render(request, "surveys/calls/interview.html", context, status=status)
