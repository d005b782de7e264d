"""A plan as the document that is read and printed: one version of its text, where wished with the differences to
another in colour, and beside it how far objectives and actions have come."""

from typing import NamedTuple

from key_accounts.comparison import Comparison
from key_accounts.models import PlanAction, PlanObjective, PlanSection
from key_accounts.sections import SECTIONS


class DocumentSection(NamedTuple):
    key: str
    label: str
    guidance: str
    is_required: bool
    row: PlanSection
    pieces: list


class DocumentRow(NamedTuple):
    """`row` is the objective or action as it stands, None where it was removed before the plan was first approved;
    `kind` and `cells` as in `comparison.Row`."""

    row: PlanObjective | PlanAction | None
    kind: str
    cells: dict


class Document:
    """`content` is what is shown, `before` (or None) what it is compared with."""

    def __init__(self, plan, content, before=None):
        self.comparison = Comparison(before, content)
        sections = {section.key: section for section in plan.sections.all()}
        self.sections = [
            DocumentSection(*each, sections[each.key], self.comparison.texts[each.key]) for each in SECTIONS
        ]
        self.objectives = _with_progress(plan, plan.objectives.all(), self.comparison.objectives)
        actions = plan.actions.select_related("owner", "done_by", "visit")
        self.actions = _with_progress(plan, actions, self.comparison.actions)
        self.budget = self.comparison.budget

    @property
    def done_actions(self):
        return sum(each.row is not None and each.row.is_done for each in self.actions)


def _with_progress(plan, rows, compared):
    by_id = {row.pk: row for row in rows}
    for row in by_id.values():
        row.plan = plan
    return [DocumentRow(by_id.get(each.pk), each.kind, each.cells) for each in compared]
