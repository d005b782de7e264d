"""Follow-ups of low scores: the list, and the page where they are worked."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from crm_site.listing import paginate, render_list
from crm_site.workflow import carry_out
from surveys.filters import FollowUpFilter
from surveys.forms.follow_up import ACTIONS
from surveys.models import FollowUp, Item
from surveys.scores import low_answers

PREDICATES = {
    "contact": FollowUp.can_be_logged_by,
    "resolve": FollowUp.can_be_worked_by,
    "drop": FollowUp.can_be_worked_by,
}


def follow_up_list(request):
    if not FollowUp.can_be_listed_by(request.user):
        raise PermissionDenied
    at = timezone.now()
    follow_ups = FollowUp.objects.visible_to(request.user).for_list()
    follow_up_filter = FollowUpFilter(request.GET, follow_ups, request.user, at)
    context = {"filter": follow_up_filter, "page": paginate(request, follow_up_filter.qs), "at": at}
    return render_list(request, "surveys/follow_ups/list.html", "surveys/follow_ups/_results.html", context)


def follow_up_detail(request, pk):
    return _page(request, _visible(request.user, pk))


@require_POST
def follow_up_act(request, pk, action):
    """Whoever comes too late is told who did what meanwhile, and keeps what they typed."""
    follow_up = _visible(request.user, pk)
    form = ACTIONS[action](request.POST, follow_up=follow_up, action=action)
    if form.is_valid():
        _row, refusal = carry_out(getattr(follow_up, action), form, request.user, timezone.now())
        if refusal:
            return _page(request, _visible(request.user, pk), action, form, refusal, status=409)
    elif action not in _forms(follow_up, request.user):
        raise PermissionDenied
    if form.errors:
        return _page(request, follow_up, action, form, status=422)
    messages.success(request, _("Saved: %(state)s.") % {"state": follow_up.get_state_display()})
    return redirect(follow_up)


def _visible(user, pk):
    return get_object_or_404(FollowUp.objects.visible_to(user).for_detail(), pk=pk)


def _forms(follow_up, user):
    return {
        action: ACTIONS[action](follow_up=follow_up, action=action)
        for action, may in PREDICATES.items()
        if may(follow_up, user)
    }


def _page(request, follow_up, action="", form=None, refusal="", status=200):
    forms = _forms(follow_up, request.user)
    if action in forms and not refusal:
        forms[action] = form
    written = follow_up.response.answers.filter(item__kind=Item.Kind.TEXT).select_related("item")
    context = {
        "follow_up": follow_up,
        "unit": follow_up.response.unit,
        "low": low_answers(follow_up.response),
        "written": written,
        "steps": follow_up.steps.select_related("by", "entry"),
        "forms": forms,
        "acted": action,
        "refusal": refusal,
        "kept": form.typed() if refusal else [],
        "explanation": follow_up.clock.explanation(),
        "at": timezone.now(),
    }
    return render(request, "surveys/follow_ups/detail.html", context, status=status)
