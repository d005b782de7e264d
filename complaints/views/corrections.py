"""Corrective actions: the open list of quality review, one action, and what is done with it."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from complaints.correction_filter import CorrectionFilter
from complaints.forms import quality as forms
from complaints.models import Complaint, CorrectiveAction
from complaints.views.dialogs import form_dialog, visible
from crm_site.listing import paginate, render_list


def correction_list(request):
    if not Complaint.can_be_listed_by(request.user):
        raise PermissionDenied
    at = timezone.now()
    corrections = CorrectiveAction.objects.visible_to(request.user)
    correction_filter = CorrectionFilter(request.GET, corrections, request.user, at)
    context = {
        "filter": correction_filter,
        "page": paginate(request, correction_filter.qs, shape=lambda rows: rows.for_list()),
        "today": timezone.localdate(at),
    }
    return render_list(request, "complaints/corrections/list.html", "complaints/corrections/_results.html", context)


def correction_detail(request, pk):
    correction = _visible(request.user, pk)
    user = request.user
    context = {
        "correction": correction,
        "complaint_is_visible": Complaint.objects.visible_to(user).filter(pk=correction.complaint_id).exists(),
        "repeats": Complaint.objects.visible_to(user).filter(questioned_corrections=correction),
        "can_finish": correction.can_be_done_by(user),
        "can_check": correction.can_be_checked_by(user),
        "can_change": correction.can_be_changed_by(user),
        "can_agree_anew": correction.can_be_followed_by(user),
        "today": timezone.localdate(),
    }
    return render(request, "complaints/corrections/detail.html", context)


def correction_create(request, pk):
    complaint = visible(request.user, pk)
    if not CorrectiveAction.can_be_agreed_on_by(request.user, complaint):
        raise PermissionDenied
    initial = {"checker": request.user}
    form = forms.CorrectionForm(request.POST or None, today=timezone.localdate(), initial=initial)
    act, back = partial(CorrectiveAction.agree_on, complaint), f"{complaint.get_absolute_url()}?tab=quality"
    done = _("The owner has been told.")
    return form_dialog(request, form, act, _("Corrective action"), _("Agree on it"), back, done)


def correction_finish(request, pk):
    return _do(request, pk, "finish", CorrectiveAction.can_be_done_by, forms.FinishForm, _("It is done"))


def correction_check(request, pk):
    return _do(request, pk, "check_effect", CorrectiveAction.can_be_checked_by, forms.EffectForm, _("Check the effect"))


def correction_cancel(request, pk):
    return _do(request, pk, "cancel", CorrectiveAction.can_be_changed_by, forms.ReasonForm, _("Cancel the action"))


def correction_change(request, pk):
    """Another owner or another day."""
    correction = _visible(request.user, pk)
    initial = {"owner": correction.owner, "due": correction.due}
    facts = {"today": timezone.localdate(), "initial": initial}
    may = CorrectiveAction.can_be_changed_by
    return _do(request, pk, "change", may, forms.CorrectionChangeForm, _("Owner and due day"), **facts)


def _do(request, pk, method, may, form_class, heading, **facts):
    correction = _visible(request.user, pk)
    form = form_class(request.POST or None, **facts)
    act, back = getattr(correction, method), correction.get_absolute_url()
    return form_dialog(request, form, act, heading, heading, back, _("Saved."), may(correction, request.user))


def _visible(user, pk):
    return get_object_or_404(CorrectiveAction.objects.visible_to(user).for_list(), pk=pk)
