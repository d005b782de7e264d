"""Coverage per rule and account manager, and the rows behind each figure."""

from collections import defaultdict

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from crm_site.listing import PAGE_SIZES
from crm_site.spreadsheets import workbook_response
from customers.exports import logged_workbook
from customers.models import Customer
from people.models import User
from visits.coverage import OF_CUSTOMERS, OF_VISITS, Cell, Coverage
from visits.models import Visit
from visits.stretches import Stretch

ROWS = PAGE_SIZES[1]
# So many account managers are shown of each rule; all of them on a page of the rule's own.
MOST_LINES = 25
# A workbook of more rows is no answer to a person.
MOST_ROWS = 20_000
KINDS = {
    "due": _("Asked for"),
    "done": pgettext_lazy("visits", "Done"),
    "planned": pgettext_lazy("visits", "Planned"),
    "overdue": pgettext_lazy("visits", "Overdue"),
    "remaining": pgettext_lazy("visits", "Remaining"),
    "wrong_level": _("Other level met"),
    "customers": _("Customers"),
    "under": _("Fewer than asked for"),
    "never": _("Never visited"),
    "over": _("More than asked for"),
}
# Behind the cost of a visit stand the customers visited.
LABELS = KINDS | {"visited": pgettext_lazy("customers", "Visited")}
LENGTHS = {"month": _("Month"), "quarter": _("Quarter"), "half": _("Half-year"), "year": _("Year")}


def coverage(request):
    """?period=2026-Q4, and perhaps &rule= for all the account managers of one rule."""
    stretch, figures = _figures(request)
    groups = _groups(figures)
    if "xlsx" in request.GET:
        return _workbook(stretch, groups)
    context = {
        "stretch": stretch,
        "lengths": [(LENGTHS[kind], each, kind == stretch.kind) for kind, each in stretch.siblings().items()],
        "groups": groups,
        "total": sum((group["total"] for group in groups), Cell()),
        "kinds": KINDS,
        "is_of_all_rules": figures.values["rule"] is None,
    }
    return render(request, "visits/coverage.html", context)


def coverage_rows(request):
    """?period= &kind=overdue, and perhaps &rule= and &owner=: who is behind a figure."""
    kind = request.GET.get("kind", "")
    if kind not in (*OF_VISITS, *OF_CUSTOMERS):
        raise Http404
    stretch, figures = _figures(request)
    if "xlsx" in request.GET:
        rows = _with_names(figures, figures.rows(kind, MOST_ROWS))
        name = gettext("Coverage %(period)s") % {"period": stretch.name}
        return logged_workbook(request, name, {LABELS[kind]: _sheet(rows)}, str(LABELS[kind]))
    page = max(1, _number(request.GET.get("page")) or 1)
    rows = figures.rows(kind, ROWS + 1, (page - 1) * ROWS)
    context = {
        "stretch": stretch,
        "kind": kind,
        "label": LABELS[kind],
        "by_customer": kind in OF_CUSTOMERS,
        "rows": _with_names(figures, rows[:ROWS]),
        "page": page,
        "has_next": len(rows) > ROWS,
        "query": _without_page(request),
        "can_plan": Visit.can_be_planned_by(request.user),
    }
    return render(request, "visits/coverage_rows.html", context)


def _figures(request):
    if not Visit.can_be_measured_by(request.user):
        raise PermissionDenied
    at = timezone.now()
    stretch = Stretch.named(request.GET.get("period"), timezone.localdate(at))
    rule, owner = (_number(request.GET.get(name)) for name in ("rule", "owner"))
    return stretch, Coverage(request.user, stretch.first, stretch.last, at, rule, owner)


def _groups(figures):
    """One per rule: its managers' lines, those with most overdue first, and the sum."""
    cells = figures.cells()
    owners = User.objects.select_related("department").in_bulk({owner for _rule, owner in cells})
    lines = defaultdict(list)
    for (rule, owner), cell in cells.items():
        lines[rule].append((owners[owner], cell))
    return [_group(figures, rule, lines[rule.pk]) for rule in figures.rules if lines[rule.pk]]


def _group(figures, rule, lines):
    lines.sort(key=lambda line: (-line[1].overdue, str(line[0])))
    return {
        "rule": rule,
        "lines": lines,
        "shown": lines if figures.values["rule"] else lines[:MOST_LINES],
        "total": sum((cell for _owner, cell in lines), Cell()),
    }


def _with_names(figures, rows):
    """The rows with their customers, with when they were visited last, rules and account managers."""
    rules = {rule.pk: rule for rule in figures.rules}
    customers = Customer.objects.select_related("owner").in_bulk({row[0] for row in rows})
    last = Visit.objects.last_done(customers)
    served = Visit.objects.served(customers, figures.values["start"], figures.values["end"])
    return [
        {
            "customer": customers[customer],
            "rule": rules[rule],
            "first": first,
            "last": until,
            "state": state,
            "state_label": KINDS.get(state, ""),
            "last_visit": last.get(customer),
            "asked": figures.asked_for(rule),
            "made": served.get(customer, (0, 0))[0],
            "cost": served.get(customer, (0, 0))[1],
        }
        for customer, rule, _owner, first, until, state in rows
    ]


def _workbook(stretch, groups):
    headings = [gettext("Rule"), gettext("Account manager"), gettext("Department"), *KINDS.values(), gettext("Done, %")]
    headings += [gettext("Visits made"), gettext("Cost, CNY"), gettext("Cost per visit, CNY")]
    rows = [
        [
            *(str(group["rule"]), str(owner), str(owner.department or "")),
            *(getattr(cell, kind) for kind in KINDS),
            *(cell.share, cell.visits, cell.cost, cell.cost_per_visit),
        ]
        for group in groups
        for owner, cell in group["lines"]
    ]
    name = gettext("Coverage %(period)s") % {"period": stretch.name}
    return workbook_response(name, {gettext("Coverage"): (headings, rows)})


def _sheet(rows):
    headings = [
        _("Customer code"),
        _("Customer"),
        _("Account manager"),
        _("Rule"),
        _("From"),
        _("To"),
        _("State"),
        _("Last visit"),
        _("Asked for"),
        _("Visits made"),
        _("Cost, CNY"),
    ]
    return [str(heading) for heading in headings], [
        [
            *(row["customer"].code, row["customer"].name, str(row["customer"].owner), str(row["rule"])),
            *(row["first"], row["last"], str(row["state_label"]), row["last_visit"]),
            *(row["asked"], row["made"], row["cost"]),
        ]
        for row in rows
    ]


def _number(text):
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None


def _without_page(request):
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()
