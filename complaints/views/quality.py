"""The tab of quality: what is changed because of a complaint, whether it is malicious, and what follows for whom."""

from functools import partial

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from complaints.forms import quality as forms
from complaints.models import CorrectiveAction, MaliciousMark, Penalty
from complaints.views.dialogs import form_dialog, visible


def quality_panel(request, pk):
    complaint = visible(request.user, pk)
    user = request.user
    marks = list(complaint.malicious_marks.select_related("by", "decided_by"))
    for mark in marks:
        mark.complaint = complaint
    context = {
        "complaint": complaint,
        "corrections": CorrectiveAction.objects.visible_to(user).filter(complaint=complaint).for_list(),
        "can_agree": CorrectiveAction.can_be_agreed_on_by(user, complaint),
        "marks": [(mark, mark.can_be_decided_by(user), mark.can_be_lifted_by(user)) for mark in marks],
        "can_mark": MaliciousMark.can_be_proposed_by(user, complaint) and not any(mark.is_standing for mark in marks),
        "penalties": Penalty.objects.visible_to(user).filter(complaint=complaint).for_list(),
        "can_punish": Penalty.can_be_proposed_by(user, complaint),
        "today": timezone.localdate(),
    }
    return render(request, "complaints/quality/panel.html", context)


def malicious_create(request, pk):
    complaint = visible(request.user, pk)
    form = forms.MaliciousForm(request.POST or None)
    act = partial(MaliciousMark.propose, complaint)
    done = _("It counts as malicious once a second person has confirmed it.")
    may = MaliciousMark.can_be_proposed_by(request.user, complaint)
    heading, button = _("Mark as malicious"), _("Ask a second person")
    return form_dialog(request, form, act, heading, button, _back(complaint), done, may)


def malicious_decide(request, pk, action):
    """Confirm, refuse or lift a mark."""
    marks = MaliciousMark.objects.visible_to(request.user).select_related("complaint__department", "by", "decided_by")
    mark = get_object_or_404(marks, pk=pk)
    may = (mark.can_be_lifted_by if action == "lift" else mark.can_be_decided_by)(request.user)
    form = forms.NoteForm(request.POST or None, is_needed=action != "confirm")
    heading = {
        "confirm": _("Confirm that it is malicious"),
        "refuse": _("It is not malicious"),
        "lift": _("Take the mark back"),
    }[action]
    act, back = getattr(mark, action), _back(mark.complaint)
    return form_dialog(request, form, act, heading, heading, back, _("Saved."), may)


def _back(complaint):
    return f"{complaint.get_absolute_url()}?tab=quality"
