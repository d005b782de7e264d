"""The page of one complaint: what was done, the step that waits, the facts; and all that can be done from there."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from complaints import page_parts, recognising, story
from complaints.forms import ACTIONS, EditForm
from complaints.models import Attachment, Complaint
from complaints.models.merging import of_matter
from complaints.telling import waited_for
from crm_site.workflow import InvalidTransition, carry_out
from customers.credit_light import light_of

# Who may do what beside the waiting step, by the name of the action.
PREDICATES = {
    "reroute": Complaint.can_be_rerouted_by,
    "withdraw": Complaint.can_be_withdrawn_by,
    "reopen": Complaint.can_be_reopened_by,
    "attach": Complaint.can_be_attached_to_by,
}


def complaint_detail(request, pk):
    """?tab= names the panel that is shown; without it, the course of the complaint."""
    complaint = _visible(request.user, pk)
    tabs = page_parts.tabs_of(complaint, request.user)
    tab = tabs.get(request.GET.get("tab"), page_parts.COURSE)
    return _page(request, complaint, tab=tab)


@require_POST
def complaint_act(request, pk, action):
    """Do the waiting step, or one of the other actions. Whoever comes too late is told, and keeps what they typed."""
    complaint = _visible(request.user, pk)
    form = ACTIONS[action](request.POST, request.FILES, complaint=complaint, action=action)
    if form.is_valid():
        row, refusal = carry_out(getattr(complaint, action), form, request.user, timezone.now())
        if refusal:
            return _page(request, _visible(request.user, pk), action, form, refusal, status=409)
    elif action not in _forms(complaint, request.user):
        raise PermissionDenied
    if form.errors:
        return _page(request, complaint, action, form, status=422)
    messages.success(request, row.sentence if action == "attach" else _done(complaint))
    # Whoever gave it to another department may not see it any more.
    is_seen = Complaint.objects.visible_to(request.user).filter(pk=pk).exists()
    return redirect(complaint if is_seen else "complaints:queue")


def complaint_edit(request, pk):
    """Correct the facts. If somebody corrected them or ended it meanwhile, that is said beside what was typed."""
    complaint = _visible(request.user, pk)
    is_too_late = request.method == "POST" and not complaint.is_open
    if not is_too_late and not complaint.can_be_edited_by(request.user):
        raise PermissionDenied
    at = timezone.now()
    present = _visible(request.user, pk)
    form = EditForm(request.POST or None, instance=complaint, user=request.user, today=timezone.localdate(at))
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            present.edit(request.user, at, **form.cleaned_data)
        except InvalidTransition as error:
            refusal = error.message
        else:
            messages.success(request, _("The facts of %(number)s are saved.") % {"number": present})
            return redirect(present)
    context = {
        "form": form,
        "complaint": present,
        "refusal": refusal,
        "differences": form.differences_to(present) if refusal and present.is_open else [],
    }
    return render(request, "complaints/edit.html", context, status=409 if refusal else 422 if form.errors else 200)


def _visible(user, pk):
    """The complaint with its `course`, all steps there were, among which is the one that waits."""
    complaints = Complaint.objects.visible_to(user).for_page().annotate(**page_parts.counts())
    complaint = get_object_or_404(complaints, pk=pk)
    complaint.course = list(complaint.steps.for_page())
    complaint.open_step = next((step for step in complaint.course if step.pk == complaint.open_step_id), None)
    return complaint


def _page(request, complaint, action="", form=None, refusal="", status=200, tab=page_parts.COURSE):
    user = request.user
    step = complaint.open_step
    forms = _forms(complaint, user)
    if action in forms:
        forms[action] = form.renewed(complaint) if refusal else form
    context = {
        "complaint": complaint,
        "tabs": page_parts.tabs_of(complaint, user).values(),
        "tab": tab,
        "undertakings": page_parts.undertakings_of(complaint, user),
        "light": light_of(complaint.customer),
        "at": timezone.now(),
        "kept_complaint": _kept(complaint, user),
        "refusal": refusal,
        "kept": form.typed() if refusal and action not in forms else [],
        "bar": story.bar(complaint, complaint.course),
        "cycles": story.cycles(complaint.course),
        "step": step,
        "pause": _pause(step),
        "step_form": forms.pop(step.step, None) if step else None,
        "forms": forms,
        "acted": action,
        "waited_for": waited_for(step, user.tree) if step else [],
        "explanation": step.clock.explanation() if step else None,
        "attachments": Attachment.objects.filter(of_matter(complaint.pk)).select_related("by"),
        "log": complaint.log.select_related("by", "acting_for", "step"),
        "can_edit": complaint.can_be_edited_by(user),
        "can_settle_notice": complaint.can_settle_notice_by(user),
        "proposals": _proposals(complaint, user),
    }
    return render(request, "complaints/detail.html", context, status=status)


def _kept(complaint, user):
    """The complaint into which it was merged, if the person sees that one."""
    if complaint.merged_into_id is None:
        return None
    return Complaint.objects.visible_to(user).filter(pk=complaint.merged_into_id).first()


def _proposals(complaint, user):
    """Which customers may have written, where one of us could say so."""
    is_asked = complaint.logged_by is None and complaint.customer is None and complaint.can_be_edited_by(user)
    return recognising.proposals(complaint, user) if is_asked else []


def _pause(step):
    """The pause in which the time of the waiting step stands still, or None."""
    if step is None or step.clock.paused_at is None:
        return None
    return step.clock.pauses.select_related("by").get(ended_at__isnull=True)


def _forms(complaint, user):
    """The forms of all that `user` may do now, by action."""
    allowed = [action for action, may in PREDICATES.items() if may(complaint, user)]
    if complaint.can_step_be_done_by(user):
        allowed.append(complaint.open_step.step)
    return {action: ACTIONS[action](complaint=complaint, action=action) for action in allowed}


def _done(complaint):
    """What happened and what comes next."""
    step = complaint.open_step
    facts = {"number": complaint, "state": complaint.get_state_display()}
    if step is None:
        return _("Done. %(number)s is now: %(state)s.") % facts
    facts |= {"step": step.get_step_display(), "who": step.doer or step.department}
    return _("Done. Next: %(step)s, by %(who)s.") % facts
