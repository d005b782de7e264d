"""What of visits and occasions is not simply moved when two customer files are merged."""

from django.db.models import F, Value
from django.db.models.functions import Concat, Replace
from django.utils.translation import gettext as _

from customers.merging import register_merge
from customers.merging.rules import unless_doubled
from visits.models import CareTask, CustomerDay, Invitation, Visit
from visits.states import State


def one_visit_per_period(move):
    """Where a rule has its visit of the kept file already, the other one counts no more for it, and is not proposed."""
    doubled = move.rows.filter(pk__in=move.doubled("rule", "period_start").filter(rule__isnull=False).values("pk"))
    reason = _("Proposed for the file into which this one was merged")
    doubled.filter(state=State.PROPOSED).update(state=State.DECLINED, refusal=reason)
    doubled.update(
        rule=None,
        period_start=None,
        period_end=None,
        changed_by=move.merge.by,
        changed_at=move.merge.at,
        version=F("version") + 1,
    )
    move.to_kept()


def one_care_task_per_occurrence(move):
    """Nobody is congratulated twice: of two tasks for one occasion the merged file's is not done."""
    for task in move.doubled("occasion", "occurrence").select_related("clock"):
        if task.is_to_do:
            task.give_way(move.merge.by, move.merge.at)
        # Each occurrence stands once in a file.
        task.occurrence = f"{task.occurrence}:{move.merged.pk}"
        task.save(update_fields=["occurrence"])
    move.to_kept()


def birthdays(move):
    """A birthday is told by whose it is: the united contact's is the kept one's."""
    former, present = (f"birthday:{contact.pk}:" for contact in (move.merged, move.kept))
    about = move.rows.filter(occurrence__startswith=former)
    about.update(occurrence=Concat(Value(present), Replace("occurrence", Value(former), Value(""))))
    move.to_kept()


def register():
    register_merge(Visit, one_visit_per_period)
    register_merge(Visit.contacts.through, unless_doubled("visit"), field="contact")
    register_merge(CareTask, one_care_task_per_occurrence)
    register_merge(CareTask, birthdays, field="contact")
    register_merge(Invitation, unless_doubled("occasion", "day"), field="contact")
    register_merge(CustomerDay, unless_doubled("kind", "title", "calendar", "year", "month", "day"))
