"""Takes back what an import of customers wrote: its new customers go, its changes are reversed."""

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Q

from customers.automatic import AUTOMATIC
from customers.importing.copying import save_changed
from customers.importing.customer_files.candidates import (
    ADDRESS_KINDS,
    ATTRIBUTES,
    CONTACT_ATTRIBUTES,
    CUSTOMER_KEYS,
)
from customers.importing.progress import in_batches
from customers.importing.traces import INSERTED, UPDATED, edited_since, referring, refuse_edited, written_by
from customers.models import (
    Activity,
    Address,
    Contact,
    Customer,
    CustomerValue,
    DuplicatePair,
    ImportRow,
    OwnerPeriod,
    SearchEntry,
)
from customers.valuing import one_at_a_time

Outcome = ImportRow.Outcome
SYSTEM_KEEPS = (DuplicatePair, ImportRow, OwnerPeriod, SearchEntry)


def undo(run, at):
    # A valuation on its way would write of customers that go.
    one_at_a_time()
    # Whoever edits one of these rows meanwhile waits, and so does whoever attaches something to one of the customers.
    for model in (Customer, Contact, Address):
        written = model.objects.filter(pk__in=written_by(run, model, INSERTED, UPDATED))
        list(written.order_by("pk").select_for_update().values_list("pk"))
    _refuse_if_edited(run)
    written = run.rows.filter(outcome__in=[Outcome.NEW, Outcome.CHANGED]).defer("cells")
    for batch in in_batches(run, list(written.select_related("customer").order_by("number"))):
        _restore(run, [row for row in batch if row.outcome == Outcome.CHANGED], at)
        _delete_new([row.customer_id for row in batch if row.outcome == Outcome.NEW])
    # Customers went before their contacts, else each would be indexed for search once more; the database checks the
    # references at the end of the transaction.
    for model in (Contact, Address):
        model.objects.filter(pk__in=written_by(run, model, INSERTED))._raw_delete(using=DEFAULT_DB_ALIAS)


def _restore(run, rows, at):
    """What the run changed is as before, and the timeline says so."""
    _restore_customers(run, rows, at)
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
    """Customers that the run opened; only what it wrote itself or the system added refers to them (`_referred_to`)."""
    ImportRow.objects.filter(customer__in=customer_ids).update(customer=None)
    for model in AUTOMATIC:
        _automatic(model, customer_ids)._raw_delete(using=DEFAULT_DB_ALIAS)
    DuplicatePair.objects.filter(Q(first__in=customer_ids) | Q(second__in=customer_ids)).delete()
    OwnerPeriod.objects.filter(customer__in=customer_ids)._raw_delete(using=DEFAULT_DB_ALIAS)
    Customer.objects.filter(pk__in=customer_ids)._raw_delete(using=DEFAULT_DB_ALIAS)
    Activity.objects.filter(customer__in=customer_ids)._raw_delete(using=DEFAULT_DB_ALIAS)


def _refuse_if_edited(run):
    edited = {}
    for model in (Customer, Contact, Address):
        for customer_id in edited_since(run, model):
            edited.setdefault(customer_id, model._meta.verbose_name)
    for customer_id, kind in _referred_to(run):
        edited.setdefault(customer_id, kind)
    refuse_edited(edited)


def _referred_to(run):
    """(customer id, kind of row) of what others attached to customers and contacts that the run made."""
    own = {model: written_by(run, model, INSERTED, UPDATED) for model in (Customer, Contact, Address)}
    made = {model: written_by(run, model, INSERTED) for model in (Customer, Contact)}
    for model in (Customer, Contact):
        for name, rows in referring(model, made[model]):
            other = rows.model
            if other in SYSTEM_KEEPS:
                continue
            rows = rows.exclude(pk__in=own.get(other, []))
            if other in AUTOMATIC:
                rows = rows.exclude(pk__in=_automatic(other, made[Customer]).values("pk"))
            if other is Activity:
                rows = rows.exclude(facts__run=run.pk)
            customer = name if model is Customer else f"{name}__customer"
            for customer_id in rows.values_list(customer, flat=True):
                yield customer_id, other._meta.verbose_name


def _automatic(model, customer_ids):
    """Rows of `model` that the system added to these customers, and nobody took up."""
    return AUTOMATIC[model](model._base_manager.filter(customer__in=customer_ids))


def _restore_customers(run, rows, at):
    since = CustomerValue.objects.filter(customer__in=[row.customer_id for row in rows])
    valued = set(since.filter(run__finished_at__gte=run.finished_at).values_list("customer", flat=True))
    attributes, restored = {"version", "updated_at"}, []
    parents = dict(
        Customer.objects.filter(
            code__in=[row.changes["parent"][0] for row in rows if "parent" in row.changes]
        ).values_list("code", "pk")
    )
    for row in rows:
        before = {ATTRIBUTES.get(key, key): row.changes[key][0] for key in CUSTOMER_KEYS if key in row.changes}
        if row.customer_id in valued:
            before.pop("grade", None)
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
    contacts = list(Contact.objects.filter(customer__in=changes, pk__in=written_by(run, Contact, UPDATED)))
    for contact in contacts:
        for key, attribute in CONTACT_ATTRIBUTES.items():
            if key in changes[contact.customer_id]:
                setattr(contact, attribute, changes[contact.customer_id][key][0])
    save_changed(contacts, CONTACT_ATTRIBUTES.values())


def _restore_addresses(run, rows):
    changes = {row.customer_id: row.changes for row in rows}
    keys = {kind: key for key, kind in ADDRESS_KINDS.items()}
    addresses = list(Address.objects.filter(customer__in=changes, pk__in=written_by(run, Address, UPDATED)))
    for address in addresses:
        before = changes[address.customer_id]
        if keys[address.kind] in before:
            address.line = before[keys[address.kind]][0]
        if address.kind == Address.Kind.REGISTERED and "postcode" in before:
            address.postcode = before["postcode"][0]
    save_changed(addresses, {"line", "postcode"})
