"""Planning a visit, on one page, and correcting what was planned."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from crm_site.workflow import InvalidTransition
from customers.finding import found
from customers.models import Customer
from visits.forms import EditForm, PlanForm
from visits.forms.fields import FARTHEST
from visits.models import CareTask, Visit
from visits.slots import Slots
from visits.views.page import visible

MOST_CUSTOMERS = 10


def visit_create(request):
    """?customer= &contact= &purpose= &care_task= &day= come from the pages that lead here."""
    if not Visit.can_be_planned_by(request.user):
        raise PermissionDenied
    at = timezone.now()
    customer = _customer(request)
    form = PlanForm(
        request.POST or None, user=request.user, customer=customer, initial=_proposals(request, customer, at)
    )
    if request.method == "POST" and form.is_valid():
        visit = Visit.plan(request.user, at, **form.cleaned_data)
        messages.success(request, _("The visit is planned."))
        return redirect(visit)
    query = request.GET.get("q", "")
    if query:
        options = [(each.pk, each.name) for each in found(request.user, query, MOST_CUSTOMERS)]
        form.fields["customer"].widget.choices = [("", "—"), *options]
    return render(request, "visits/new.html", {"form": form, "query": query}, status=422 if form.errors else 200)


def visit_people(request):
    """For htmx, when a customer is chosen: whom we could meet there."""
    customer = _customer(request)
    form = PlanForm(user=request.user, customer=customer)
    return render(request, "visits/_people.html", {"form": form, "customer": customer})


def visit_edit(request, pk):
    """Correct what was planned. Who comes second is told who changed it meanwhile, and keeps what they typed."""
    visit = visible(request.user, pk)
    is_too_late = request.method == "POST" and not visit.is_open
    if not is_too_late and not visit.can_be_moved_by(request.user):
        raise PermissionDenied
    form = EditForm(request.POST or None, user=request.user, visit=visit, initial=_present(visit))
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            visit.edit(request.user, timezone.now(), **form.cleaned_data)
        except InvalidTransition as error:
            refusal = error.message
        else:
            messages.success(request, _("Saved."))
            return redirect(visit)
    visit = visible(request.user, pk) if refusal else visit
    context = {"form": form, "visit": visit, "refusal": refusal, "version": visit.version}
    return render(request, "visits/edit.html", context, status=409 if refusal else 422 if form.errors else 200)


def _customer(request):
    """The customer chosen, of those whose file the person may read; None where none is."""
    text = request.POST.get("customer") or request.GET.get("customer", "")
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        return None
    return Customer.objects.readable_by(request.user).select_related("owner__department").filter(pk=text).first()


def _proposals(request, customer, at):
    """What the form begins with: the next free time, and what the page before said."""
    asked = request.GET
    initial = {
        "planned_at": Slots([request.user], at).next_on(request.user.pk, _day(asked.get("day", ""))),
        "purpose": asked.get("purpose", "")[:200],
        "contacts": [int(text) for text in asked.getlist("contact") if text.isascii() and text.isdigit()],
    }
    care_task = asked.get("care_task", "")
    if customer and care_task.isascii() and care_task.isdigit():
        task = get_object_or_404(CareTask.objects.visible_to(request.user), pk=care_task, customer=customer)
        initial |= {
            "care_task": task.pk,
            "purpose": str(task),
            "contacts": [task.contact_id] if task.contact_id else [],
        }
    return initial


def _day(text):
    """The day of the calendar on which “+” was pressed."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if abs(day - timezone.localdate()) < FARTHEST else None


def _present(visit):
    facts = ("purpose", "place", "minutes", "version")
    people = {name: [person.pk for person in getattr(visit, name).all()] for name in ("contacts", "companions")}
    return {name: getattr(visit, name) for name in facts} | people | {"owner": visit.owner_id}
