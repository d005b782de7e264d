"""The base of solutions: the list, one solution, and what is done with it."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.forms import solutions as forms
from complaints.forms.quality import ReasonForm
from complaints.models import Complaint, Solution
from complaints.solution_filter import SolutionFilter
from complaints.views.dialogs import form_dialog, visible
from crm_site.listing import paginate, render_list
from crm_site.workflow import carry_out

# By the name of the model's method: the form, what the dialog is called, and who may.
ACTS = {
    "publish": (forms.VersionForm, gettext_lazy("Publish the solution"), Solution.can_be_reviewed_by),
    "decline": (forms.DeclineForm, gettext_lazy("Decline the solution"), Solution.can_be_reviewed_by),
    "flag": (forms.OutdatedForm, gettext_lazy("It is out of date"), Solution.can_be_flagged_by),
    "clear": (Form, gettext_lazy("It is up to date"), Solution.can_be_cleared_by),
    "withdraw": (ReasonForm, gettext_lazy("Withdraw the solution"), Solution.can_be_withdrawn_by),
}
MOST_USES = 20


def solution_list(request):
    user = request.user
    if not Solution.can_be_listed_by(user):
        raise PermissionDenied
    solutions = Solution.objects.visible_to(user)
    solution_filter = SolutionFilter(request.GET, solutions, user)
    is_reviewer = Solution.are_reviewed_by(user)
    context = {
        "filter": solution_filter,
        "page": paginate(request, solution_filter.qs, shape=lambda rows: rows.for_list()),
        "can_propose": Solution.can_be_proposed_by(user),
        "to_review": solutions.filter(state=Solution.State.PROPOSED).exclude(by=user).count() if is_reviewer else 0,
    }
    return render_list(request, "complaints/solutions/list.html", "complaints/solutions/_results.html", context)


def solution_detail(request, pk):
    solution, user = _visible(request.user, pk), request.user
    complaints = Complaint.objects.visible_to(user)
    uses = solution.uses.filter(complaint__in=complaints).select_related("complaint", "by")[:MOST_USES]
    context = {
        "solution": solution,
        "source": complaints.filter(pk=solution.complaint_id).first() if solution.complaint_id else None,
        "uses": uses,
        "other_uses": solution.use_count - len(uses),
        "can_review": solution.can_be_reviewed_by(user),
        "can_edit": solution.can_be_edited_by(user),
        "can_flag": solution.can_be_flagged_by(user),
        "can_clear": solution.can_be_cleared_by(user),
        "can_withdraw": solution.can_be_withdrawn_by(user),
    }
    return render(request, "complaints/solutions/detail.html", context)


def solution_create(request):
    return _propose(request, None, {}, reverse("complaints:solution_list"))


def solution_propose(request, pk):
    """From a closed complaint, of which nothing but cause and service line is taken over."""
    complaint = visible(request.user, pk)
    initial = {"cause": complaint.cause, "service_line": complaint.service_line}
    return _propose(request, complaint, initial, complaint.get_absolute_url())


def solution_edit(request, pk):
    """If somebody changed it meanwhile, that is said beside what was typed."""
    solution = _visible(request.user, pk)
    may = solution.can_be_edited_by(request.user)
    initial = {name: getattr(solution, name) for name in forms.EditForm.base_fields}
    form, refusal = forms.EditForm(request.POST or None, initial=initial), ""
    if request.method == "POST" and form.is_valid():
        _result, refusal = carry_out(solution.edit, form, request.user, timezone.now())
        if form.is_valid() and not refusal:
            messages.success(request, _("Saved."))
            return redirect(solution)
    elif not may:
        raise PermissionDenied
    context = {"form": form, "solution": solution, "refusal": refusal, "is_possible": may}
    context["differences"] = form.differences_to(solution) if refusal else []
    status = 409 if refusal else 422 if form.errors else 200
    return render(request, "complaints/solutions/edit.html", context, status=status)


def solution_act(request, pk, action):
    """?version= is the one that was read on the page."""
    solution = _visible(request.user, pk)
    form_class, heading, may = ACTS[action]
    form = form_class(
        request.POST if request.method == "POST" else None,
        initial={"version": request.GET.get("version", solution.version)},
    )
    act, back = getattr(solution, action), solution.get_absolute_url()
    return form_dialog(request, form, act, heading, heading, back, _("Saved."), may(solution, request.user))


def _propose(request, complaint, initial, back):
    form = forms.ProposeForm(request.POST or None, initial=initial)
    act, may = partial(Solution.propose, complaint=complaint), Solution.can_be_proposed_by(request.user, complaint)
    heading, done = _("Propose a solution"), _("It waits for the review by a second person, who has been told.")
    return form_dialog(request, form, act, heading, heading, back, done, may)


def _visible(user, pk):
    solutions = Solution.objects.visible_to(user).for_list()
    return get_object_or_404(solutions.select_related("reviewed_by", "outdated_by", "edited_by"), pk=pk)
