"""What the rule run proposed: accepted, moved or declined, one or many at once."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from crm_site.listing import paginate, render_list
from crm_site.workflow import InvalidTransition
from visits import proposing
from visits.filters import ProposalFilter
from visits.forms import ProposalsForm
from visits.models import Visit
from visits.slots import Slots


def proposal_list(request):
    if not Visit.can_be_listed_by(request.user):
        raise PermissionDenied
    return _list(request, ProposalsForm(user=request.user))


@require_POST
def proposals_act(request):
    """Each proposal in a transaction of its own: what somebody else decided meanwhile is named, the others are done."""
    if not Visit.can_be_listed_by(request.user):
        raise PermissionDenied
    form = ProposalsForm(request.POST, user=request.user)
    if not form.is_valid():
        return _list(request, form, status=422)
    count, at = 0, timezone.now()
    for visit in form.cleaned_data["chosen"]:
        try:
            _decide(visit, request.user, at, form)
            count += 1
        except InvalidTransition as refusal:
            messages.error(request, f"{visit.customer}: {refusal.message}")
    if count:
        messages.success(request, _said(form.cleaned_data["action"], count))
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return redirect(back if is_ours else "visits:proposal_list")


@require_POST
def propose(request):
    """Run the rules now instead of within the hour."""
    if not Visit.can_be_proposed_by(request.user):
        raise PermissionDenied
    made = proposing.propose(timezone.now()).made
    text = ngettext("%(count)s visit was proposed.", "%(count)s visits were proposed.", made) % {"count": made}
    messages.success(request, text if made else _("Nothing is missing: everybody due is proposed or planned."))
    return redirect("visits:proposal_list")


def _decide(visit, user, at, form):
    facts, version = form.cleaned_data, form.version_of(visit)
    if facts["action"] == "accept":
        visit.accept(user, at, facts["times"][visit.pk], version)
    elif facts["action"] == "postpone":
        visit.postpone(user, at, facts["due_on"], version)
    else:
        visit.decline(user, at, facts["reason"], version)


def _said(action, count):
    texts = {
        "accept": ngettext("%(count)s visit is planned.", "%(count)s visits are planned.", count),
        "postpone": ngettext("%(count)s proposal was moved.", "%(count)s proposals were moved.", count),
        "decline": ngettext("%(count)s proposal was declined.", "%(count)s proposals were declined.", count),
    }
    return texts[action] % {"count": count}


def _list(request, form, status=200):
    user, at = request.user, timezone.now()
    proposals = Visit.objects.visible_to(user).proposals().for_list().with_last_visit()
    proposal_filter = ProposalFilter(request.GET, proposals, user)
    page = paginate(request, proposal_filter.qs)
    slots = Slots({visit.owner_id for visit in page.rows}, at)
    for visit in page.rows:
        visit.proposed_at = request.POST.get(f"at-{visit.pk}") or slots.next_for(visit)
    chosen = set(request.POST.getlist("chosen")) if form.is_bound else set()
    context = {
        "filter": proposal_filter,
        "page": page,
        "form": form,
        "chosen": {int(text) for text in chosen if text.isascii() and text.isdigit()},
        "can_plan": Visit.can_be_planned_by(user),
        "can_run": Visit.can_be_proposed_by(user),
        "address": reverse("visits:proposal_list"),
        "today": timezone.localdate(at),
    }
    response = render_list(request, "visits/proposals.html", "visits/_proposals.html", context)
    response.status_code = status
    return response
