"""The grid in which the figures of one month are typed: a row per customer and per project of it, a cell per figure."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from customers.figures.entering import Entry
from customers.figures.months import shift
from customers.figures.numbers import read_figure, shown_figure
from customers.figures.saving import on_file
from customers.importing.errors import CellError
from customers.models import Customer, MonthlyFigure, Project
from customers.models.figure import FIGURES
from people.models import User

LABELS = {name: MonthlyFigure._meta.get_field(name).verbose_name for name in (*FIGURES, "gross_profit")}
LONGEST = 60


@dataclass
class Cell:
    """`theirs` is what somebody else entered meanwhile, where this person typed something different."""

    name: str
    label: str
    text: str
    hint: str
    past: str
    error: str = ""
    theirs: str = ""


@dataclass
class Row:
    customer: Customer
    project: Project | None
    key: str
    seen: str
    cells: list
    changed_by: str = ""

    @property
    def gross_profit(self):
        """Of what stands in the cells, saved or not."""
        if not any(cell.text for cell in self.cells):
            return ""
        revenue, cost = (_number(self.cells[FIGURES.index(name)].text) for name in ("revenue", "cost"))
        return shown_figure(revenue - cost)


@dataclass
class Grid:
    """`totals` are the sums of the rows shown, in the order of the figures; `gross_profit` is theirs."""

    month: date
    rows: list

    @property
    def labels(self):
        return [LABELS[name] for name in FIGURES]

    @property
    def sums(self):
        return {
            name: sum((_number(row.cells[at].text) for row in self.rows), Decimal(0)) for at, name in enumerate(FIGURES)
        }

    @property
    def totals(self):
        return [(name, LABELS[name], shown_figure(total)) for name, total in self.sums.items()]

    @property
    def gross_profit(self):
        return shown_figure(self.sums["revenue"] - self.sums["cost"])


def grid_of(customers, month, entries=()):
    """The grid of these customers, with what stands on file; over it what a person typed in `entries` and has not saved."""
    months = {name: shift(month, by) for name, by in (("now", 0), ("last", -1), ("year", -12))}
    ids = [customer.pk for customer in customers]
    present = on_file(ids, list(months.values()))
    typed = {(entry.customer_id, entry.project_id): entry for entry in entries}
    projects = _projects(ids, present, typed)
    rows = []
    for customer in customers:
        for project in (None, *projects.get(customer.pk, ())):
            place = (customer.pk, project and project.pk)
            past = {name: present.get((*place, each)) for name, each in months.items()}
            rows.append(_row(customer, project, past, months, typed.get(place)))
    _name_others(rows, month)
    return Grid(month, rows)


def entries_of(data):
    """What was posted, as entries; the rows that the form says it has. Nonsense in hidden fields is an empty row."""
    entries = []
    for key in dict.fromkeys(data.getlist("row")):
        customer_id, _dash, project_id = key.partition("-")
        if all(part.isascii() and part.isdigit() and len(part) < 18 for part in (customer_id, project_id)):
            typed = {name: data.get(f"{key}-{name}", "")[:LONGEST] for name in FIGURES}
            entries.append(Entry(int(customer_id), int(project_id) or None, typed, _seen(data.get(f"{key}-seen", ""))))
    known = set(
        Project.objects.filter(pk__in=[entry.project_id for entry in entries if entry.project_id]).values_list(
            "customer", "pk"
        )
    )
    return [entry for entry in entries if not entry.project_id or (entry.customer_id, entry.project_id) in known]


def _seen(text):
    """The row on file as the form was opened, or None."""
    parts = text.split("|")
    if len(parts) != len(FIGURES):
        return None
    try:
        values = [Decimal(part) for part in parts]
    except InvalidOperation:
        return None
    return dict(zip(FIGURES, values, strict=True)) if all(value.is_finite() for value in values) else None


def _projects(ids, present, typed):
    """{customer id: projects with a row of their own}: those at work, and those with figures."""
    used = {project for _customer, project, _month in present if project} | {project for _customer, project in typed}
    found = {}
    for project in Project.objects.filter(customer__in=ids).order_by("id"):
        if project.phase == Project.Phase.OPERATING or project.pk in used:
            found.setdefault(project.customer_id, []).append(project)
    return found


def _row(customer, project, past, months, entry):
    present = past["now"]
    cells = []
    for name in FIGURES:
        values = {when: shown_figure(row and row[name]) for when, row in past.items()}
        known = [f"{months[when]:%Y-%m}: {values[when]}" for when in ("last", "year") if values[when]]
        cell = Cell(name, LABELS[name], values["now"], values["last"], " · ".join(known))
        if entry and (name in entry.errors or name in entry.changes):
            cell.text, cell.error = entry.typed[name], entry.errors.get(name, "")
            # What may stand there by now is shown even where an error elsewhere kept the entry from being compared.
            now, before = ((row or {}).get(name) or 0 for row in (present, entry.seen))
            if now != before and now != (entry.values.get(name) or 0):
                cell.theirs = values["now"] or "0"
        cells.append(cell)
    key = f"{customer.pk}-{project.pk if project else 0}"
    seen = "|".join(str(present[name]) for name in FIGURES) if present else ""
    return Row(customer, project, key, seen, cells)


def _name_others(rows, month):
    """Say who changed the rows in which two people differ."""
    differing = [row for row in rows if any(cell.theirs for cell in row.cells)]
    if not differing:
        return
    events = MonthlyFigure.pgh_event_model.objects.filter(
        customer__in=[row.customer.pk for row in differing], month=month, pgh_context__isnull=False
    ).order_by("pgh_id")
    by = {
        (event.customer_id, event.project_id): event.pgh_context.metadata.get("user")
        for event in events.select_related("pgh_context")
    }
    names = {person.pk: str(person) for person in User.objects.filter(pk__in=set(by.values()) - {None})}
    for row in differing:
        row.changed_by = names.get(by.get((row.customer.pk, row.project and row.project.pk)), "")


def _number(text):
    """What stands in a cell, as far as it can be read; what cannot adds nothing to the sums."""
    try:
        return read_figure(text, "revenue") or Decimal(0)
    except CellError:
        return Decimal(0)
