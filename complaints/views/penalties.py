"""Penalties: those that concern a person, one of them, and what is done with it."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from complaints.forms import quality as forms
from complaints.models import Complaint, Penalty
from complaints.penalty_filter import PenaltyFilter
from complaints.views.dialogs import form_dialog, visible
from crm_site.listing import paginate, render_list


def penalty_list(request):
    if not Penalty.can_be_listed_by(request.user):
        raise PermissionDenied
    penalty_filter = PenaltyFilter(request.GET, Penalty.objects.visible_to(request.user))
    page = paginate(request, penalty_filter.qs.order_by("-at", "-id"), shape=lambda rows: rows.for_list())
    context = {"filter": penalty_filter, "page": page}
    return render_list(request, "complaints/penalties/list.html", "complaints/penalties/_results.html", context)


def penalty_detail(request, pk):
    penalty = _visible(request.user, pk)
    user = request.user
    context = {
        "penalty": penalty,
        "complaint_is_visible": Complaint.objects.visible_to(user).filter(pk=penalty.complaint_id).exists(),
        "can_decide": penalty.can_be_decided_by(user),
        "can_appeal": penalty.can_be_appealed_by(user, timezone.now()),
        "can_answer": penalty.can_appeal_be_decided_by(user),
    }
    return render(request, "complaints/penalties/detail.html", context)


def penalty_create(request, pk):
    complaint = visible(request.user, pk)
    if not Penalty.can_be_proposed_by(request.user, complaint):
        raise PermissionDenied
    form = forms.PenaltyForm(request.POST or None, initial={"department": complaint.department})
    act, back = partial(Penalty.propose, complaint), f"{complaint.get_absolute_url()}?tab=quality"
    done = _("It is proposed; whom it is against learns of it once it is in force.")
    return form_dialog(request, form, act, _("Propose a penalty"), _("Propose a penalty"), back, done)


def penalty_decide(request, pk, action):
    """Put it in force or refuse it."""
    is_refusal = action == "refuse"
    heading = _("Refuse the penalty") if is_refusal else _("Put the penalty in force")
    form = forms.NoteForm(request.POST or None, is_needed=is_refusal)
    return _do(request, pk, action, form, heading, Penalty.can_be_decided_by)


def penalty_appeal(request, pk):
    form = forms.AppealForm(request.POST or None)

    def may(penalty, user):
        return penalty.can_be_appealed_by(user, timezone.now())

    return _do(request, pk, "appeal_against", form, _("Appeal"), may)


def penalty_answer(request, pk, action):
    """Uphold, reduce or lift it after the appeal."""
    headings = {"uphold": _("Uphold the penalty"), "reduce": _("Reduce the penalty"), "lift": _("Lift the penalty")}
    form_class = forms.ReduceForm if action == "reduce" else forms.NoteForm
    form = form_class(request.POST or None)
    return _do(request, pk, action, form, headings[action], Penalty.can_appeal_be_decided_by)


def _do(request, pk, method, form, heading, may):
    penalty = _visible(request.user, pk)
    act, back = getattr(penalty, method), penalty.get_absolute_url()
    return form_dialog(request, form, act, heading, heading, back, _("Saved."), may(penalty, request.user))


def _visible(user, pk):
    return get_object_or_404(Penalty.objects.visible_to(user).for_list(), pk=pk)
