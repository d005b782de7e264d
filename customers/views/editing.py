"""Opening a customer file and editing its base record, one group of facts at a time."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from crm_site.fragments import page_or_fragment
from customers.duplicates.likely import likely
from customers.facts import GROUPS
from customers.forms import CustomerForm, OpeningForm
from customers.models import Customer
from customers.models.editing import EditedMeanwhile
from customers.readable import label, readable


def customer_create(request):
    if not Customer.can_be_opened_by(request.user):
        raise PermissionDenied
    form = OpeningForm(request.POST or None, user=request.user)
    found = []
    if request.method == "POST":
        customer = form.was_sent()
        found = [] if customer else _to_be_looked_at(request, form)
        customer = customer or (None if found else _opened(request, form))
        if customer:
            messages.success(request, _("%(name)s is on file as %(code)s.") % vars(customer))
            return redirect(customer)
    context = {"form": form, "likely": found}
    return render(request, "customers/new.html", context, status=422 if form.errors else 200)


def _to_be_looked_at(request, form):
    """Files like the one to be opened, where the form has not shown them for this very name yet."""
    if not form.is_valid() or request.POST.get("looked_at") == form.cleaned_data["name"]:
        return []
    return likely(request.user, request.POST)


def _opened(request, form):
    """The new file, or None. A clash that another person causes this very moment is found by checking once more."""
    if not form.is_valid():
        return None
    try:
        return Customer.open_file(request.user, timezone.now(), **form.cleaned_data)
    except IntegrityError:
        form.full_clean()
        if form.is_valid():
            raise
        return None


def customer_edit(request, pk, group):
    """Edit one group. Who comes second is shown what stands on file now beside what they typed."""
    if group not in GROUPS:
        raise Http404
    fields = GROUPS[group].fields
    customer = get_object_or_404(Customer.objects.visible_to(request.user).for_edit(fields), pk=pk)
    if not customer.can_be_edited_by(request.user):
        raise PermissionDenied
    form = CustomerForm(request.POST or None, instance=customer, user=request.user, names=fields)
    context = {"form": form, "customer": customer, "group": GROUPS[group], "version": customer.version}
    if request.method != "POST":
        return _answer(request, context)
    context["version"] = request.POST.get("version", "")
    if not form.is_valid():
        return _answer(request, context, status=422)
    try:
        customer.edit(request.user, timezone.now(), seen_version(request), form.cleaned_data)
    except EditedMeanwhile as refusal:
        again = CustomerForm(
            instance=customer, user=request.user, names=fields, initial=typed_in(refusal, form.cleaned_data)
        )
        differences = side_by_side(customer, refusal, form.cleaned_data)
        context |= {"form": again, "refusal": refusal, "differences": differences, "version": customer.version}
        return _answer(request, context, status=409)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return _answer(request, context, status=422)
    except IntegrityError:
        form.full_clean()
        return _answer(request, context, status=422)
    messages.success(request, _("Saved."))
    return HttpResponseClientRedirect(customer.get_absolute_url()) if request.htmx else redirect(customer)


def _answer(request, context, status=200):
    """The page, or the form alone in the place of the facts."""
    return page_or_fragment(request, "customers/edit.html", context, status)


def seen_version(request):
    """The version that the form was opened at; 0 where it says none."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def side_by_side(record, refusal, typed):
    """(label, what stands on file now, what was typed) of the fields that both changed."""
    fields = [record._meta.get_field(name) for name in refusal.fields]
    return [
        (label(field), readable(field, getattr(record, field.name)), readable(field, typed[field.name]))
        for field in fields
    ]


def typed_in(refusal, typed):
    """What this person changed, to be proposed anew in a form on the record as it stands."""
    return {name: getattr(typed[name], "pk", typed[name]) for name in refusal.wanted}
