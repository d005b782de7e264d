"""Key accounts: the list, the page of one, the tab on the customer's page, proposals and decisions."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from crm_site.listing import paginate, render_list
from crm_site.workflow import InvalidTransition
from customers.credit_light import light_of
from customers.models import Customer
from key_accounts.filters import KeyAccountFilter
from key_accounts.forms import DesignationForm, ProposalForm, ReviewForm
from key_accounts.models import KeyAccount, KeyAccountPolicy
from key_accounts.opening import yearly_revenue
from key_accounts.relationship import RelationshipMap
from key_accounts.views.answers import after_decision, forbid_unless

LOG_ROWS = 30


def key_account_list(request):
    forbid_unless(KeyAccount.can_be_listed_by(request.user))
    at = timezone.now()
    accounts = KeyAccount.objects.visible_to(request.user)
    account_filter = KeyAccountFilter(request.GET, accounts.for_list(), request.user, at)
    context = {"filter": account_filter, "page": paginate(request, account_filter.qs), "at": at}
    return render_list(request, "key_accounts/list.html", "key_accounts/_results.html", context)


def key_account_create(request):
    """Propose a customer; whoever comes from its page finds it chosen."""
    forbid_unless(KeyAccount.can_be_listed_by(request.user))
    form = ProposalForm(request.POST or None, user=request.user, initial={"customer": request.GET.get("customer")})
    if request.method == "POST" and form.is_valid():
        try:
            account = KeyAccount.propose(request.user, timezone.now(), **form.cleaned_data)
        except InvalidTransition as refusal:
            form.add_error("customer", refusal.message)
        else:
            messages.success(request, _("%(customer)s is proposed as key account.") % {"customer": account})
            return redirect(account)
    return render(request, "key_accounts/new.html", {"form": form}, status=422 if form.errors else 200)


def key_account_detail(request, pk):
    return _page(request, _visible(request.user, pk))


@require_POST
def key_account_decide(request, pk):
    """Approve or decline a proposal."""
    return _judge(request, pk, DesignationForm)


@require_POST
def key_account_review(request, pk):
    """Confirm a key account, move it to another tier, or end it."""
    return _judge(request, pk, ReviewForm)


def customer_panel(request, customer_id):
    """The key account of one customer, for the tab on their page; for others, how it becomes one."""
    customer = get_object_or_404(Customer.objects.readable_by(request.user).for_detail(), pk=customer_id)
    account = customer.key_accounts.for_detail().order_by("-id").first()
    context = {"customer": customer, "can_propose": KeyAccount.can_be_proposed_by(request.user, customer)}
    if account is not None:
        context |= _contents(request, account)
    return render(request, "key_accounts/customer_panel.html", context)


def _judge(request, pk, form_class):
    account = _visible(request.user, pk)
    form = form_class(request.POST, account=account)
    if not form.is_valid():
        forbid_unless(account.principal_of(request.user))
        return _page(request, account, form, status=422)
    method, facts = form.verdict()
    try:
        row = getattr(account, method)(request.user, timezone.now(), **facts)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return _page(request, account, form, status=422)
    except InvalidTransition as refusal:
        return _page(request, _visible(request.user, pk), form, refusal.message, status=409)
    return after_decision(request, account, row)


def _page(request, account, form=None, refusal="", status=200):
    context = _contents(request, account)
    verdict = context["verdict_form"]
    if form is not None and type(verdict) is type(form) and not refusal:
        context["verdict_form"] = form
    context |= {"light": light_of(account.customer), "refusal": refusal, "kept": form.typed() if refusal else []}
    return render(request, "key_accounts/detail.html", context, status=status)


def _contents(request, account):
    """What the page of a key account and the tab on the customer's page show."""
    user, at = request.user, timezone.now()
    form = None
    if account.can_be_decided_by(user):
        form = DesignationForm(account=account)
    elif account.can_be_reviewed_by(user):
        form = ReviewForm(account=account)
    today = timezone.localdate(at)
    return {
        "account": account,
        "customer": account.customer,
        "at": at,
        "today": today,
        "verdict_form": form,
        "watch_items": account.watch_items.for_list().current(today),
        "plans": account.plans.for_list().order_by("-half_start"),
        "map": RelationshipMap(account.customer, KeyAccountPolicy.objects.in_force(), at),
        "log": account.log.filter(plan=None).select_related("by", "acting_for").order_by("-id")[:LOG_ROWS],
        "revenue": yearly_revenue(at, [account.customer_id]).get(account.customer_id),
        "can_keep": account.can_be_kept_by(user),
    }


def _visible(user, pk):
    return get_object_or_404(KeyAccount.objects.visible_to(user).for_detail(), pk=pk)
