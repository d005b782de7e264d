"""Writes figures found new or changed, and takes them back."""

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Max, Min
from django.utils.translation import gettext as _

from customers.figures import saving
from customers.importing.copying import copy_in
from customers.importing.monthly_figures.candidates import Candidate, months_of
from customers.importing.monthly_figures.comparing import Comparison
from customers.importing.progress import in_batches
from customers.importing.traces import INSERTED, edited_since, refuse_edited, written_by
from customers.models import Activity, ImportRow, MonthlyFigure

Outcome = ImportRow.Outcome


def write(run, at):
    rows = _written(run)
    saving.hold({row.customer_id for row in rows})
    comparison = Comparison(run.by)
    for batch in in_batches(run, rows):
        _write_batch(batch, comparison)
    _log(run, "figure.imported", run.by, at)


def undo(run, at):
    rows = _written(run)
    saving.hold({row.customer_id for row in rows})
    refuse_edited(dict.fromkeys(edited_since(run, MonthlyFigure), MonthlyFigure._meta.verbose_name))
    _log(run, "figure.import_undone", run.undone_by, at)
    for batch in in_batches(run, rows):
        saving.put_back(_before(batch))
    MonthlyFigure.objects.filter(pk__in=written_by(run, MonthlyFigure, INSERTED))._raw_delete(using=DEFAULT_DB_ALIAS)


def _written(run):
    return list(run.rows.filter(outcome__in=[Outcome.NEW, Outcome.CHANGED]).defer("cells").order_by("number"))


def _write_batch(rows, comparison):
    findings = comparison.findings([Candidate(row.number, [], row.values, {}) for row in rows])
    whole, stale = {}, []
    for row, finding in zip(rows, findings, strict=True):
        errors = finding.errors or _changed_since(row, finding)
        if errors or finding.outcome == Outcome.UNCHANGED:
            row.outcome, row.errors = (Outcome.ERROR if errors else Outcome.UNCHANGED), errors
            stale.append(row)
        else:
            whole |= finding.rows
    ImportRow.objects.bulk_update(stale, ["outcome", "errors"])
    saving.save(whole)


def _changed_since(row, finding):
    """{key: why} where the figures on file are no longer as the check showed them; nothing where they are already right."""
    if finding.outcome == Outcome.UNCHANGED:
        return {}
    keys = row.changes.keys() | finding.changes.keys()
    differing = [key for key in keys if row.changes.get(key) != finding.changes.get(key)]
    return {key: _("Somebody changed this since the check. Check the file again.") for key in differing}


def _log(run, kind, by, at):
    """One entry on the timeline of each customer, from the first to the last month written."""
    events = MonthlyFigure.pgh_event_model.objects.filter(pgh_context=run.history)
    url, facts = run.get_absolute_url(), {"file": run.original_name, "run": run.pk}
    spans = events.values("customer").annotate(first=Min("month"), last=Max("month")).order_by("customer")
    copy_in(
        [
            Activity(
                customer_id=span["customer"],
                kind=kind,
                by_id=by.pk,
                at=at,
                url=url,
                facts=facts | {"first": f"{span['first']:%Y-%m}", "last": f"{span['last']:%Y-%m}"},
            )
            for span in spans
        ]
    )


def _before(rows):
    """The figures that the run changed, as they were {(customer id, project id, month): {figure: value}}."""
    places = {}
    for row in rows:
        for month, given in months_of(row.values).items():
            former = {figure: row.changes[key][0] for figure, (key, _value) in given.items() if key in row.changes}
            if any(value is not None for value in former.values()):
                places[row.customer_id, row.values.get("project"), month] = former
    return places
