"""Credit of a customer: the light explained, the reviews, a new one, and the decision on it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from crm_site.fragments import page_or_fragment
from crm_site.listing import render_list
from crm_site.workflow import InvalidTransition
from customers.amounts import in_yuan
from customers.credit_chart import credit_chart
from customers.credit_light import debts_of, judge, share_used
from customers.forms.credit import CreditReviewForm
from customers.forms.hand_over import DecisionForm
from customers.models import CreditPolicy, CreditReview, Customer
from customers.models.credit_review import SET
from customers.readable import label, readable

SHOWN_REVIEWS = 50


def credit_panel(request, pk):
    """The tab on the customer's page, or for a browser without JavaScript a page of it."""
    customer = get_object_or_404(Customer.objects.readable_by(request.user).for_detail(), pk=pk)
    policy, debts = _policy_and_debts(customer)
    reviews = list(customer.credit_reviews.for_list()[:SHOWN_REVIEWS])
    context = {
        "customer": customer,
        "policy": policy,
        "light": judge(customer.credit_limit, debts, policy),
        "debts": [(debt, share_used(customer.credit_limit, debt.receivable)) for debt in debts],
        "chart": credit_chart(debts, customer.credit_limit),
        "reviews": reviews,
        "pending": [review for review in reviews if review.state == CreditReview.State.SUBMITTED],
        "in_force": customer.credit_reviews.in_force_for(customer),
        "can_review": CreditReview.can_be_made_by(request.user, customer),
    }
    return render_list(request, "customers/credit/page.html", "customers/credit/_panel.html", context)


def credit_review_create(request, pk):
    """The dialog, or without htmx a page."""
    customer = get_object_or_404(Customer.objects.visible_to(request.user).for_detail(), pk=pk)
    if not CreditReview.can_be_made_by(request.user, customer):
        raise PermissionDenied
    today = timezone.localdate()
    policy = CreditPolicy.objects.valid_on(today)
    form = CreditReviewForm(request.POST or None, customer=customer, policy=policy, today=today)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            review = CreditReview.make(customer, request.user, timezone.now(), **form.cleaned_data)
        except InvalidTransition as refusal:
            form.add_error(None, refusal.message)
            status = 409
        else:
            messages.success(request, _made(review))
            address = customer.tab_url("credit")
            return HttpResponseClientRedirect(address) if request.htmx else redirect(address)
    context = {"form": form, "customer": customer, "heading": _("Credit review")}
    return page_or_fragment(
        request, "customers/credit/form.html", context, 422 if form.errors and status == 200 else status
    )


def credit_review_detail(request, pk):
    return _page(request, _visible(request.user, pk))


@require_POST
def credit_review_act(request, pk, action):
    """Approve, send back or withdraw. Whoever comes too late is told who decided what meanwhile."""
    review = _visible(request.user, pk)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _page(request, review, form, status=422)
    note = () if action == "withdraw" else (form.cleaned_data["note"],)
    try:
        getattr(review, action)(request.user, timezone.now(), *note)
    except ValidationError as error:
        form.add_error("note", error.messages)
        return _page(request, _visible(request.user, pk), form, 422)
    except InvalidTransition as refusal:
        form.add_error(None, refusal.message)
        return _page(request, _visible(request.user, pk), form, 409)
    messages.success(request, _("Done. The credit review is now: %(state)s.") % {"state": review.get_state_display()})
    return redirect(review)


def _visible(user, pk):
    return get_object_or_404(CreditReview.objects.visible_to(user).for_detail(), pk=pk)


def _page(request, review, form=None, status=200):
    customer = review.customer
    policy, debts = _policy_and_debts(customer)
    context = {
        "review": review,
        "customer": customer,
        "form": form or DecisionForm(),
        "light": judge(customer.credit_limit, debts, policy),
        "light_then": judge(review.limit, debts, policy),
        "lines": _compared(review),
        "can_decide": review.can_be_decided_by(request.user),
        "can_withdraw": review.can_be_withdrawn_by(request.user),
        "can_read_file": customer.can_be_read_by(request.user),
    }
    return render(request, "customers/credit/detail.html", context, status=status)


def _policy_and_debts(customer):
    today = timezone.localdate()
    return CreditPolicy.objects.valid_on(today), debts_of([customer.pk], today).get(customer.pk, [])


def _compared(review):
    """(label, what is in force, what was proposed, whether they differ)"""
    for name, of_customer in SET.items():
        field = CreditReview._meta.get_field(name)
        values = getattr(review.customer, of_customer), getattr(review, name)
        yield label(field), *(_in_words(field, value) for value in values), values[0] != values[1]


def _in_words(field, value):
    return in_yuan(value) if field.name == "limit" and value is not None else readable(field, value)


def _made(review):
    if review.state == CreditReview.State.APPROVED:
        return _("The review is in force.")
    asked = review.approver or _("the customer relations office")
    return _("The review waits for approval by %(person)s.") % {"person": asked}
