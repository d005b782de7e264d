"""What a run wrote and who touched it since, as the history tells that the database keeps."""

import pghistory
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from customers.importing.errors import EditedSince
from customers.models import Customer

INSERTED, UPDATED = "insert", "update"
NAMED = 5


def written_by(run, model, *labels):
    """Ids of the rows of `model` that the run inserted or updated, as the labels say."""
    events = model.pgh_event_model.objects.filter(pgh_context=run.history, pgh_label__in=labels)
    return set(events.values_list("pgh_obj", flat=True))


def edited_since(run, model):
    """Ids of the customers of which a row that the run wrote was changed by somebody else later, or is gone.

    A grade that a valuation gave is nobody's edit.
    """
    events = model.pgh_event_model.objects
    customer = "pgh_obj" if model is Customer else "customer"
    ours = events.filter(pgh_context=run.history)
    earlier = ours.filter(pgh_obj=OuterRef("pgh_obj"), pgh_id__lt=OuterRef("pgh_id"))
    later = events.filter(Exists(earlier), pgh_obj__in=ours.values("pgh_obj")).exclude(pgh_context=run.history)
    later = later.exclude(pgh_context__metadata__has_key="valuation_run")
    gone = ours.filter(~Exists(model.objects.filter(pk=OuterRef("pgh_obj"))))
    return {*later.values_list(customer, flat=True), *gone.values_list(customer, flat=True)}


def referring(model, ids):
    """(name of the foreign key, rows) of whatever refers to these rows of `model`, of any app; history left out."""
    for relation in model._meta.get_fields(include_hidden=True):
        other = relation.related_model
        is_reference = (relation.one_to_many or relation.one_to_one) and not relation.concrete
        if is_reference and not issubclass(other, pghistory.models.Event):
            yield relation.field.name, other._base_manager.filter(**{f"{relation.field.name}__in": ids})


def refuse_edited(edited):
    """Raise EditedSince where there are any: `edited` is {customer id: what of it was edited or used}."""
    if edited:
        names = dict(Customer.objects.filter(pk__in=list(edited)[:NAMED]).values_list("pk", "name"))
        listed = [
            _("%(name)s (%(kind)s)") % {"name": names.get(pk, "–"), "kind": kind}
            for pk, kind in list(edited.items())[:NAMED]
        ]
        message = ngettext(
            "Not undone, because %(count)d customer was edited or used since: %(names)s.",
            "Not undone, because %(count)d customers were edited or used since: %(names)s.",
            len(edited),
        )
        raise EditedSince(message % {"count": len(edited), "names": pgettext("between names", ", ").join(listed)})
