"""The page of one visit: what is planned, what waits, how it was; and all that can be done from there."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from crm_site.workflow import carry_out
from customers.credit_light import light_of
from visits.forms import AttachForm, ConfirmForm, MissForm, MoveForm, ReasonForm
from visits.models import Visit
from visits.slots import Slots

FORMS = {"confirm": ConfirmForm, "move": MoveForm, "cancel": ReasonForm, "miss": MissForm, "attach": AttachForm}
PREDICATES = {
    "confirm": Visit.can_be_confirmed_by,
    "move": Visit.can_be_moved_by,
    "cancel": Visit.can_be_cancelled_by,
    "miss": Visit.can_be_cancelled_by,
    "attach": Visit.can_be_attached_to_by,
}


def visit_detail(request, pk):
    return _page(request, visible(request.user, pk))


@require_POST
def visit_act(request, pk, action):
    """Confirm, move, cancel, say that it did not take place, or add files. Whoever comes too late is told, and keeps what they typed."""
    visit = visible(request.user, pk)
    form = FORMS[action](request.POST, request.FILES)
    if form.is_valid():
        _row, refusal = carry_out(getattr(visit, action), form, request.user, timezone.now())
        if refusal:
            return _page(request, visible(request.user, pk), action, form, refusal, status=409)
    elif not PREDICATES[action](visit, request.user):
        raise PermissionDenied
    if form.errors:
        return _page(request, visit, action, form, status=422)
    messages.success(request, _("Done. The visit is now: %(state)s.") % {"state": visit.get_state_display()})
    back = request.POST.get("next", "")
    return redirect(back if url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}) else visit)


def visible(user, pk):
    return get_object_or_404(Visit.objects.visible_to(user).for_detail(), pk=pk)


def _page(request, visit, action="", form=None, refusal="", status=200):
    user, at = request.user, timezone.now()
    allowed = {name for name, may in PREDICATES.items() if may(visit, user)}
    forms = {name: FORMS[name](initial=_proposed(visit), auto_id=f"id_{name}_%s") for name in allowed}
    if action in forms:
        forms[action] = FORMS[action](form.data.dict() | {"version": visit.version}) if refusal else form
    attach = forms.pop("attach", None)
    can_decide = visit.can_be_decided_by(user)
    context = {
        "visit": visit,
        "light": light_of(visit.customer),
        "at": at,
        "forms": forms,
        "attach": attach,
        "files": visit.files.select_related("by"),
        "acted": action,
        "refusal": refusal,
        "kept": form.cleaned_data.get("reason", "") if refusal and action not in forms else "",
        "awaits_report": visit.awaits_report(at),
        "can_report": visit.can_be_reported_by(user),
        "can_edit": visit.can_be_moved_by(user),
        "can_edit_report": visit.can_report_be_edited_by(user),
        "following": getattr(visit, "next_visit", None),
        "can_read_file": visit.customer.can_be_read_by(user),
        "proposed_at": Slots([visit.owner], at).next_for(visit) if can_decide else None,
        "can_decide": can_decide,
        "log": visit.customer.activities.for_list().filter(url=visit.get_absolute_url()),
    }
    return render(request, "visits/detail.html", context, status=status)


def _proposed(visit):
    return {"version": visit.version, "planned_at": visit.planned_at}
