"""By what a figure is broken down; each value leads to the list of complaints filtered by it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Case, F, Value, When
from django.db.models.functions import Coalesce, TruncMonth
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from complaints.branches import branches_of
from complaints.fact_filters import NONE, next_month
from complaints.loop import Step
from complaints.models import Cause, Complaint
from customers.models import Customer


@dataclass(frozen=True)
class Dimension:
    """`expression(path, user)` is its value, `path` leading from a row to its complaint ("" or "complaint__").

    `labels(user)` gives {value: label}; rows stand in the order of `labels` where `is_ordered`, else the largest first.
    `filters(value)` are the filters of the list of complaints that choose it.
    """

    name: str
    label: str
    expression: Callable
    labels: Callable
    filters: Callable
    is_ordered: bool = False

    def values(self, _since, _until):
        """Those that have a row even where nothing was counted."""
        return ()


class Months(Dimension):
    def values(self, since, until):
        while since and since <= until:
            yield since
            since = next_month(since)


def _plain(name, label, choices, is_ordered=False):
    """A column with choices."""
    return Dimension(
        name,
        label,
        lambda path, _user: F(f"{path}{name}"),
        lambda _user: dict(choices),
        lambda value: {name: value or NONE},
        is_ordered,
    )


def _causes(_user):
    return {cause.pk: str(cause) for cause in Cause.objects.all()}


def _causes_in_full(_user):
    """Two groups may have causes of the same name."""
    causes = Cause.objects.in_bulk()
    return {
        pk: f"{causes[cause.parent_id]} › {cause}" if cause.parent_id else str(cause) for pk, cause in causes.items()
    }


def _departments(user):
    return {pk: str(department) for pk, department in user.tree.by_id.items()}


def _branch(path, user):
    departments = branches_of(user.tree)
    return Case(*(When(**{f"{path}department__in": ids}, then=Value(pk)) for pk, ids in departments.items()))


ALL = (
    Dimension(
        "cause",
        _("Cause"),
        lambda path, _user: F(f"{path}cause"),
        _causes_in_full,
        lambda value: {"cause": value or NONE},
    ),
    Dimension(
        "cause_group",
        _("Group of causes"),
        lambda path, _user: Coalesce(f"{path}cause__parent", f"{path}cause"),
        _causes,
        lambda value: {"cause_group": value or NONE},
    ),
    Dimension(
        "department",
        _("Department"),
        lambda path, _user: F(f"{path}department"),
        _departments,
        lambda value: {"department": value or NONE},
    ),
    Dimension(
        "branch",
        _("Branch"),
        _branch,
        _departments,
        lambda value: {"branch": value} if value else {"department": NONE},
    ),
    _plain("grade", _("Customer grade"), Customer.Grade.choices, is_ordered=True),
    _plain("service_line", _("Service line"), Complaint.ServiceLine.choices),
    _plain("channel", _("Channel"), Complaint.Channel.choices),
    _plain("severity", _("Severity"), Complaint.Severity.choices, is_ordered=True),
    Months(
        "month",
        _("Month"),
        lambda path, _user: TruncMonth(f"{path}received_at", tzinfo=timezone.get_default_timezone()),
        lambda _user: {},
        lambda value: {"since": f"{value:%Y-%m}", "until": f"{value:%Y-%m}"},
        is_ordered=True,
    ),
)
DIMENSIONS = {dimension.name: dimension for dimension in ALL}
# Of steps only: a row leads to the complaints of which such a step was late.
STEP = Dimension(
    "step",
    _("Step"),
    lambda _path, _user: F("step"),
    lambda _user: dict(Step.choices),
    lambda value: {"late": value},
    is_ordered=True,
)
