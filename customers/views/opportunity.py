"""One opportunity: opening it, its page, its facts, its next step; and those of one customer."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from crm_site.workflow import InvalidTransition
from customers.business.record import bar
from customers.credit_light import light_of
from customers.forms.opportunity import NextStepForm, OpportunityForm
from customers.forms.opportunity_opening import NewOpportunityForm
from customers.models import Customer, Opportunity, StageSetting
from customers.models.editing import EditedMeanwhile
from customers.views.editing import seen_version, side_by_side, typed_in

FORM = "customers/business/form.html"
CONTACTS = 10


def opportunity_create(request):
    """With ?customer= for them; else the customer is chosen, or a file is opened for a new one with it."""
    if not Customer.can_be_opened_by(request.user):
        raise PermissionDenied
    customer = _chosen(request)
    form = NewOpportunityForm(
        request.POST or None,
        user=request.user,
        customer=customer,
        instance=Opportunity(customer=customer),
        today=timezone.localdate(),
    )
    if request.method == "POST" and form.is_valid():
        try:
            opportunity = _opened(request.user, form, customer)
        except ValidationError as refusal:
            blame(form, refusal)
        else:
            messages.success(request, _("“%(name)s” is on the board.") % {"name": opportunity})
            return redirect(opportunity)
    context = {"form": form, "customer": customer, "heading": _("New business")}
    return render(request, FORM, context, status=422 if form.errors else 200)


def _chosen(request):
    text = request.GET.get("customer", "")
    if not text:
        return None
    known = Customer.objects.visible_to(request.user).for_edit()
    customer = get_object_or_404(known, pk=text if text.isascii() and text.isdigit() and len(text) < 19 else 0)
    if not customer.can_be_edited_by(request.user):
        raise PermissionDenied
    return customer


def _opened(user, form, customer):
    values = dict(form.cleaned_data)
    at, key = timezone.now(), values.pop("submission_key")
    customer = values.pop("customer", None) or customer
    file = {"name": values.pop("customer_name", ""), "industry": values.pop("industry", None)}
    if customer:
        return Opportunity.add(customer, user, at, key, **values)
    return Opportunity.add_with_file(file, user, at, key, **values)


def opportunity_detail(request, pk):
    return opportunity_page(request, pk)


def opportunity_page(request, pk, status=200, **more):
    """`more` says which form is shown with what was typed, and why it was refused."""
    settings = StageSetting.objects.by_stage()
    known = Opportunity.objects.visible_to(request.user).for_detail().with_chance(settings).with_last_contact()
    opportunity = get_object_or_404(known, pk=pk)
    customer, at = opportunity.customer, timezone.now()
    moves = list(opportunity.moves.for_list())
    can_edit = opportunity.can_be_edited_by(request.user)
    setting = settings.get(opportunity.stage)
    context = {
        "opportunity": opportunity,
        "customer": customer,
        "light": light_of(customer),
        "bar": bar(opportunity, moves, at),
        "moves": moves,
        "contacts": customer.contact_entries.filter(at__gte=opportunity.created_at)
        .for_list()
        .order_by("-at", "-id")[:CONTACTS],
        "can_edit": can_edit,
        "silent_days": _silent_days(opportunity, setting, at),
        "today": timezone.localdate(at),
    }
    if can_edit and opportunity.is_open:
        context |= _next_step_forms(opportunity, context["today"])
    return render(request, "customers/business/detail.html", context | more, status=status)


def _next_step_forms(opportunity, today):
    empty = {"next_step": "", "next_step_on": None}
    return {
        "change_form": NextStepForm(instance=opportunity, today=today, auto_id="change_%s"),
        "done_form": NextStepForm(instance=opportunity, today=today, initial=empty, auto_id="done_%s"),
    }


def _silent_days(opportunity, setting, at):
    """For how many days nothing happened, where that is longer than its stage allows."""
    days = opportunity.silent_for(at)
    return days if setting and opportunity.is_open and days >= setting.silent_days else None


def opportunity_edit(request, pk):
    """Who comes second is shown what stands there now beside what they typed."""
    opportunity = editable(request.user, pk)
    form = OpportunityForm(request.POST or None, instance=opportunity, today=timezone.localdate())
    context = {
        "form": form,
        "customer": opportunity.customer,
        "opportunity": opportunity,
        "heading": form.initial["name"],
    }
    context["version"] = request.POST.get("version", opportunity.version)
    if request.method == "POST" and form.is_valid():
        try:
            opportunity.edit(request.user, timezone.now(), seen_version(request), form.cleaned_data)
        except EditedMeanwhile as refusal:
            return render(request, FORM, context | _again(form, refusal), status=409)
        except InvalidTransition as refusal:
            form.add_error(None, refusal.message)
            return render(request, FORM, context, status=409)
        except ValidationError as refusal:
            blame(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect(opportunity)
    return render(request, FORM, context, status=422 if form.errors else 200)


def _again(form, refusal):
    """The form on the opportunity as it stands, with what this person changed still typed in."""
    present = form.instance
    initial = typed_in(refusal, form.cleaned_data)
    return {
        "form": type(form)(instance=present, today=form.today, initial=initial),
        "refusal": refusal,
        "differences": side_by_side(present, refusal, form.cleaned_data),
        "version": present.version,
    }


@require_POST
def opportunity_next_step(request, pk):
    opportunity = editable(request.user, pk)
    is_done = bool(request.POST.get("is_done"))
    which = "done" if is_done else "change"
    today = timezone.localdate()
    initial = {"next_step": "", "next_step_on": None} if is_done else None
    form = NextStepForm(request.POST, instance=opportunity, today=today, initial=initial, auto_id=f"{which}_%s")
    status = 422
    if form.is_valid():
        try:
            opportunity.plan_next_step(
                request.user, timezone.now(), seen_version(request), is_done=is_done, **form.cleaned_data
            )
        except InvalidTransition as refusal:
            form.add_error(None, refusal.message)
            status = 409
        else:
            messages.success(request, _("Saved."))
            return redirect(opportunity)
    return opportunity_page(request, pk, status, **{f"{which}_form": form, "open_form": which})


def opportunity_panel(request, pk):
    """One customer's new business, for the tab on their page."""
    customer = get_object_or_404(Customer.objects.readable_by(request.user).select_related("owner"), pk=pk)
    rows = customer.opportunities.for_cards(StageSetting.objects.by_stage()).order_by("closed_at", "-id")
    context = {
        "customer": customer,
        "opportunities": rows,
        "can_edit": customer.can_be_edited_by(request.user),
        "today": timezone.localdate(),
    }
    return render(request, "customers/business/panel.html", context)


def editable(user, pk):
    """The opportunity, for somebody who may write in its customer's file; for others who see it there is a refusal."""
    known = Opportunity.objects.visible_to(user).select_related("customer__owner", "owner")
    opportunity = get_object_or_404(known, pk=pk)
    if not opportunity.can_be_edited_by(user):
        raise PermissionDenied
    return opportunity


def blame(form, refusal):
    """Say at its field what a method refused; of a field that the form does not show, above the form."""
    if not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal)
        return
    for name, errors in refusal.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)
