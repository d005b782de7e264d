"""Takes a run back: its new customers go, its changes are reversed. Only while nobody edited what it wrote.

What the run wrote stands in the history that the database keeps, under the run's own context.
"""

import logging

import pghistory
from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from customers.importing.candidates import ADDRESS_KINDS, ATTRIBUTES, CONTACT_ATTRIBUTES, CUSTOMER_KEYS
from customers.importing.progress import in_batches
from customers.importing.writing import one_at_a_time, save_changed
from customers.models import Activity, Address, Contact, Customer, ImportRow, ImportRun, SearchEntry
from people.messaging import language_of

logger = logging.getLogger(__name__)
State, Outcome = ImportRun.State, ImportRow.Outcome

INSERTED, UPDATED = "insert", "update"
NAMED = 5


class EditedSince(Exception):
    """Says which customers were edited or used since the import."""


def undo(run_id, at):
    """Undo the run unless somebody else does or did; True where it is undone.

    Refused with the names of the customers that were edited since, and after a worker that died; then all stays.
    """
    if not _begin(run_id, at):
        return False
    try:
        with transaction.atomic():
            run = _taken(run_id)
            if run is None:
                return False
            with language_of(run.undone_by), pghistory.context(user=run.undone_by_id, import_undone=run.pk):
                _undo_all(run, at)
            run.end_undo(at)
            return True
    except EditedSince as refusal:
        _keep(run_id, str(refusal), at)
    except Exception:
        logger.exception("The undoing of import %s failed", run_id)
        _keep(run_id, None, at)
    return False


@transaction.atomic
def _begin(run_id, at):
    """Count the attempt before it is made; one that was begun before has lost its worker."""
    run = _taken(run_id)
    if run is None:
        return False
    if run.attempts:
        with language_of(run.undone_by):
            message = _("The undoing was interrupted before its end. Nothing was taken back; start it again.")
        run.end_undo(at, message)
        return False
    run.attempts = 1
    run.save(update_fields=["attempts"])
    return True


def _taken(run_id):
    runs = ImportRun.objects.unheld().select_related("by", "undone_by")
    return runs.filter(pk=run_id, state=State.UNDOING).first()


@transaction.atomic
def _keep(run_id, message, at):
    """Back to imported, with the reason."""
    run = _taken(run_id)
    if run is not None:
        with language_of(run.undone_by):
            message = message or _(
                "An error in the system stopped the undoing. Nothing was taken back; tell your administrator."
            )
        run.end_undo(at, message)


def _undo_all(run, at):
    one_at_a_time()
    # Whoever edits one of these rows meanwhile waits, and so does whoever attaches something to one of the customers.
    for model in (Customer, Contact, Address):
        written = model.objects.filter(pk__in=_written(run, model, INSERTED, UPDATED))
        list(written.order_by("pk").select_for_update().values_list("pk"))
    _refuse_if_edited(run)
    written = run.rows.filter(outcome__in=[Outcome.NEW, Outcome.CHANGED]).defer("cells")
    for batch in in_batches(run, list(written.select_related("customer").order_by("number"))):
        _restore(run, [row for row in batch if row.outcome == Outcome.CHANGED], at)
        _delete_new([row.customer_id for row in batch if row.outcome == Outcome.NEW])
    # Customers went before their contacts, else each would be indexed for search once more; the database checks the
    # references at the end of the transaction.
    for model in (Contact, Address):
        model.objects.filter(pk__in=_written(run, model, INSERTED))._raw_delete(using=DEFAULT_DB_ALIAS)


def _restore(run, rows, at):
    """What the run changed is as before, and the timeline says so."""
    _restore_customers(rows, at)
    _restore_contacts(run, rows)
    _restore_addresses(run, rows)
    Activity.objects.bulk_create(
        Activity(
            customer=row.customer,
            kind="customer.import_undone",
            by=run.undone_by,
            at=at,
            url=run.get_absolute_url(),
            facts={"file": run.original_name, "run": run.pk},
        )
        for row in rows
    )


def _delete_new(customer_ids):
    """Customers that the run opened; nothing but what it wrote itself refers to them, as `_referred_to` found."""
    ImportRow.objects.filter(customer__in=customer_ids).update(customer=None)
    Customer.objects.filter(pk__in=customer_ids)._raw_delete(using=DEFAULT_DB_ALIAS)
    Activity.objects.filter(customer__in=customer_ids)._raw_delete(using=DEFAULT_DB_ALIAS)


def _written(run, model, *labels):
    """Ids of the rows of `model` that the run inserted or updated, as the labels say."""
    events = model.pgh_event_model.objects.filter(pgh_context=run.history, pgh_label__in=labels)
    return set(events.values_list("pgh_obj", flat=True))


def _refuse_if_edited(run):
    edited = {}
    for model in (Customer, Contact, Address):
        for customer_id in _edited_since(run, model):
            edited.setdefault(customer_id, model._meta.verbose_name)
    for customer_id, kind in _referred_to(run):
        edited.setdefault(customer_id, kind)
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


def _edited_since(run, model):
    """Ids of the customers of which a row that the run wrote was changed by somebody else later, or is gone."""
    events = model.pgh_event_model.objects
    customer = "pgh_obj" if model is Customer else "customer"
    ours = events.filter(pgh_context=run.history)
    earlier = ours.filter(pgh_obj=OuterRef("pgh_obj"), pgh_id__lt=OuterRef("pgh_id"))
    later = events.filter(Exists(earlier), pgh_obj__in=ours.values("pgh_obj")).exclude(pgh_context=run.history)
    gone = ours.filter(~Exists(model.objects.filter(pk=OuterRef("pgh_obj"))))
    return {*later.values_list(customer, flat=True), *gone.values_list(customer, flat=True)}


def _referred_to(run):
    """(customer id, kind of row) of what others attached to customers and contacts that the run made."""
    own = {model: _written(run, model, INSERTED, UPDATED) for model in (Customer, Contact, Address)}
    made = {model: _written(run, model, INSERTED) for model in (Customer, Contact)}
    for model in (Customer, Contact):
        for relation in model._meta.get_fields(include_hidden=True):
            other = relation.related_model
            if not (relation.one_to_many or relation.one_to_one) or relation.concrete or _is_own(other):
                continue
            name = relation.field.name
            rows = other._base_manager.filter(**{f"{name}__in": made[model]}).exclude(pk__in=own.get(other, []))
            if other is Activity:
                rows = rows.exclude(facts__run=run.pk)
            customer = name if model is Customer else f"{name}__customer"
            for customer_id in rows.values_list(customer, flat=True):
                yield customer_id, other._meta.verbose_name


def _is_own(model):
    return model in (ImportRow, SearchEntry) or issubclass(model, pghistory.models.Event)


def _restore_customers(rows, at):
    attributes, restored = {"version", "updated_at"}, []
    parents = dict(
        Customer.objects.filter(
            code__in=[row.changes["parent"][0] for row in rows if "parent" in row.changes]
        ).values_list("code", "pk")
    )
    for row in rows:
        before = {ATTRIBUTES.get(key, key): row.changes[key][0] for key in CUSTOMER_KEYS if key in row.changes}
        if "parent" in row.changes:
            before["parent_id"] = parents.get(row.changes["parent"][0])
        for attribute, value in before.items():
            setattr(row.customer, attribute, value)
        if before:
            row.customer.version += 1
            row.customer.updated_at = at
            attributes |= before.keys()
            restored.append(row.customer)
    save_changed(restored, attributes)


def _restore_contacts(run, rows):
    changes = {row.customer_id: row.changes for row in rows}
    contacts = list(Contact.objects.filter(customer__in=changes, pk__in=_written(run, Contact, UPDATED)))
    for contact in contacts:
        for key, attribute in CONTACT_ATTRIBUTES.items():
            if key in changes[contact.customer_id]:
                setattr(contact, attribute, changes[contact.customer_id][key][0])
    save_changed(contacts, CONTACT_ATTRIBUTES.values())


def _restore_addresses(run, rows):
    changes = {row.customer_id: row.changes for row in rows}
    keys = {kind: key for key, kind in ADDRESS_KINDS.items()}
    addresses = list(Address.objects.filter(customer__in=changes, pk__in=_written(run, Address, UPDATED)))
    for address in addresses:
        before = changes[address.customer_id]
        if keys[address.kind] in before:
            address.line = before[keys[address.kind]][0]
        if address.kind == Address.Kind.REGISTERED and "postcode" in before:
            address.postcode = before["postcode"][0]
    save_changed(addresses, {"line", "postcode"})
