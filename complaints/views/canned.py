"""Canned answers: the list below a text box, and the page on which they are written."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from complaints import placeholders
from complaints.forms.letters import CannedAnswerForm
from complaints.models import CannedAnswer
from complaints.views.dialogs import form_dialog, visible
from crm_site.listing import paginate

# So many stand below a box.
MOST_ANSWERS = 30


def canned_panel(request, pk):
    """For the text box ?box=, filled in from the complaint, in ?language= or the reader's."""
    complaint = visible(request.user, pk)
    language = request.GET.get("language") or get_language()
    answers = list(CannedAnswer.objects.usable_by(request.user)[:MOST_ANSWERS])
    texts = [answer.text_in(language) for answer in answers]
    filled = placeholders.fill(texts, complaint, request.user, timezone.now(), language)
    context = {"answers": zip(answers, filled, strict=True), "box": request.GET.get("box", "")}
    return render(request, "complaints/canned/panel.html", context)


def canned_list(request):
    if not CannedAnswer.can_be_listed_by(request.user):
        raise PermissionDenied
    answers = CannedAnswer.objects.editable_by(request.user).select_related("department")
    return render(request, "complaints/canned/list.html", {"page": paginate(request, answers)})


def canned_create(request):
    if not CannedAnswer.can_be_listed_by(request.user):
        raise PermissionDenied
    return _edit(request, CannedAnswer(), _("New canned answer"))


def canned_edit(request, pk):
    answer = get_object_or_404(CannedAnswer.objects.editable_by(request.user), pk=pk)
    return _edit(request, answer, _("Canned answer"))


def _edit(request, answer, heading):
    form = CannedAnswerForm(request.POST or None, instance=answer, user=request.user)
    back = reverse("complaints:canned_list")
    return form_dialog(request, form, lambda by, at, **typed: form.save(), heading, _("Save"), back, _("Saved."))
