"""Taking a complaint, on one page."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from complaints.forms import LogForm
from complaints.forms.fields import CallerField, WaybillsField, in_digits
from complaints.models import Complaint
from complaints.views.solution_offers import offers
from customers.finding import callers
from visits.models import Visit

MOST_CALLERS = 10
# So many are shown as likely repeats; who called more often is known by name.
MOST_REPEATS = 5


def complaint_create(request):
    if not Complaint.can_be_logged_by(request.user):
        raise PermissionDenied
    at = timezone.now()
    form = LogForm(
        request.POST or None,
        request.FILES or None,
        user=request.user,
        today=timezone.localdate(at),
        initial=_proposals(request),
    )
    if request.method == "POST" and form.is_valid():
        complaint = _log(request.user, at, **form.cleaned_data)
        messages.success(request, _logged(complaint))
        return redirect(complaint)
    if query := request.GET.get("q", ""):
        form.found_callers = [(caller.value, caller.text) for caller in callers(request.user, query, MOST_CALLERS)]
    context = {
        "form": form,
        "repeats": _repeats(request.user, form),
        "chosen": request.POST.get("repeat_of", ""),
        "query": query,
        **offers(request.POST),
    }
    return render(request, "complaints/new.html", context, status=422 if form.errors else 200)


@transaction.atomic
def _log(user, at, solutions, **facts):
    """Take the complaint, for which `solutions` were found to help."""
    complaint = Complaint.log_new(user, at, **facts)
    for solution in solutions:
        if solution.can_be_used_by(user, complaint):
            solution.use(complaint, user, at)
    return complaint


def likely_repeats(request):
    """For htmx, while somebody is still typing."""
    repeats = _find_repeats(
        request.user,
        request.GET.get("caller", ""),
        request.GET.get("waybills", ""),
        request.GET.get("caller_phone", ""),
    )
    chosen = request.GET.get("repeat_of", "")
    return render(request, "complaints/_repeats.html", {"repeats": repeats, "chosen": chosen})


def _proposals(request):
    """?customer= and ?contact= from a customer's page; ?visit= brings the problem that was heard there."""
    customer, contact = request.GET.get("customer", ""), request.GET.get("contact", "")
    initial = {"caller": f"{customer}:{contact}" if contact else customer}
    visit = _visit(request.user, request.GET.get("visit", ""))
    if visit is not None:
        initial |= {"description": visit.problems, "channel": Complaint.Channel.VISIT}
    return initial


def _visit(user, text):
    is_id = text.isascii() and text.isdigit() and len(text) < 19
    return Visit.objects.visible_to(user).filter(pk=text).first() if is_id else None


def _repeats(user, form):
    return _find_repeats(
        user, form["caller"].value() or "", form["waybills"].value() or "", form["caller_phone"].value() or ""
    )


def _find_repeats(user, caller, waybills, phone):
    try:
        customer, _contact = CallerField(user, required=False).clean(caller)
        numbers = WaybillsField(required=False).clean(waybills)
    except ValidationError:
        return []
    return Complaint.objects.visible_to(user).likely_repeats_of(customer, numbers, in_digits(phone))[:MOST_REPEATS]


def _logged(complaint):
    facts = {"number": complaint.number, "department": complaint.department}
    if complaint.department is None:
        return _("Complaint %(number)s is logged. Next: send it to the responsible department.") % facts
    return _("Complaint %(number)s is logged and was sent to %(department)s.") % facts
