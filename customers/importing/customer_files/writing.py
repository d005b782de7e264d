"""Writes new and changed customers with their first contact and addresses."""

from django.db import connection
from django.utils.translation import gettext as _

from customers.importing.copying import copy_values, draw_ids, save_changed
from customers.importing.customer_files.candidates import (
    ADDRESS_KINDS,
    ATTRIBUTES,
    CONTACT_ATTRIBUTES,
    CUSTOMER_KEYS,
    Candidate,
)
from customers.importing.customer_files.comparing import Comparison
from customers.importing.customer_files.fields import FIELDS_BY_KEY
from customers.importing.customer_files.lookups import Lookups
from customers.importing.progress import in_batches
from customers.importing.search_entries import sorted_in_meanwhile
from customers.models import Activity, Address, Contact, Customer, ImportRow

Outcome = ImportRow.Outcome

SET_CUSTOMERS = """
    UPDATE customers_importrow AS row SET customer_id = written.customer_id
    FROM unnest(%s::bigint[], %s::bigint[]) AS written (id, customer_id) WHERE row.id = written.id
"""


def write(run, at):
    written = run.rows.filter(outcome__in=[Outcome.NEW, Outcome.CHANGED])
    on_file = Customer.objects.filter(pk__in=written.values("customer")).order_by("pk")
    list(on_file.select_for_update(no_key=True).values_list("pk"))
    rows = list(written.defer("cells").order_by("number"))
    comparison = Comparison(Lookups(run.by), [row.values for row in rows])
    with sorted_in_meanwhile() as sort_in:
        for batch in in_batches(run, rows):
            _write_batch(run, batch, comparison, at)
            sort_in()
        _link_parents(rows)


def _write_batch(run, rows, comparison, at):
    findings = comparison.findings([Candidate(row.number, [], row.values, {}) for row in rows])
    good = []
    stale = []
    for row, finding in zip(rows, findings, strict=True):
        errors = finding.errors or _changed_since(row, finding)
        if errors or finding.outcome == Outcome.UNCHANGED:
            row.outcome, row.errors = (Outcome.ERROR if errors else Outcome.UNCHANGED), errors
            stale.append(row)
        else:
            good.append((row, finding))
    ImportRow.objects.bulk_update(stale, ["outcome", "errors"])
    new = [pair for pair in good if pair[1].outcome == Outcome.NEW]
    customers = _new_customers(new, comparison.lookups.default_owner_id, at)
    # Contacts go first, so that each new customer is indexed for search once, with its contact; the database checks
    # the reference at the end of the transaction.
    _write_contacts([finding for _row, finding in good])
    copy_values(Customer, customers)
    _set_customers(new)
    _change_customers([finding for _row, finding in good if finding.changes], at)
    _write_addresses([finding for _row, finding in good])
    url = run.get_absolute_url()
    copy_values(Activity, [_activity(run, row, finding, at, url) for row, finding in good])


def _changed_since(row, finding):
    """{field: why} where the customer is no longer as the check showed it."""
    if finding.outcome == Outcome.UNCHANGED:
        return {}
    if row.outcome != finding.outcome or (row.outcome == Outcome.CHANGED and row.customer_id != finding.customer.pk):
        key = next(key for key in ("code", "credit_code", "name") if key in row.values)
        return {key: _("Since the check such a customer was opened, removed or renamed. Check the file again.")}
    differing = [
        key for key in row.changes.keys() | finding.changes.keys() if row.changes.get(key) != finding.changes.get(key)
    ]
    return {key: _("Somebody changed this since the check. Check the file again.") for key in differing}


def _new_customers(pairs, owner_id, at):
    """The customers to be inserted, with ids and codes."""
    codes = iter(Customer.next_codes(sum("code" not in row.values for row, _finding in pairs)))
    customers = []
    for (row, finding), pk in zip(pairs, draw_ids(Customer, len(pairs)), strict=True):
        finding.customer_id = pk
        values = {ATTRIBUTES.get(key, key): row.values[key] for key in CUSTOMER_KEYS if key in row.values}
        own = {"id": pk, "code": row.values.get("code") or next(codes), "created_at": at, "updated_at": at}
        customers.append({"owner_id": owner_id, **values, **own})
    return customers


def _set_customers(pairs):
    """Tell the rows of the run which customers they became."""
    with connection.cursor() as cursor:
        ids = [[row.pk for row, _finding in pairs], [finding.customer_id for _row, finding in pairs]]
        cursor.execute(SET_CUSTOMERS, ids)


def _change_customers(findings, at):
    changed = []
    for finding in findings:
        keys = [key for key in CUSTOMER_KEYS if key in finding.changes]
        for key in keys:
            setattr(finding.customer, ATTRIBUTES.get(key, key), finding.changes[key][1])
        if keys or "parent" in finding.changes:
            finding.customer.version += 1
            finding.customer.updated_at = at
            changed.append(finding)
    attributes = {ATTRIBUTES.get(key, key) for finding in changed for key in finding.changes if key in CUSTOMER_KEYS}
    save_changed([finding.customer for finding in changed], attributes | {"version", "updated_at"})


def _write_contacts(findings):
    added, changed, attributes = [], [], set()
    for finding in findings:
        values = {
            CONTACT_ATTRIBUTES[key]: value for key, value in finding.row.values.items() if key in CONTACT_ATTRIBUTES
        }
        if finding.contact is None and values:
            added.append({"customer_id": finding.customer_id, "is_primary": finding.is_first_contact, **values})
        elif finding.changes.keys() & CONTACT_ATTRIBUTES.keys():
            for attribute, value in values.items():
                setattr(finding.contact, attribute, value)
            attributes |= values.keys()
            changed.append(finding.contact)
    copy_values(Contact, added)
    save_changed(changed, attributes)


def _write_addresses(findings):
    added, changed = [], []
    for finding in findings:
        values, changes = finding.row.values, finding.changes
        for key, kind in ADDRESS_KINDS.items():
            wanted = {"line": values.get(key), "postcode": values.get("postcode") if key == "address" else None}
            wanted = {attribute: value for attribute, value in wanted.items() if value}
            address = finding.addresses.get(kind)
            if address is None and wanted:
                added.append({"customer_id": finding.customer_id, "kind": kind, **wanted})
            elif wanted and (key in changes or (key == "address" and "postcode" in changes)):
                for attribute, value in wanted.items():
                    setattr(address, attribute, value)
                changed.append(address)
    copy_values(Address, added)
    save_changed(changed, {"line", "postcode"})


def _link_parents(rows):
    """Parent groups last, because one may be another row of the file."""
    codes = {
        row.number: row.values["parent"] for row in rows if row.outcome != Outcome.ERROR and "parent" in row.values
    }
    parents = dict(Customer.objects.filter(code__in=set(codes.values())).values_list("code", "pk"))
    written = ImportRow.objects.filter(pk__in=[row.pk for row in rows if row.number in codes])
    changed = []
    for row in written.select_related("customer"):
        parent_id = parents.get(codes[row.number])
        if parent_id and row.customer.parent_id != parent_id:
            row.customer.parent_id = parent_id
            changed.append(row.customer)
    save_changed(changed, {"parent"})


def _activity(run, row, finding, at, url):
    facts = {"file": run.original_name, "run": run.pk}
    kind = "customer.imported"
    if row.outcome == Outcome.CHANGED:
        kind = "customer.import_changed"
        facts["fields"] = ", ".join(FIELDS_BY_KEY[key].label for key in finding.changes)
    about = {"customer_id": finding.customer_id, "kind": kind, "facts": facts}
    return about | {"by_id": run.by_id, "at": at, "url": url}
