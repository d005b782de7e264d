"""Takes a run back: its new customers go, its changes are reversed. Only while nobody edited what it wrote.

What the run wrote stands in the history that the database keeps, under the run's own context.
"""

import pghistory
from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from crm_site.workflow import InvalidTransition
from customers.importing.candidates import ADDRESS_KINDS, ATTRIBUTES, CONTACT_ATTRIBUTES, CUSTOMER_KEYS
from customers.importing.writing import save_changed
from customers.models import Activity, Address, Contact, Customer, ImportRow, ImportRun, SearchEntry

Outcome = ImportRow.Outcome

INSERTED, UPDATED = "insert", "update"
NAMED = 5


@transaction.atomic
def undo(run, by, at):
    """Undo the run, or refuse with the names of the customers that were edited since."""
    run.take_for_undo(by)
    _refuse_if_edited(run)
    with pghistory.context(user=by.pk, import_undone=run.pk):
        rows = list(run.rows.filter(outcome=Outcome.CHANGED).select_related("customer"))
        _restore_customers(rows, at)
        _restore_contacts(run, rows)
        _restore_addresses(run, rows)
        Activity.objects.bulk_create(
            Activity(
                customer=row.customer,
                kind="customer.import_undone",
                by=by,
                at=at,
                url=run.get_absolute_url(),
                facts={"file": run.original_name, "run": run.pk},
            )
            for row in rows
        )
        _delete_new(run)
    run.state, run.undone_by, run.undone_at = ImportRun.State.UNDONE, by, at
    run.save(update_fields=["state", "undone_by", "undone_at"])


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
        message = _("Not undone, because %(count)d customers were edited or used since: %(names)s.")
        raise InvalidTransition(message % {"count": len(edited), "names": pgettext("between names", ", ").join(listed)})


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


def _delete_new(run):
    """Customers go before their contacts, else each would be indexed for search once more; the database checks the
    references at the end of the transaction, and `_referred_to` found no others.
    """
    new = list(_written(run, Customer, INSERTED))
    ImportRow.objects.filter(customer__in=new).update(customer=None)
    Customer.objects.filter(pk__in=new)._raw_delete(using=DEFAULT_DB_ALIAS)
    Activity.objects.filter(customer__in=new)._raw_delete(using=DEFAULT_DB_ALIAS)
    for model in (Contact, Address):
        model.objects.filter(pk__in=_written(run, model, INSERTED))._raw_delete(using=DEFAULT_DB_ALIAS)


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
    contacts = list(Contact.objects.filter(pk__in=_written(run, Contact, UPDATED)))
    for contact in contacts:
        for key, attribute in CONTACT_ATTRIBUTES.items():
            if key in changes[contact.customer_id]:
                setattr(contact, attribute, changes[contact.customer_id][key][0])
    save_changed(contacts, CONTACT_ATTRIBUTES.values())


def _restore_addresses(run, rows):
    changes = {row.customer_id: row.changes for row in rows}
    keys = {kind: key for key, kind in ADDRESS_KINDS.items()}
    addresses = list(Address.objects.filter(pk__in=_written(run, Address, UPDATED)))
    for address in addresses:
        before = changes[address.customer_id]
        if keys[address.kind] in before:
            address.line = before[keys[address.kind]][0]
        if address.kind == Address.Kind.REGISTERED and "postcode" in before:
            address.postcode = before["postcode"][0]
    save_changed(addresses, {"line", "postcode"})
