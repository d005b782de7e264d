"""Plans: the list, and the page of one, which is the document as it prints with all that can be done from there."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from crm_site.listing import paginate, render_list
from crm_site.workflow import InvalidTransition
from customers.credit_light import light_of
from key_accounts.changes import seen_before
from key_accounts.document import Document
from key_accounts.filters import AccountPlanFilter
from key_accounts.forms import MOVES
from key_accounts.forms.moves import decision_form, what_waits
from key_accounts.models import AccountLog, AccountPlan, KeyAccount
from key_accounts.snapshot import snapshot
from key_accounts.views.answers import after_decision, forbid_unless

SENT_BACK = (AccountLog.Kind.RETURNED, AccountLog.Kind.ADJUSTMENT_RETURNED, AccountLog.Kind.REVIEW_RETURNED)
PREDICATES = {
    "submit": AccountPlan.can_be_submitted_by,
    "take_back": AccountPlan.can_be_taken_back_by,
    "begin_adjustment": AccountPlan.can_be_adjusted_by,
    "submit_adjustment": AccountPlan.can_adjustment_be_submitted_by,
    "take_adjustment_back": AccountPlan.can_adjustment_be_taken_back_by,
    "withdraw_adjustment": AccountPlan.can_adjustment_be_withdrawn_by,
    "close": AccountPlan.can_be_closed_by,
}


def plan_list(request):
    forbid_unless(KeyAccount.can_be_listed_by(request.user))
    at = timezone.now()
    plans = AccountPlan.objects.visible_to(request.user).for_list()
    plan_filter = AccountPlanFilter(request.GET, plans, request.user, at)
    context = {"filter": plan_filter, "page": paginate(request, plan_filter.qs), "at": at}
    return render_list(request, "key_accounts/plan_list.html", "key_accounts/_plan_results.html", context)


def plan_detail(request, pk):
    return page(request, visible(request.user, pk))


@require_POST
def plan_move(request, pk, move):
    """What the author does. Whoever comes too late is told what happened, and keeps what they typed."""
    plan = visible(request.user, pk)
    form = MOVES[move](request.POST, plan=plan, move=move)
    if not form.is_valid():
        forbid_unless(PREDICATES[move](plan, request.user))
        return page(request, plan, form, status=422)
    try:
        row = getattr(plan, move)(request.user, timezone.now(), **form.cleaned_data)
    except ValidationError as error:
        return page(request, visible(request.user, pk), form, " ".join(error.messages), status=422)
    except InvalidTransition as refusal:
        return page(request, visible(request.user, pk), form, refusal.message, status=409)
    messages.success(request, _("Done: %(what)s.") % {"what": row.sentence})
    return redirect(plan)


@require_POST
def plan_decide(request, pk):
    """What the supervisor does: on the plan, its adjustment or its self-review."""
    plan = visible(request.user, pk)
    form = decision_form(plan, request.POST)
    if not form.is_valid():
        forbid_unless(what_waits(plan) and plan.principal_of(request.user))
        return page(request, plan, form, status=422)
    method, facts = form.verdict()
    try:
        row = getattr(plan, method)(request.user, timezone.now(), **facts)
    except ValidationError as error:
        return page(request, plan, form, " ".join(error.messages), status=422)
    except InvalidTransition as refusal:
        return page(request, visible(request.user, pk), form, refusal.message, status=409)
    return after_decision(request, plan, row)


def visible(user, pk):
    return get_object_or_404(AccountPlan.objects.visible_to(user).for_detail(), pk=pk)


def _forms(plan, user, decides, refused):
    """({move: form}, the form of the decision or None): what `user` may do; the `refused` form in its place."""
    moves = {name: MOVES[name](plan=plan, move=name) for name, may in PREDICATES.items() if may(plan, user)}
    verdict = decision_form(plan) if decides else None
    if refused is not None and type(refused) is type(verdict):
        verdict = refused
    elif getattr(refused, "move", "") in moves:
        moves[refused.move] = refused
    return moves, verdict


def page(request, plan, form=None, refusal="", status=200):
    """The plan as it concerns the reader: what is being written or decided on, else what is in force."""
    user, at = request.user, timezone.now()
    writes = plan.can_be_written_by(user)
    decides = bool(what_waits(plan)) and plan.principal_of(user) is not None
    # Others go by the plan in force while an adjustment is in the making.
    shows_proposal = plan.adjustment is None or writes or decides or plan.is_authored_by(user)
    content = snapshot(plan) if shows_proposal else plan.baseline.content
    moves, verdict = _forms(plan, user, decides, form if status == 422 else None)
    document = Document(plan, content, seen_before(plan) if shows_proposal else None)
    log = list(plan.log.select_related("by", "acting_for", "version").order_by("-id"))
    context = {
        "plan": plan,
        "account": plan.key_account,
        "customer": plan.customer,
        "light": light_of(plan.customer),
        "adjustment": plan.adjustment,
        "document": document,
        "shows_proposal": shows_proposal,
        "at": at,
        "today": timezone.localdate(at),
        "can_write": writes,
        "can_record": plan.can_progress_be_kept_by(user),
        "tickable": [each.row.pk for each in document.actions if each.row and each.row.can_be_ticked_by(user)],
        "moves": moves,
        "verdict_form": verdict,
        "refusal": refusal,
        "kept": form.typed() if refusal and status == 409 else [],
        "versions": plan.versions.select_related("by").order_by("-number"),
        "log": log,
        # Why it came back, until it is handed in again.
        "sent_back": log[0] if log[0].kind in SENT_BACK else None,
    }
    return render(request, "key_accounts/plan.html", context, status=status)
