"""Writes what was found new or changed of the customers' files."""

from django.utils.translation import gettext as _

from customers.importing.copying import copy_in
from customers.importing.customer_files.candidates import Candidate
from customers.importing.matching import key_of
from customers.importing.parts.comparing import Comparison
from customers.importing.progress import in_batches
from customers.importing.search_entries import sorted_in_meanwhile
from customers.models import Customer, ImportRow

Outcome = ImportRow.Outcome


def write(run, at, part):
    rows = written_rows(run)
    hold({row.customer_id for row in rows})
    comparison = Comparison(part)
    told = []
    with sorted_in_meanwhile() as sort_in:
        for batch in in_batches(run, rows):
            told += _write_batch(run, batch, comparison, at)
            sort_in()
    copy_in(part.tell(run, told, at))


def written_rows(run):
    written = run.rows.filter(outcome__in=[Outcome.NEW, Outcome.CHANGED])
    return list(written.defer("cells").order_by("number"))


def hold(customers):
    """Whoever changes one of these files meanwhile, or merges it, waits."""
    rows = Customer.objects.filter(pk__in=customers).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk"))


def _write_batch(run, rows, comparison, at):
    """The findings that were written."""
    findings = comparison.findings([Candidate(row.number, [], row.values, {}) for row in rows])
    good, stale = [], []
    for row, finding in zip(rows, findings, strict=True):
        errors = finding.errors or _changed_since(row, finding)
        if errors or finding.outcome == Outcome.UNCHANGED:
            row.outcome, row.errors = (Outcome.ERROR if errors else Outcome.UNCHANGED), errors
            stale.append(row)
        else:
            good.append(finding)
    ImportRow.objects.bulk_update(stale, ["outcome", "errors"])
    comparison.part.write(run, good, at)
    return good


def _changed_since(row, finding):
    """{field: why} where what is on file is no longer as the check showed it; nothing where it is already right."""
    if finding.outcome == Outcome.UNCHANGED:
        return {}
    if row.outcome != finding.outcome or row.customer_id != finding.customer.pk:
        return {key_of(row.values): _("Somebody added or removed this since the check. Check the file again.")}
    keys = row.changes.keys() | finding.changes.keys()
    differing = [key for key in keys if row.changes.get(key) != finding.changes.get(key)]
    return {key: _("Somebody changed this since the check. Check the file again.") for key in differing}
