"""Solutions that may help, where they are needed: while a complaint is logged, and while it is analysed."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from complaints.forms.steps import AnalyseForm
from complaints.models import Cause, Complaint, Solution
from complaints.views.dialogs import visible
from crm_site.workflow import InvalidTransition

MOST_OFFERED, MOST_FOUND = 5, 20


@require_POST
def solutions_offered(request):
    """For htmx, while somebody is still typing; posted, so that the words of a customer stand in no address."""
    if not Complaint.can_be_logged_by(request.user):
        raise PermissionDenied
    return render(request, "complaints/solutions/_offered.html", offers(request.POST))


def offers(typed):
    """What the page of a new complaint shows for what was typed so far; those that were ticked stay."""
    pk, service_line = typed.get("cause", ""), typed.get("service_line", "")
    cause = Cause.objects.filter(pk=pk).first() if _is_id(pk) else None
    ticked = [int(pk) for pk in typed.getlist("solutions") if _is_id(pk)]
    likely = Solution.objects.likely_for(typed.get("description", ""), cause, service_line, MOST_OFFERED)
    kept = Solution.objects.published().filter(pk__in=ticked).for_list()
    return {"solutions": list(dict.fromkeys([*kept, *likely])), "ticked": ticked}


def complaint_solutions(request, pk):
    """?q= finds others than those that the facts of the complaint suggest."""
    complaint = visible(request.user, pk)
    return render(request, "complaints/solutions/_matching.html", _matching(request, complaint))


@require_POST
def solution_use(request, pk, solution_id):
    """What it says to do is added to the measures that are being written."""
    complaint = visible(request.user, pk)
    solution = get_object_or_404(Solution.objects.visible_to(request.user).defer("search"), pk=solution_id)
    try:
        solution.use(complaint, request.user, timezone.now())
    except InvalidTransition as refusal:
        messages.warning(request, refusal.message)
        return redirect(complaint)
    if not request.htmx:
        messages.success(request, _("The log says that it was used."))
        return redirect(complaint)
    context = _matching(request, complaint) | {"measures": _measures(request, complaint, solution)}
    return render(request, "complaints/solutions/_matching.html", context)


def _matching(request, complaint):
    query = request.GET.get("q", "").strip()
    if query:
        found = Solution.objects.published().search(query).for_list().order_by("-rank", "pk")[:MOST_FOUND]
    else:
        told = f"{complaint.description}\n{complaint.wanted}"
        found = Solution.objects.likely_for(told, complaint.cause, complaint.service_line, MOST_OFFERED)
    used = set(complaint.solution_uses.values_list("solution_id", flat=True))
    can_use = complaint.can_be_edited_by(request.user)
    return {"complaint": complaint, "solutions": found, "used": used, "query": query, "can_use": can_use}


def _measures(request, complaint, solution):
    """The text box with what stood in it and what the solution says, to take the place of the one on the page."""
    text = request.POST.get("measures", "").strip()
    if solution.remedy not in text:
        text = f"{text}\n\n{solution.remedy}".strip()
    form = AnalyseForm(initial={"measures": text}, complaint=complaint, action="analyse")
    return form["measures"].as_widget(attrs={"class": "textarea form-control", "hx-swap-oob": "true"})


def _is_id(text):
    return text.isascii() and text.isdigit() and len(text) < 19
