"""The contact log: the list, the quick dialog and its page, one entry, answering."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from crm_site.fragments import page_or_fragment, saved
from crm_site.listing import paginate, render_list
from crm_site.workflow import InvalidTransition
from customers.finding import found
from customers.forms.log import AnswerForm, EntryForm, LogForm
from customers.log_filter import LogFilter
from customers.models import ContactEntry, Customer
from customers.models.editing import EditedMeanwhile
from customers.views.editing import seen_version, side_by_side, typed_in

MOST_FOUND = 8


def log_list(request):
    if not ContactEntry.can_be_listed_by(request.user):
        raise PermissionDenied
    at = timezone.now()
    log_filter = LogFilter(request.GET, ContactEntry.objects.visible_to(request.user).for_list(), request.user, at)
    context = {
        "filter": log_filter,
        "page": paginate(request, log_filter.qs),
        "at": at,
        "can_log": Customer.can_be_opened_by(request.user),
    }
    return render_list(request, "customers/log/list.html", "customers/log/_results.html", context)


def log_panel(request, pk):
    """One customer's log, for the tab on their page."""
    customer = get_object_or_404(Customer.objects.readable_by(request.user), pk=pk)
    context = {
        "customer": customer,
        "page": paginate(request, customer.contact_entries.for_list().order_by("-at", "-id")),
        "at": timezone.now(),
        "can_log": customer.can_be_edited_by(request.user),
    }
    return render(request, "customers/log/panel.html", context)


def log_create(request):
    """The quick dialog, or without htmx a page. Without ?customer= the customer is found first."""
    if not request.GET.get("customer"):
        return _find_customer(request)
    customer = _chosen(request)
    at = timezone.now()
    form = LogForm(request.POST or None, customer=customer, user=request.user, at=at)
    if request.method == "POST" and form.is_valid():
        entry = ContactEntry.record(request.user, at, customer=customer, **form.facts())
        return saved(request, _logged(entry), customer.tab_url("log"))
    context = {"form": form, "customer": customer, "heading": _("Log a contact")}
    return page_or_fragment(request, "customers/log/form.html", context, 422 if form.errors else 200)


def log_detail(request, pk):
    return _page(request, _visible(request.user, pk), AnswerForm())


def _page(request, entry, form, status=200):
    at = timezone.now()
    context = {
        "entry": entry,
        "at": at,
        "can_edit": entry.can_be_edited_by(request.user, at),
        "can_read": entry.customer.can_be_read_by(request.user),
        "form": form if form.errors or entry.can_be_answered_by(request.user) else None,
    }
    return render(request, "customers/log/detail.html", context, status=status)


def log_answer(request, pk):
    """The dialog in which an answer is logged; without htmx the page of the entry has the same form."""
    entry = _visible(request.user, pk)
    if entry.is_answer_owed and not entry.can_be_answered_by(request.user):
        raise PermissionDenied
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            entry.answer(request.user, timezone.now(), form.cleaned_data["text"])
        except InvalidTransition as refusal:
            form.add_error(None, refusal.message)
            return _answer_form(request, entry, form, 409)
        return saved(request, _("The answer is logged."), entry.get_absolute_url())
    if not entry.is_answer_owed and request.method == "GET":
        return redirect(entry)
    return _answer_form(request, entry, form, 422 if form.errors else 200)


def log_edit(request, pk):
    """The author corrects an entry. Who comes second is shown what stands there now beside what they typed."""
    entry = get_object_or_404(ContactEntry.objects.visible_to(request.user).for_edit(), pk=pk)
    at = timezone.now()
    if not entry.can_be_edited_by(request.user, at):
        raise PermissionDenied
    form = EntryForm(request.POST or None, instance=entry, customer=entry.customer, user=request.user, at=at)
    context = {"form": form, "customer": entry.customer, "entry": entry, "heading": _("Correct the entry")}
    context["version"] = request.POST.get("version", entry.version)
    if request.method == "POST" and form.is_valid():
        people = {name: form.cleaned_data[name] for name in ("contacts", "colleagues")}
        try:
            entry.edit(request.user, at, seen_version(request), form.changes(), costs=form.costs(), **people)
        except EditedMeanwhile as refusal:
            return render(request, "customers/log/form.html", context | _again(form, refusal, pk), status=409)
        except InvalidTransition as refusal:
            form.add_error(None, refusal.message)
            return render(request, "customers/log/form.html", context, status=409)
        messages.success(request, _("Saved."))
        return redirect(entry)
    return render(request, "customers/log/form.html", context, status=422 if form.errors else 200)


def _again(form, refusal, pk):
    """The form on the entry as it stands, with what this person changed still typed in."""
    present = ContactEntry.objects.for_edit().get(pk=pk)
    initial = typed_in(refusal, form.cleaned_data)
    return {
        "form": EntryForm(instance=present, customer=present.customer, user=present.by, at=form.now, initial=initial),
        "refusal": refusal,
        "differences": side_by_side(present, refusal, form.cleaned_data),
        "version": present.version,
    }


def _visible(user, pk):
    return get_object_or_404(ContactEntry.objects.visible_to(user).for_detail(), pk=pk)


def _chosen(request):
    text = request.GET["customer"]
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise Http404
    customer = get_object_or_404(Customer.objects.visible_to(request.user).for_detail(), pk=text)
    if not customer.can_be_edited_by(request.user):
        raise PermissionDenied
    return customer


def _find_customer(request):
    """Those found by what was typed; before that, those the person worked on last."""
    if not Customer.can_be_opened_by(request.user):
        raise PermissionDenied
    text = request.GET.get("q", "")
    writable = Customer.objects.editable_by(request.user)
    if text.strip():
        known = found(request.user, text, MOST_FOUND)
        allowed = set(writable.filter(pk__in=[customer.pk for customer in known]).values_list("pk", flat=True))
        customers = [customer for customer in known if customer.pk in allowed]
    else:
        customers = list(writable.for_list().order_by("-updated_at", "-id")[:MOST_FOUND])
    context = {"customers": customers, "query": text, "heading": _("Log a contact")}
    if request.htmx and request.htmx.target == "log-customers":
        return render(request, "customers/log/_found.html", context)
    return page_or_fragment(request, "customers/log/find.html", context)


def _answer_form(request, entry, form, status):
    if not request.htmx:
        return _page(request, entry, form, status)
    return render(request, "customers/log/_answer.html", {"entry": entry, "form": form}, status=status)


def _logged(entry):
    facts = {"customer": entry.customer}
    if not entry.is_answer_owed:
        return _("Logged for %(customer)s.") % facts
    day = timezone.localtime(entry.answer_clock.deadline)
    return _("Logged for %(customer)s. The answer is due by %(day)s.") % (facts | {"day": f"{day:%Y-%m-%d}"})
