"""The list of waves, and making and changing one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from crm_site.listing import paginate, render_list
from crm_site.workflow import InvalidTransition
from surveys import strata
from surveys.filters import WaveFilter
from surveys.forms import DesignForm, DeviationsForm, PopulationForm
from surveys.models import Wave
from surveys.population import customers_of


def wave_list(request):
    user = request.user
    if not Wave.can_be_listed_by(user):
        raise PermissionDenied
    wave_filter = WaveFilter(request.GET, Wave.objects.visible_to(user).for_list())
    context = {
        "filter": wave_filter,
        "page": paginate(request, wave_filter.qs.order_by("-created_at", "-id")),
        "can_run": Wave.can_be_run_by(user),
        "can_interview": Wave.can_be_interviewed_by(user),
    }
    return render_list(request, "surveys/list.html", "surveys/_results.html", context)


def wave_create(request):
    if not Wave.can_be_run_by(request.user):
        raise PermissionDenied
    form = DesignForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        wave = Wave.create(request.user, timezone.now(), form.cleaned_data["submission_key"], **form.design)
        messages.success(request, _("The survey is made. Next: make its frame."))
        return redirect(wave)
    return render(request, "surveys/design.html", {"form": form}, status=422 if form.errors else 200)


def wave_edit(request, pk):
    """Change the design; if somebody changed it or drew meanwhile, that is said above what was typed."""
    wave = get_object_or_404(Wave.objects.visible_to(request.user), pk=pk)
    if not Wave.can_be_run_by(request.user):
        raise PermissionDenied
    form = DesignForm(request.POST or None, user=request.user, wave=wave)
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            wave.edit_design(request.user, timezone.now(), form.cleaned_data["version"], **form.design)
        except InvalidTransition as error:
            refusal = error.message
        else:
            messages.success(request, _("The design is saved."))
            return redirect(wave)
    context = {"form": form, "wave": wave, "refusal": refusal, "can_save": wave.can_be_designed_by(request.user)}
    return render(request, "surveys/design.html", context, status=409 if refusal else 422 if form.errors else 200)


def wave_deviations(request, pk):
    """How far the answers of each stratum lie apart: what the wave before showed, or what the office knows better."""
    wave = get_object_or_404(Wave.objects.visible_to(request.user), pk=pk)
    if not Wave.can_be_run_by(request.user):
        raise PermissionDenied
    shares = strata.plan(wave).shares
    form = DeviationsForm(request.POST or None, shares=shares, initial={"version": wave.version})
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            wave.enter_deviations(request.user, timezone.now(), form.cleaned_data["version"], form.deviations)
        except InvalidTransition as error:
            refusal = error.message
        else:
            messages.success(request, _("The standard deviations are saved; the sizes follow from them."))
            return redirect("surveys:wave_frame", wave.pk)
    context = {"form": form, "wave": wave, "refusal": refusal, "can_save": wave.can_be_drawn_by(request.user)}
    return render(request, "surveys/deviations.html", context, status=409 if refusal else 422 if form.errors else 200)


def population_count(request):
    """For htmx, while the population is being chosen."""
    if not Wave.can_be_run_by(request.user):
        raise PermissionDenied
    form = PopulationForm(request.GET, user=request.user)
    form.full_clean()
    count = customers_of(form.population, request.user).count()
    return render(request, "surveys/_population_count.html", {"count": count})
