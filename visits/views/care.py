"""Occasions: who congratulates whom and how, with approval where it is dear; and the days of customers."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from crm_site.listing import paginate, render_list
from crm_site.workflow import carry_out
from customers.models import Customer
from visits.filters import CareFilter
from visits.forms import CareDoneForm, CareForm, CustomerDayForm, NoteForm, ReasonForm, RefusalForm
from visits.forms.fields import VersionForm
from visits.models import CareState, CareTask, CustomerDay, Visit, VisitSettings

FORMS = {
    "edit": CareForm,
    "ask": VersionForm,
    "approve": NoteForm,
    "refuse": RefusalForm,
    "do": CareDoneForm,
    "skip": ReasonForm,
}
DECISIONS = ("approve", "refuse")


def care_list(request):
    user = request.user
    if not Visit.can_be_listed_by(user):
        raise PermissionDenied
    care_filter = CareFilter(request.GET, CareTask.objects.visible_to(user).for_list(), user)
    context = {
        "filter": care_filter,
        "page": paginate(request, care_filter.qs),
        "can_plan": Visit.can_be_planned_by(user),
    }
    return render_list(request, "visits/care_list.html", "visits/_care_results.html", context)


def care_detail(request, pk):
    return _page(request, _visible(request.user, pk))


@require_POST
def care_act(request, pk, action):
    """Plan it, ask, decide, do or skip it. Whoever comes too late is told, and keeps what they typed."""
    task = _visible(request.user, pk)
    form = _form(action, task, request.user, request.POST)
    if form.is_valid():
        _row, refusal = carry_out(getattr(task, action), form, request.user, timezone.now())
        if refusal:
            return _page(request, _visible(request.user, pk), action, form, refusal, status=409)
    elif action not in _allowed(task, request.user):
        raise PermissionDenied
    if form.errors:
        return _page(request, task, action, form, status=422)
    messages.success(request, _("Done. The task is now: %(state)s.") % {"state": task.get_state_display()})
    return redirect(task)


def day_create(request, customer_id):
    """A founding or opening day, an honour or news of a customer."""
    customer = _editable(request.user, customer_id)
    form = CustomerDayForm(request.POST or None, instance=CustomerDay(customer=customer))
    if request.method == "POST" and form.is_valid():
        CustomerDay.add(customer, request.user, timezone.now(), **form.cleaned_data)
        messages.success(request, _("Saved. A task is made in time before the day."))
        return redirect(customer.tab_url("visits"))
    context = {"form": form, "customer": customer}
    return render(request, "visits/day.html", context, status=422 if form.errors else 200)


@require_POST
def day_remove(request, customer_id, pk):
    customer = _editable(request.user, customer_id)
    get_object_or_404(customer.days, pk=pk).remove(request.user, timezone.now())
    messages.success(request, _("The day is removed."))
    return redirect(customer.tab_url("visits"))


def _editable(user, pk):
    customer = get_object_or_404(Customer.objects.readable_by(user).select_related("owner"), pk=pk)
    if not customer.can_be_edited_by(user):
        raise PermissionDenied
    return customer


def _visible(user, pk):
    tasks = CareTask.objects.visible_to(user).select_related(
        "occasion", "customer__owner__department", "contact", "doer__department", "decided_by", "clock", "entry"
    )
    return get_object_or_404(tasks, pk=pk)


def _form(action, task, user, data=None):
    facts = {"task": task, "user": user} if action == "edit" else {"initial": _initial(action, task)}
    return FORMS[action](data, auto_id=f"id_{action}_%s", **facts)


def _initial(action, task):
    return {"version": task.version} | ({"cost": task.budget} if action == "do" else {})


def _allowed(task, user):
    if task.can_be_approved_by(user):
        return list(DECISIONS)
    if not task.can_be_done_by(user):
        return []
    if task.state == CareState.ASKED:
        return ["skip"]
    return ["edit", "ask" if task.needs_approval(task.budget) else "do", "skip"]


def _page(request, task, action="", form=None, refusal="", status=200):
    forms = {name: _form(name, task, request.user) for name in _allowed(task, request.user)}
    if action in forms:
        fresh = form.data.dict() | {"version": task.version}
        forms[action] = _form(action, task, request.user, fresh) if refusal else form
    context = {
        "task": task,
        "forms": forms,
        "acted": action,
        "refusal": refusal,
        "last": task.last_time(),
        "limit": VisitSettings.current().gift_limit,
        "approver": task.doer.approver,
        "can_plan": task.is_to_do
        and task.way == CareTask.Way.VISIT
        and Visit.can_be_planned_for(task.customer, request.user),
        "visits": task.visits.select_related("owner"),
        "can_read_file": task.customer.can_be_read_by(request.user),
    }
    return render(request, "visits/care_detail.html", context, status=status)
