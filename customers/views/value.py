"""The value tab of a customer: the grade explained, the strategic assessment, the override, the grades of earlier runs."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from crm_site.fragments import page_or_fragment
from crm_site.workflow import InvalidTransition
from customers.forms.value import AssessmentForm, OverrideForm
from customers.models import Customer, CustomerValue, GradeOverride, StrategicAssessment
from customers.valuation import STRATEGIC
from customers.value_explained import grade_in_words, lifetime_in_words, rule_in_words, sides_of

# Rows of the history that are shown: two years of monthly valuations.
SHOWN_RUNS = 24
SHOWN_DECISIONS = 5


def customer_value(request, pk):
    """The panel, or for a browser without JavaScript a page of it; `run` names an earlier valuation."""
    return _answer(request, _readable(request.user, pk))


@require_POST
def assessment_create(request, pk):
    customer = _readable(request.user, pk)
    form = AssessmentForm(request.POST)
    if not customer.can_be_edited_by(request.user):
        raise PermissionDenied
    if not form.is_valid():
        return _answer(request, customer, assessment_form=form, status=422)
    StrategicAssessment.give(customer, request.user, timezone.now(), **form.cleaned_data)
    messages.success(request, _("The assessment is kept; the next valuation counts it."))
    return redirect(customer.tab_url("value"))


@require_POST
def override_create(request, pk):
    customer = _readable(request.user, pk)
    form = OverrideForm(request.POST, today=timezone.localdate())
    if not GradeOverride.can_be_made_by(request.user, customer):
        raise PermissionDenied
    if not form.is_valid():
        return _answer(request, customer, override_form=form, status=422)
    try:
        override = GradeOverride.make(customer, request.user, timezone.now(), **form.cleaned_data)
    except InvalidTransition as refusal:
        form.add_error(None, refusal.message)
        return _answer(request, customer, override_form=form, status=409)
    messages.success(request, _("%(name)s has grade %(grade)s now.") % {"name": customer, "grade": override.grade})
    return redirect(customer.tab_url("value"))


@require_POST
def override_end(request, pk, override_id):
    customer = _readable(request.user, pk)
    override = get_object_or_404(customer.grade_overrides.select_related("ended_by"), pk=override_id)
    override.customer = customer
    try:
        override.end(request.user, timezone.now())
        messages.success(request, _("The override is ended; the valuation's grade counts again."))
    except InvalidTransition as refusal:
        messages.error(request, refusal.message)
    return redirect(customer.tab_url("value"))


def _readable(user, pk):
    return get_object_or_404(Customer.objects.readable_by(user).for_detail(), pk=pk)


def _answer(request, customer, assessment_form=None, override_form=None, status=200):
    history = list(CustomerValue.objects.history_of(customer)[:SHOWN_RUNS])
    value = _chosen(request, customer, history)
    today = timezone.localdate()
    assessments = list(customer.assessments.for_list()[:SHOWN_DECISIONS])
    context = {
        "customer": customer,
        "value": value,
        "history": history,
        "assessments": assessments,
        "overrides": customer.grade_overrides.for_list()[:SHOWN_DECISIONS],
        "override": customer.grade_overrides.in_force(today).select_related("by").first(),
        "can_assess": customer.can_be_edited_by(request.user),
        "can_override": GradeOverride.can_be_made_by(request.user, customer),
        "assessment_form": assessment_form or AssessmentForm(initial=_marks_of(assessments)),
        "override_form": override_form or OverrideForm(today=today, initial={"grade": customer.grade}),
    }
    if value is not None:
        context |= {
            "used": value.run.used,
            "sides": sides_of(value),
            "rule": rule_in_words(value.run.used),
            "grade_reason": grade_in_words(value),
            "lifetime": lifetime_in_words(value),
        }
    return page_or_fragment(
        request, "customers/value/page.html", context, status, fragment="customers/value/_panel.html"
    )


def _chosen(request, customer, history):
    """The value by the run that the address names, else by the newest; None while the customer was never valued."""
    text = request.GET.get("run", "")
    if not text:
        return history[0] if history else None
    pk = int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
    known = next((value for value in history if value.run_id == pk), None)
    value = known or CustomerValue.objects.history_of(customer).filter(run=pk).first()
    if value is None:
        raise Http404
    return value


def _marks_of(assessments):
    """A new assessment starts from the marks of the last one."""
    return {name: getattr(assessments[0], name) for name in STRATEGIC} if assessments else {}
