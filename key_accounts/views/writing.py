"""Writing a plan: section by section in place, objectives and actions row by row; and how far they have come."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from crm_site.fragments import page_or_fragment
from crm_site.workflow import InvalidTransition
from key_accounts.changes import seen_before
from key_accounts.comparison import differences
from key_accounts.document import Document
from key_accounts.forms import ActionForm, ObjectiveForm, ProgressForm, SectionForm, TickForm
from key_accounts.forms.writing import BudgetForm
from key_accounts.models import AccountPlan, PlanAction, PlanObjective
from key_accounts.models.part import ChangedMeanwhile
from key_accounts.sections import BY_KEY
from key_accounts.snapshot import snapshot
from key_accounts.views.answers import dialog, forbid_unless, saved
from key_accounts.views.plans import visible


def section_edit(request, pk, key):
    """One section in the place where it stands; whoever comes second sees what was written meanwhile beside theirs."""
    plan = visible(request.user, pk)
    if key not in BY_KEY:
        raise Http404
    forbid_unless(plan.is_authored_by(request.user))
    section = plan.sections.get(key=key)
    form_class = BudgetForm if key == "budget" else SectionForm
    initial = {"text": section.text, "version": section.version, "budget": plan.budget}
    form = form_class(request.POST or None, initial=initial)
    context = {"plan": plan, "section": BY_KEY[key], "form": form}
    if request.method != "POST":
        forbid_unless(plan.can_be_written_by(request.user))
        if request.GET.get("show"):
            return _show_section(request, plan, key)
        return _section_form(request, context)
    if not form.is_valid():
        return _section_form(request, context, status=422)
    try:
        section.write(request.user, timezone.now(), **form.cleaned_data)
    except ChangedMeanwhile as refusal:
        present = refusal.part
        typed = form.cleaned_data | {"version": present.version}
        pieces = differences(present.text, typed["text"])
        context |= {"form": form_class(initial=typed), "refusal": refusal.message, "pieces": pieces}
        return _section_form(request, context, status=409)
    except InvalidTransition as refusal:
        return _section_form(request, context | {"refusal": refusal.message}, status=409)
    return _show_section(request, plan, key) if request.htmx else redirect(f"{plan.get_absolute_url()}#{key}")


def objective_create(request, pk):
    plan = visible(request.user, pk)
    return _create(request, plan, PlanObjective, ObjectiveForm(request.POST or None), _("New objective"))


def action_create(request, pk):
    plan = visible(request.user, pk)
    return _create(request, plan, PlanAction, ActionForm(request.POST or None, plan=plan), _("New action"))


def objective_edit(request, pk):
    return _edit(request, _row(request, PlanObjective, pk), lambda **kwargs: ObjectiveForm(**kwargs))


def action_edit(request, pk):
    action = _row(request, PlanAction, pk)
    return _edit(request, action, lambda **kwargs: ActionForm(plan=action.plan, **kwargs))


@require_POST
def objective_remove(request, pk):
    return _remove(request, _row(request, PlanObjective, pk))


@require_POST
def action_remove(request, pk):
    return _remove(request, _row(request, PlanAction, pk))


def objective_record(request, pk):
    """Where an objective stands."""
    objective = _row(request, PlanObjective, pk)
    forbid_unless(objective.plan.is_authored_by(request.user))
    initial = {"actual": objective.actual, "actual_words": objective.actual_words}
    form = ProgressForm(_posted(request), initial=initial)
    return _progress(request, objective, form, lambda at: objective.record(request.user, at, **form.cleaned_data))


def action_tick(request, pk):
    """Done, with the result in words; or not done after all."""
    action = _row(request, PlanAction, pk)
    initial = {"is_done": True, "result": action.result, "visit": action.visit_id}
    form = TickForm(_posted(request), initial=initial, plan=action.plan)
    forbid_unless(action.lies_with(request.user))
    return _progress(request, action, form, lambda at: action.tick(request.user, at, **form.cleaned_data))


def _create(request, plan, model, form, heading):
    forbid_unless(plan.is_authored_by(request.user))
    context = {"form": form, "heading": heading, "back": plan.get_absolute_url()}
    if request.method != "POST" or not form.is_valid():
        return dialog(request, "key_accounts/_form.html", context, status=422 if form.errors else 200)
    values = _values(form)
    key = form.cleaned_data.get("submission_key") or form.fields["submission_key"].initial()
    try:
        model.add(plan, request.user, timezone.now(), key, values)
    except InvalidTransition as refusal:
        return dialog(request, "key_accounts/_form.html", context | {"refusal": refusal.message}, status=409)
    return saved(request, plan)


def _edit(request, row, form_class):
    """Whoever comes second is told so; saving again writes what they typed."""
    forbid_unless(row.plan.is_authored_by(request.user))
    version = row.version
    form = form_class(data=request.POST or None, instance=row, initial={"version": version})
    context = {"form": form, "heading": str(row), "back": row.plan.get_absolute_url(), "remove": _removal(row, version)}
    if request.method != "POST" or not form.is_valid():
        return dialog(request, "key_accounts/_form.html", context, status=422 if form.errors else 200)
    present = type(row).objects.select_related("plan").get(pk=row.pk)
    try:
        present.edit(request.user, timezone.now(), form.cleaned_data["version"] or 0, _values(form))
    except ChangedMeanwhile as refusal:
        typed = form.data.copy()
        typed["version"] = refusal.part.version
        again = form_class(data=typed, instance=present)
        return dialog(request, "key_accounts/_form.html", context | {"form": again, "refusal": refusal.message}, 409)
    except InvalidTransition as refusal:
        return dialog(request, "key_accounts/_form.html", context | {"refusal": refusal.message}, status=409)
    return saved(request, row.plan)


def _removal(row, version):
    """Where the row is removed, and the version that the person sees."""
    return reverse(
        f"key_accounts:{'objective' if isinstance(row, PlanObjective) else 'action'}_remove", args=[row.pk]
    ), version


def _remove(request, row):
    text = request.POST.get("version", "")
    version = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
    plan = row.plan
    try:
        row.remove(request.user, timezone.now(), version)
    except InvalidTransition as refusal:
        messages.warning(request, refusal.message)
        return redirect(plan)
    return saved(request, plan)


def _progress(request, row, form, keep):
    context = {"form": form, "heading": str(row), "back": row.plan.get_absolute_url()}
    if request.method != "POST" or not form.is_valid():
        return dialog(request, "key_accounts/_form.html", context, status=422 if form.errors else 200)
    try:
        keep(timezone.now())
    except InvalidTransition as refusal:
        return dialog(request, "key_accounts/_form.html", context | {"refusal": refusal.message}, status=409)
    return saved(request, row.plan)


def _row(request, model, pk):
    plans = AccountPlan.objects.visible_to(request.user)
    return get_object_or_404(model.objects.select_related("plan__key_account").filter(plan__in=plans), pk=pk)


def _posted(request):
    """What was sent; also nothing at all, which is an answer where nothing needs to be filled in."""
    return request.POST if request.method == "POST" else None


def _values(form):
    """What the form writes, without what makes it safe."""
    return {name: value for name, value in form.cleaned_data.items() if name not in ("version", "submission_key")}


def _section_form(request, context, status=200):
    return page_or_fragment(
        request, "key_accounts/section.html", context, status, fragment="key_accounts/_section_form.html"
    )


def _show_section(request, plan, key):
    """The section as it stands now, with its differences."""
    plan = visible(request.user, plan.pk)
    document = Document(plan, snapshot(plan), seen_before(plan))
    section = next(each for each in document.sections if each.key == key)
    context = {
        "plan": plan,
        "section": section,
        "document": document,
        "can_write": plan.can_be_written_by(request.user),
    }
    return render(request, "key_accounts/_section.html", context)
