"""Projects of a customer and their milestones."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from crm_site.workflow import InvalidTransition
from customers.forms.projects import MilestoneForm, NewProjectForm, PhaseForm, ProjectForm
from customers.models import Customer, Milestone, Project
from customers.models.editing import EditedMeanwhile
from customers.views.editing import seen_version, side_by_side, typed_in

TEMPLATE = "customers/projects/form.html"


def project_panel(request, pk):
    """One customer's projects with their milestones, for the tab on their page."""
    customer = get_object_or_404(Customer.objects.readable_by(request.user).select_related("owner"), pk=pk)
    projects = customer.projects.select_related("owner").prefetch_related("milestones").order_by("-id")
    context = {
        "customer": customer,
        "projects": projects,
        "can_edit": customer.can_be_edited_by(request.user),
        "today": timezone.localdate(),
    }
    return render(request, "customers/projects/panel.html", context)


def project_create(request, pk):
    customer = _editable(request.user, pk)
    form = NewProjectForm(request.POST or None, instance=Project(customer=customer))
    if request.method == "POST" and form.is_valid():
        project = Project.add(customer, request.user, timezone.now(), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect(f"{customer.tab_url('projects')}#project-{project.pk}")
    context = {"form": form, "customer": customer, "heading": _("New project")}
    return render(request, TEMPLATE, context, status=422 if form.errors else 200)


def project_edit(request, pk, project_id):
    customer = _editable(request.user, pk)
    project = get_object_or_404(customer.projects.for_edit(), pk=project_id)
    form = ProjectForm(request.POST or None, instance=project)
    context = {"customer": customer, "heading": form.initial["name"], "project": project}
    return _edit(request, form, context)


@require_POST
def project_move(request, pk, project_id):
    """Into another phase; who comes too late is told where it is by now."""
    customer = _editable(request.user, pk)
    project = get_object_or_404(customer.projects, pk=project_id)
    form = PhaseForm(request.POST)
    if form.is_valid():
        try:
            project.move(request.user, timezone.now(), **form.cleaned_data)
            facts = {"project": project, "phase": project.get_phase_display()}
            messages.success(request, _("“%(project)s” is now: %(phase)s.") % facts)
        except InvalidTransition as refusal:
            messages.error(request, refusal.message)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
    else:
        messages.error(request, _("Choose a phase, and a reason of at most 200 characters."))
    return redirect(f"{customer.tab_url('projects')}#project-{project.pk}")


def milestone_create(request, pk, project_id):
    customer = _editable(request.user, pk)
    project = get_object_or_404(customer.projects, pk=project_id)
    form = MilestoneForm(request.POST or None, instance=Milestone(project=project), today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        Milestone.add(project, request.user, timezone.now(), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect(f"{customer.tab_url('projects')}#project-{project.pk}")
    heading = _("New milestone of %(project)s") % {"project": project}
    context = {"form": form, "customer": customer, "heading": heading}
    return render(request, TEMPLATE, context, status=422 if form.errors else 200)


def milestone_edit(request, pk, milestone_id):
    customer = _editable(request.user, pk)
    milestone = get_object_or_404(Milestone.objects.for_edit(), pk=milestone_id, project__customer=customer)
    form = MilestoneForm(request.POST or None, instance=milestone, today=timezone.localdate())
    context = {"customer": customer, "heading": form.initial["name"], "milestone": milestone}
    return _edit(request, form, context)


@require_POST
def milestone_reach(request, pk, milestone_id):
    """Reached today; another day is entered in its form."""
    milestone = _milestone(request.user, pk, milestone_id)
    at = timezone.now()
    try:
        milestone.reach(request.user, at, timezone.localdate(at))
        messages.success(request, _("“%(milestone)s” is reached.") % {"milestone": milestone})
    except InvalidTransition as refusal:
        messages.error(request, refusal.message)
    return redirect(f"{milestone.customer.tab_url('projects')}#project-{milestone.project_id}")


@require_POST
def milestone_remove(request, pk, milestone_id):
    milestone = _milestone(request.user, pk, milestone_id)
    milestone.remove(request.user, timezone.now())
    messages.success(request, _("The milestone is removed; the history keeps it."))
    return redirect(milestone.customer.tab_url("projects"))


def _editable(user, pk):
    customer = get_object_or_404(Customer.objects.visible_to(user).for_detail(), pk=pk)
    if not customer.can_be_edited_by(user):
        raise PermissionDenied
    return customer


def _milestone(user, pk, milestone_id):
    customer = _editable(user, pk)
    return get_object_or_404(Milestone.objects.select_related("project"), pk=milestone_id, project__customer=customer)


def _edit(request, form, context):
    """Who comes second is shown what stands on file now beside what they typed."""
    part, customer = form.instance, context["customer"]
    context |= {"form": form, "version": request.POST.get("version", part.version)}
    if request.method == "POST" and form.is_valid():
        try:
            part.edit(request.user, timezone.now(), seen_version(request), form.cleaned_data)
        except EditedMeanwhile as refusal:
            return render(request, TEMPLATE, context | _again(form, refusal), status=409)
        except IntegrityError:
            form.full_clean()
        else:
            messages.success(request, _("Saved."))
            return redirect(customer.tab_url("projects"))
    return render(request, TEMPLATE, context, status=422 if form.errors else 200)


def _again(form, refusal):
    """The form on the record as it stands, with what this person changed still typed in."""
    present = type(form.instance).objects.for_edit().get(pk=form.instance.pk)
    extra = {"today": form.today} if isinstance(form, MilestoneForm) else {}
    return {
        "form": type(form)(instance=present, initial=typed_in(refusal, form.cleaned_data), **extra),
        "refusal": refusal,
        "differences": side_by_side(present, refusal, form.cleaned_data),
        "version": present.version,
    }
