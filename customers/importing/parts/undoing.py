"""Takes back what an import wrote of the customers' files: what was new goes, what was changed is as the history says it was."""

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from customers.importing.copying import save_changed
from customers.importing.errors import EditedSince
from customers.importing.parts.writing import hold, written_rows
from customers.importing.progress import progress_of
from customers.importing.traces import INSERTED, UPDATED, edited_since, referring, refuse_edited, written_by
from customers.models import Activity


def undo(run, at, part):
    rows = written_rows(run)
    customers = {row.customer_id for row in rows}
    hold(customers)
    for model in part.written:
        written = model.objects.filter(pk__in=written_by(run, model, INSERTED, UPDATED)).order_by("pk")
        list(written.select_for_update().values_list("pk"))
    _refuse_if_edited(run, part)
    with progress_of(run, len(rows)) as report:
        # New ones go first: one of them may have become a customer's first contact in place of another.
        part.model.objects.filter(pk__in=written_by(run, part.model, INSERTED)).delete()
        for model, fields in part.written.items():
            if fields:
                put_back(run, model, fields)
        report(len(rows))
    _tell(run, customers, at)


def put_back(run, model, fields):
    """Give the rows that the run changed the `fields` that they had before, as the history knows them."""
    events = model.pgh_event_model.objects
    ours = events.filter(pgh_context=run.history, pgh_label=UPDATED, pgh_obj__in=model.objects.values("pk"))
    first = ours.order_by("pgh_obj", "pgh_id").distinct("pgh_obj")
    before = events.filter(pgh_obj=OuterRef("pgh_obj"), pgh_id__lt=OuterRef("pgh_id")).order_by("-pgh_id")
    pairs = first.annotate(before=Subquery(before.values("pgh_id")[:1])).values_list("pgh_obj", "before")
    if any(state is None for _pk, state in pairs):
        raise EditedSince(_("Not undone, because the history does not know what stood there before."))
    states, rows = events.in_bulk([state for _pk, state in pairs]), model.objects.in_bulk([pk for pk, _state in pairs])
    for pk, state in pairs:
        for field in fields:
            setattr(rows[pk], field, getattr(states[state], field))
    save_changed(list(rows.values()), fields)


def _refuse_if_edited(run, part):
    edited = {}
    for model in part.written:
        for customer_id in edited_since(run, model):
            edited.setdefault(customer_id, model._meta.verbose_name)
    made = written_by(run, part.model, INSERTED)
    for name, rows in referring(part.model, made):
        if rows.model not in part.belongings:
            is_tracked = hasattr(rows.model, "pgh_event_model")
            rows = rows.exclude(pk__in=written_by(run, rows.model, INSERTED)) if is_tracked else rows
            for customer_id in rows.values_list(f"{name}__customer", flat=True):
                edited.setdefault(customer_id, rows.model._meta.verbose_name)
    refuse_edited(edited)


def _tell(run, customers, at):
    """What the run told of its single records goes with them; that it was undone is told once of each customer."""
    told = Activity.objects.filter(customer__in=customers, facts__run=run.pk)
    told.exclude(url=run.get_absolute_url()).delete()
    facts = {"file": run.original_name, "run": run.pk}
    url = run.get_absolute_url()
    Activity.objects.bulk_create(
        Activity(customer_id=pk, kind="customer.import_undone", by=run.undone_by, at=at, url=url, facts=facts)
        for pk in sorted(customers)
    )
