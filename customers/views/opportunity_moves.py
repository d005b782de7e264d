"""An opportunity on its way: a card that was dragged and the dialog in which the same is done end in one address."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_htmx.http import trigger_client_event

from crm_site.fragments import page_or_fragment, saved
from crm_site.workflow import InvalidTransition
from customers.business.stages import Stage
from customers.forms.opportunity_moves import NEW_CONTACT, form_of
from customers.models import Contact
from customers.models.editing import EditedMeanwhile
from customers.views.editing import seen_version, side_by_side, typed_in
from customers.views.opportunity import blame, editable


def opportunity_move(request, pk):
    """Without a stage: where it may go. With one: what that asks for, and once that is known, the move.

    A dragged card sends only its stage and version; what the stage still asks for then comes in the dialog.
    """
    opportunity = editable(request.user, pk)
    stage = _stage_of(request)
    context = {"opportunity": opportunity, "customer": opportunity.customer, "heading": opportunity.name}
    context["version"] = request.POST.get("version", opportunity.version)
    if stage is None:
        return _answer(request, "choose", context, 200 if request.method == "GET" else 422)
    is_filled_in = "filled_in" in request.POST
    form = _form(opportunity, stage, request.POST if is_filled_in else None)
    context |= {"stage": stage, "form": form}
    if request.method == "POST" and (form.is_valid() if is_filled_in else not form.fields):
        try:
            with transaction.atomic():
                _move(request, opportunity, stage, form)
        except EditedMeanwhile as refusal:
            return _answer(request, "move", context | _again(form, refusal, stage), 409)
        except InvalidTransition as refusal:
            return _too_late(request, context | {"refusal": refusal})
        except ValidationError as refusal:
            blame(form, refusal)
        else:
            return _moved(request, opportunity)
    return _answer(request, "move", context, 200 if request.method == "GET" else 422)


def _stage_of(request):
    text = request.POST.get("stage") or request.GET.get("stage")
    return Stage(text) if text in Stage.values else None


def _form(opportunity, stage, data=None, **more):
    return form_of(stage)(data, instance=opportunity, stage=stage, today=timezone.localdate(), **more)


def _move(request, opportunity, stage, form):
    by, at, version = request.user, timezone.now(), seen_version(request)
    if stage == Stage.LOST:
        values = form.cleaned_data
        return opportunity.lose(by, at, version, values["lost_reason"], values["lost_to"])
    changes = form.changes() if form.is_bound else {}
    if contact := form.is_bound and form.new_contact():
        changes["decision_contact"] = Contact.add(opportunity.customer, by, at, **contact)
    if stage == Stage.WON:
        values = form.cleaned_data
        return opportunity.win(by, at, version, values["project_name"], values["contract_ends_on"], changes)
    return opportunity.move(by, at, version, stage, changes)


def _again(form, refusal, stage):
    """The form on the opportunity as it stands, with what this person typed."""
    present = type(form.instance).objects.select_related("customer__owner", "owner").get(pk=form.instance.pk)
    names = [name for name in form.fields if name not in NEW_CONTACT]
    initial = typed_in(refusal, form.cleaned_data) | {name: form.cleaned_data.get(name) for name in NEW_CONTACT}
    return {
        "form": _form(present, stage, names=names, initial=initial),
        "refusal": refusal,
        "differences": side_by_side(present, refusal, form.cleaned_data),
        "version": present.version,
    }


def _moved(request, opportunity):
    """The dialog closes and the board fetches itself anew; what became a project is shown on the customer's page."""
    facts = {"name": opportunity, "stage": opportunity.get_stage_display()}
    text = _("“%(name)s” is now: %(stage)s.") % facts
    return saved(request, text, opportunity)


def _too_late(request, context):
    """Who moved it meanwhile, and the board as it stands now."""
    return trigger_client_event(_answer(request, "too_late", context, 409), "saved", {})


def _answer(request, name, context, status):
    """A page, or what stands in the dialog."""
    context["fragment"] = f"customers/business/_{name}.html"
    return page_or_fragment(request, "customers/business/move.html", context, status, fragment=context["fragment"])
