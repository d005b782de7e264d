"""Claims: the list, the tab of a complaint, and what is done with a claim, each in its dialog."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.claim_filter import ClaimFilter
from complaints.forms import claims as forms
from complaints.forms.quality import ReasonForm
from complaints.models import Claim, Complaint
from complaints.views.dialogs import form_dialog, visible
from crm_site.listing import paginate, render_list

# By the name of the model's method: the form, what the dialog is called, and who may.
ACTS = {
    "correct": (forms.AskedForForm, gettext_lazy("Correct the claim"), Claim.can_be_worked_on_by),
    "propose": (forms.SettlementForm, gettext_lazy("Propose a settlement"), Claim.can_be_worked_on_by),
    "decline": (forms.DeclineForm, gettext_lazy("Decline the claim"), Claim.can_be_worked_on_by),
    "withdraw": (ReasonForm, gettext_lazy("The customer withdraws the claim"), Claim.can_be_worked_on_by),
    "approve": (forms.ApprovalForm, gettext_lazy("Approve the settlement"), Claim.can_be_decided_by),
    "send_back": (forms.NoteForm, gettext_lazy("Return the settlement"), Claim.can_be_decided_by),
    "pay": (forms.PaymentForm, gettext_lazy("Enter the payment"), Claim.can_be_worked_on_by),
    "recover": (forms.RecoveryForm, gettext_lazy("Enter what was recovered"), Claim.can_be_worked_on_by),
}
WITH_TODAY = ("pay", "recover")


def claim_list(request):
    if not Complaint.can_be_listed_by(request.user):
        raise PermissionDenied
    claim_filter = ClaimFilter(request.GET, Claim.objects.visible_to(request.user), request.user)
    page = paginate(request, claim_filter.qs.order_by("-at", "-id"), shape=lambda rows: rows.for_list())
    context = {"filter": claim_filter, "page": page}
    return render_list(request, "complaints/claims/list.html", "complaints/claims/_results.html", context)


def claim_panel(request, pk):
    complaint = visible(request.user, pk)
    claim = (
        Claim.objects.for_list().filter(complaint=complaint).select_related("by", "proposed_by", "decided_by").first()
    )
    if claim is not None:
        claim.complaint = complaint
    context = {
        "complaint": complaint,
        "claim": claim,
        "recoveries": claim.recoveries.select_related("by") if claim else [],
        "can_work": Claim.can_be_made_by(request.user, complaint),
        "can_decide": claim is not None and claim.can_be_decided_by(request.user),
    }
    return render(request, "complaints/claims/panel.html", context)


def claim_create(request, pk):
    complaint = visible(request.user, pk)
    form = forms.ClaimForm(request.POST or None, initial={"claimed_amount": complaint.goods_value})
    may, back = Claim.can_be_made_by(request.user, complaint), f"{complaint.get_absolute_url()}?tab=claim"
    done = _("The claim is taken down. Next: propose a settlement.")
    return form_dialog(request, form, partial(Claim.make, complaint), _("New claim"), _("Save"), back, done, may)


def claim_act(request, pk, action):
    claims = Claim.objects.visible_to(request.user).select_related("complaint__department", "complaint__customer")
    claim = get_object_or_404(claims, pk=pk)
    form_class, heading, may = ACTS[action]
    facts = {"today": timezone.localdate()} if action in WITH_TODAY else {}
    form = form_class(request.POST or None, initial=_proposed(claim, action), **facts)
    act, back = getattr(claim, action), claim.get_absolute_url()
    return form_dialog(request, form, act, heading, heading, back, _("Saved."), may(claim, request.user))


def _proposed(claim, action):
    """What the form begins with."""
    return {
        "correct": {"claimed_amount": claim.claimed_amount, "ground": claim.ground},
        "propose": {"agreed_amount": claim.agreed_amount or claim.claimed_amount, "reason": claim.reason},
        "pay": {"paid_amount": claim.agreed_amount},
    }.get(action)
