"""Merging two files side by side, and what came from where afterwards."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from crm_site.workflow import InvalidTransition
from customers.confidential import hidden_from
from customers.forms.merges import MergeForm, OtherFileForm, in_words
from customers.history import history
from customers.merging import fields, preview
from customers.models import Customer, CustomerMerge
from customers.models.merge import gone
from customers.readable import label

HISTORY_SIZE = 50


def merge_choose(request, pk):
    """Where the other file is named; ?other= leads to the two side by side."""
    customer = get_object_or_404(Customer.objects.visible_to(request.user).for_edit(), pk=pk)
    if not customer.is_in_charge(request.user):
        raise PermissionDenied
    form = OtherFileForm(request.GET if "other" in request.GET else None, customer=customer, user=request.user)
    if form.is_valid():
        return redirect("customers:merge_create", customer.pk, form.cleaned_data["other"].pk)
    context = {"form": form, "customer": customer}
    return render(request, "customers/merges/choose.html", context, status=422 if form.errors else 200)


def merge_create(request, kept_id, merged_id):
    """Two files beside each other. What was chosen stays where somebody else was faster."""
    if not Customer.can_be_opened_by(request.user):
        raise PermissionDenied
    kept, merged = _file(request.user, kept_id), _file(request.user, merged_id)
    if kept == merged:
        raise Http404
    for file in (kept, merged):
        if file.removed_at is not None:
            messages.warning(request, gone(file))
            return redirect("customers:duplicate_list")
    form = MergeForm(request.POST or None, kept, merged)
    if request.method == "POST" and form.is_valid():
        try:
            merge = CustomerMerge.make(request.user, timezone.now(), kept, merged, **form.merging())
        except InvalidTransition as refusal:
            return _page(request, form, refusal=refusal)
        messages.success(request, _("%(name)s (%(code)s) is part of this file now.") % vars(merged))
        return redirect(merge.kept)
    return _page(request, form)


def _file(user, pk):
    """A file that the person is in charge of; also one that was just merged away under their hands."""
    file = get_object_or_404(Customer.objects.select_related("owner", "region", "industry", "parent"), pk=pk)
    present = file.merged_into_id or file.pk
    if not Customer.objects.in_charge_of(user).filter(pk=present).exists():
        raise Http404
    return file


def _page(request, form, refusal=None):
    """After a refusal the form is of the files as they stand now, with what was chosen."""
    kept, merged = (_file(request.user, file.pk) for file in (form.kept, form.merged))
    if refusal and kept.removed_at is None and merged.removed_at is None:
        data = request.POST.copy()
        data["kept_version"], data["merged_version"] = kept.version, merged.version
        form = MergeForm(data, kept, merged)
    context = {
        "form": form,
        "kept": kept,
        "merged": merged,
        "refusal": refusal,
        "counts": preview.counts(merged),
        "same_months": kept.figures.filter(
            month__in=merged.figures.filter(project=None).values("month"), project=None
        ).count(),
    }
    status = 409 if refusal else 422 if form.errors else 200
    return render(request, "customers/merges/new.html", context, status=status)


def merge_detail(request, pk):
    """What came from where, for whoever reads the kept file."""
    merge = get_object_or_404(CustomerMerge.objects.visible_to(request.user).for_list(), pk=pk)
    is_open = not hidden_from(merge.kept, request.user)
    changes, _more = history(merge.merged, 0, HISTORY_SIZE, is_open=is_open)
    context = {
        "merge": merge,
        "rows": list(_rows(merge)),
        "counts": preview.moved_counts(merge),
        "owner_periods": merge.merged.owner_periods.for_list(),
        "changes": changes,
    }
    return render(request, "customers/merges/detail.html", context)


def _rows(merge):
    """(label, the kept file's value, the merged one's, whether that was taken) of what stood in the two files."""
    before = [_as_it_stood(merge.snapshot[side]) for side in fields.SIDES]
    named = ["code", *(field.name for field in fields.chosen_fields()), *fields.UNITED, "credit"]
    for name in named:
        mine, theirs = (in_words(file, name) for file in before)
        if mine != theirs:
            title = _("Credit") if name == "credit" else label(Customer._meta.get_field(name))
            yield title, mine, theirs, merge.choices.get(name) == fields.MERGED


def _as_it_stood(values):
    columns = {field.attname: field for field in Customer._meta.concrete_fields}
    return Customer(**{name: columns[name].to_python(value) for name, value in values.items() if name in columns})
