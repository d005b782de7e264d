"""The summary of one month for the supervising department: its figures beside the month before and a year ago."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from complaints.branches import branches_of
from complaints.fact_filters import MonthField
from complaints.models import CorrectiveAction
from complaints.reports.columns import Cell
from complaints.reports.report import Report

TOP_CAUSES = 5
MOST_ACTIONS = 30
# Which columns of which measures stand in the table of figures.
FIGURES = (
    ("number", ("count", "malicious")),
    ("rate", ("rate",)),
    ("on_time", ("on_time",)),
    ("time", ("median", "ninth")),
    ("repeats", ("repeat_share", "reopened_share")),
    ("satisfaction", ("share",)),
    ("money", ("paid", "recovered")),
)


@dataclass
class Line:
    """A figure of the month, of the month before, and of the same month a year ago, as (month, cell); and its report."""

    measure: str
    label: str
    cells: list
    query: str


class SummaryForm(forms.Form):
    month = MonthField(label=_lazy("Month"), required=False)
    branch = forms.ChoiceField(label=_lazy("Branch"), required=False)

    def __init__(self, tree, data):
        super().__init__(data)
        branches = [(pk, str(tree.by_id[pk])) for pk in branches_of(tree)]
        self.fields["branch"].choices = [("", _("All branches")), *branches]


def last_month(day):
    return month_before(day.replace(day=1))


def month_before(month):
    return (month - timedelta(days=1)).replace(day=1)


class MonthlySummary:
    """Of the complaints received in the month of the day `month` that `user` sees, of one branch where it is given."""

    def __init__(self, user, month, at, branch=None):
        self.user, self.month, self.at, self.branch = user, month, at, branch

    @property
    def months(self):
        """The month, the one before, and the same a year ago."""
        return [self.month, month_before(self.month), self.month.replace(year=self.month.year - 1)]

    @cached_property
    def lines(self):
        found = []
        for measure, keys in FIGURES:
            reports = [self._report(month, measure) for month in self.months]
            columns = {column.key: column for column in reports[0].columns}
            for key in keys:
                values = [Cell(columns[key], report.total.values[key]) for report in reports]
                label = self._label(reports[0], columns[key])
                found.append(
                    Line(
                        measure, label, list(zip(self.months, values, strict=True)), reports[0].filter.data.urlencode()
                    )
                )
        return found

    @cached_property
    def causes(self):
        """The most frequent ones, each as (row, cells, count of the month before)."""
        this, before = (self._report(month, "number", "cause") for month in self.months[:2])
        former = {row.key: row.values["count"] for row in before.rows}
        columns = [column for column in this.columns if column.key in ("count", "share")]
        rows = [row for row in this.rows[:TOP_CAUSES] if row.values["count"]]
        return [(row, row.cells(columns, this.query_of()), former.get(row.key, 0)) for row in rows]

    @cached_property
    def steps(self):
        """Each step of the loop, as (row, cells): done, late, on time, complaints with a late one."""
        report = self._report(self.month, "on_time", "step")
        return [(row, row.cells(report.shown_columns, report.query_of())) for row in report.rows]

    @property
    def step_columns(self):
        return self._report(self.month, "on_time", "step").shown_columns

    @cached_property
    def corrections(self):
        """Corrective actions that are not finished, or whose effect is not checked yet, the most urgent first."""
        actions = CorrectiveAction.objects.visible_to(self.user).waiting()
        if departments := branches_of(self.user.tree).get(self.branch):
            actions = actions.filter(department__in=departments)
        return list(actions.for_list().order_by("due", "id")[:MOST_ACTIONS])

    def _report(self, month, measure, dimension=""):
        data = QueryDict(mutable=True)
        data.update({"measure": measure, "since": f"{month:%Y-%m}", "until": f"{month:%Y-%m}"})
        data.update({name: value for name, value in (("by", dimension), ("branch", self.branch)) if value})
        return Report(self.user, data, self.at)

    def _label(self, report, column):
        if column.kind == "amount":
            return str(column.label)
        if column.key in ("count", "rate"):
            return str(report.measure.label)
        return _("%(measure)s: %(figure)s") % {"measure": report.measure.label, "figure": column.label}
