"""Questionnaires: what there is, how one reads, a new version of it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from crm_site.workflow import InvalidTransition
from surveys.models import Questionnaire, Wave
from surveys.sheets import Question


@require_safe
def questionnaire_list(request):
    if not Questionnaire.can_be_read_by(request.user):
        raise PermissionDenied
    context = {
        "questionnaires": Questionnaire.objects.visible_to(request.user).for_list(),
        "can_run": Wave.can_be_run_by(request.user),
    }
    return render(request, "surveys/questionnaires/list.html", context)


@require_safe
def questionnaire_detail(request, pk):
    """As people are asked, in both languages; printable."""
    if not Questionnaire.can_be_read_by(request.user):
        raise PermissionDenied
    questionnaire = get_object_or_404(Questionnaire.objects.visible_to(request.user), pk=pk)
    sections = [
        (section, [Question(item, []) for item in section.items.all()]) for section in questionnaire.for_asking()
    ]
    context = {
        "questionnaire": questionnaire,
        "sections": sections,
        "waves": questionnaire.waves.visible_to(request.user).order_by("-created_at"),
        "can_run": Wave.can_be_run_by(request.user),
        "can_edit": questionnaire.is_draft and request.user.has_perm("surveys.change_questionnaire"),
    }
    return render(request, "surveys/questionnaires/detail.html", context)


@require_POST
def questionnaire_version(request, pk):
    """A draft with the same questions, to be changed and then used by the next wave."""
    questionnaire = get_object_or_404(Questionnaire.objects.visible_to(request.user), pk=pk)
    draft = questionnaire.make_version(request.user)
    messages.success(request, _("Version %(version)s is a draft now and can be changed.") % {"version": draft.version})
    return redirect(draft)


@require_POST
def questionnaire_retire(request, pk):
    questionnaire = get_object_or_404(Questionnaire.objects.visible_to(request.user), pk=pk)
    try:
        questionnaire.retire(request.user)
    except InvalidTransition as refusal:
        messages.warning(request, refusal.message)
    else:
        messages.success(request, _("The questionnaire is retired: no new survey is made of it."))
    return redirect(questionnaire)
