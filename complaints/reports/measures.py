"""The figures that reports show. Each says in words what it counts, and reckons all of its columns in one query."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from complaints.branches import branches_of
from complaints.fact_filters import NONE
from complaints.loop import Step
from complaints.models import ComplaintStep
from complaints.models.reported import AGES, SATISFACTIONS
from complaints.reports.columns import Column, MedianAndNinth, share, share_of_all
from complaints.reports.dimensions import DIMENSIONS, STEP
from complaints.reports.shipments import shipments_of


@dataclass(frozen=True)
class Measure:
    """`rows(report)` are what is counted, complaints or their steps; `columns(report)` what is said of them.

    `shipments(report)` finds the shipments behind a value of the dimension, where the figure needs them.
    """

    name: str
    label: str
    about: tuple
    columns: Callable
    rows: Callable
    # Columns drawn in the chart, and how.
    drawn: tuple = ("count",)
    chart: str = "bars"
    dimension: str = "cause"
    # Of how many months, the present one included, where the reader chose none; all where None.
    months: int | None = 12
    shipments: Callable | None = None
    # Where the columns are the values of one dear expression, the rows are grouped by it too, and counted.
    split: str = ""
    by_step: bool = False

    @property
    def dimensions(self):
        return DIMENSIONS | {"step": STEP} if self.by_step else DIMENSIONS


def _counted(report):
    return report.complaints.counted()


COUNT = Column("count", _("Complaints"), Count("pk"), filters={})


def _number(_report):
    yield Column("count", _("Complaints"), Count("pk", filter=Q(is_malicious=False)), filters={})
    yield Column("share", _("Share"), reckon=share_of_all("count"), kind="share")
    yield Column("cumulative", _("Cumulative share"), reckon=lambda row, total: None, kind="share")
    apart = {"malicious": "on", "counted": None}
    yield Column("malicious", _("Malicious, apart"), Count("pk", filter=Q(is_malicious=True)), filters=apart)


def _map(report):
    yield COUNT
    for pk, departments in branches_of(report.user.tree).items():
        counted = Count("pk", filter=Q(department__in=departments))
        yield Column(f"branch{pk}", str(report.user.tree.by_id[pk]), counted, filters={"branch": pk})
    nowhere = Count("pk", filter=Q(department__isnull=True))
    yield Column("nowhere", _("Not sent yet"), nowhere, filters={"department": NONE})


def _rate(_report):
    yield COUNT
    yield Column("shipments", _("Shipments"), reckon=lambda row, _total: row["shipments"])
    yield Column(
        "rate",
        _("Per 1,000 shipments"),
        reckon=lambda row, _total: 1000 * row["count"] / row["shipments"] if row["shipments"] else None,
        kind="rate",
    )


def _steps(report):
    return ComplaintStep.objects.done().filter(complaint__in=_counted(report), was_late__isnull=False)


def _on_time(report):
    late = {"late": "any"}
    yield Column("count", _("Steps done"), Count("pk"))
    yield Column("late", _("Late"), Count("pk", filter=Q(was_late=True)))
    yield Column("on_time", _("On time"), reckon=lambda row, total: _complement(row, "late", "count"), kind="share")
    yield Column(
        "complaints",
        _("Complaints with a late step"),
        Count("complaint", filter=Q(was_late=True), distinct=True),
        filters=late,
    )
    if report.dimension is not STEP:
        for step in Step:
            of = Q(step=step)
            yield Column(f"{step}_count", "", Count("pk", filter=of), kind="hidden")
            yield Column(f"{step}_late", "", Count("pk", filter=of & Q(was_late=True)), kind="hidden")
            behind = {"filters": {"late": step.value}, "counts": f"{step}_late"}
            yield Column(step.value, step.label, reckon=_on_time_of(step), kind="share", **behind)


def _on_time_of(step):
    return lambda row, _total: _complement(row, f"{step}_late", f"{step}_count")


def _complement(row, part, whole):
    value = share(part, whole)(row, None)
    return None if value is None else 100 - value


def _closed(report):
    return _counted(report).closed_here().with_worked_seconds()


def _time(report):
    return _steps(report) if report.dimension is STEP else _closed(report)


def _times(report):
    is_of_steps = report.dimension is STEP
    label = _("Steps done") if is_of_steps else pgettext_lazy("complaints", "Closed")
    yield Column("count", label, Count("pk"), filters=None if is_of_steps else {"closed_here": "on"})
    yield Column("times", "", MedianAndNinth("worked_seconds"), kind="hidden")
    yield Column("median", _("Median"), reckon=lambda row, _total: row["times"] and row["times"][0], kind="time")
    yield Column(
        "ninth", _("90th percentile"), reckon=lambda row, _total: row["times"] and row["times"][1], kind="time"
    )


def _again(report):
    return _counted(report).with_reopening()


def _repeats(_report):
    yield COUNT
    yield Column("repeats", _("Repeats"), Count("pk", filter=Q(repeat_of__isnull=False)), filters={"repeat": "on"})
    yield Column("repeat_share", _("Repeat rate"), reckon=share("repeats", "count"), kind="share")
    yield Column("reopened", _("Reopened"), Count("pk", filter=Q(was_reopened=True)), filters={"reopened": "on"})
    yield Column("reopened_share", _("Reopen rate"), reckon=share("reopened", "count"), kind="share")


def _satisfaction(_report):
    yield Column("count", _("Asked"), reckon=lambda row, _total: sum(row[outcome] for outcome in SATISFACTIONS))
    for outcome in SATISFACTIONS:
        yield Column(outcome.value, outcome.label, filters={"satisfaction": outcome.value})
    yield Column("share", _("Satisfied, share"), reckon=share("satisfied", "count"), kind="share")


def _open(report):
    return _counted(report).open()


def _ages(report):
    yield Column("count", pgettext_lazy("complaints", "Open"), Count("pk"), filters={"age": "all"})
    for band, (label, *_days) in AGES.items():
        since, until = report.age_of(band)
        held = Count("pk", filter=Q(received_at__lte=since, received_at__gt=until))
        yield Column(f"age{band}", label, held, filters={"age": band})


def _money(report):
    yield COUNT
    yield Column("with_claim", _("With a claim"), Count("claim"))
    yield Column("paid", _("Compensation"), Sum("paid", default=0), kind="amount")
    yield Column("recovered", _("Recovered"), Sum("recovered", default=0), kind="amount")
    yield Column("recovered_share", _("Recovered, share"), reckon=share("recovered", "paid"), kind="share")


ALL = (
    Measure(
        "number",
        _("Number of complaints"),
        (
            _("Complaints received in the period. Of several that were merged, the one that remained counts."),
            _("Confirmed malicious ones are counted apart; withdrawn ones count."),
        ),
        _number,
        lambda report: report.complaints.unmerged(),
        chart="pareto",
    ),
    Measure(
        "map",
        _("Heat map by branch"),
        (_("Complaints received in the period, by the branch whose department was responsible last."),),
        _map,
        _counted,
        chart="heat",
        dimension="cause_group",
    ),
    Measure(
        "rate",
        _("Per 1,000 shipments"),
        (
            _(
                "Complaints received in the period, for every 1,000 shipments of the customers whose figures you may read."
            ),
            _(
                "By month and by grade, the shipments of that month or grade (the grade of today); else all of the period."
            ),
        ),
        _rate,
        _counted,
        drawn=("rate",),
        dimension="month",
        shipments=shipments_of,
    ),
    Measure(
        "on_time",
        _("Steps on time"),
        (
            _(
                "Steps of these complaints that were done; on time are those done by their deadline, pauses allowed for."
            ),
            _("A step that ended because the complaint was re-routed, withdrawn or merged does not count."),
        ),
        _on_time,
        _steps,
        drawn=("on_time",),
        dimension="department",
        by_step=True,
    ),
    Measure(
        "time",
        _("Working time taken"),
        (
            _("Working time of complaints that were closed here, from logging to closing, without pauses."),
            _("Half of them took no longer than the median, nine in ten no longer than the 90th percentile."),
        ),
        _times,
        _time,
        drawn=("median", "ninth"),
        dimension="department",
        by_step=True,
    ),
    Measure(
        "repeats",
        _("Repeated and reopened"),
        (
            _("Repeats are complaints that say which earlier one they repeat."),
            _("Reopened are those that ended and were taken up again at least once."),
        ),
        _repeats,
        _again,
        drawn=("repeat_share", "reopened_share"),
        dimension="month",
    ),
    Measure(
        "satisfaction",
        _("Satisfaction with handling"),
        (
            _(
                "What customers said in the last follow-up call, or in the older register; who was not asked does not count."
            ),
        ),
        _satisfaction,
        lambda report: _counted(report).with_satisfaction(),
        drawn=SATISFACTIONS,
        split="satisfaction",
        chart="stacked",
        dimension="department",
    ),
    Measure(
        "backlog",
        _("Backlog by age"),
        (_("Complaints that are open now, by the days since they were received."),),
        _ages,
        _open,
        drawn=tuple(f"age{band}" for band in AGES),
        chart="stacked",
        dimension="department",
        months=None,
    ),
    Measure(
        "money",
        _("Compensation and recovery"),
        (
            _("What was paid on the claims of these complaints, or as the older register says, in CNY."),
            _("Recovered is what suppliers, insurers and others gave back of it so far."),
        ),
        _money,
        lambda report: _counted(report).with_money(),
        drawn=("paid", "recovered"),
        dimension="cause",
    ),
)
MEASURES = {measure.name: measure for measure in ALL}
