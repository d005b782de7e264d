"""What of surveys is not simply moved when two customer files are merged."""

from customers.merging import register_merge
from customers.merging.rules import unless_doubled
from surveys.models import DoNotAsk, FrameUnit
from surveys.states import Disposition, WaveState


def one_unit_per_wave(move):
    """A sample is a snapshot: where a wave has both files, the merged one's stays as it was drawn. Nobody is asked twice:
    while people are being asked and both were drawn, it is not eligible any more."""
    doubled = move.rows.filter(pk__in=move.doubled("wave").values("pk"))
    drawn = move.rows_of_kept.filter(is_drawn=True, wave__state=WaveState.FIELDWORK)
    asked_twice = FrameUnit.objects.filter(pk__in=doubled, wave__in=drawn.values("wave")).unanswered()
    ids = list(asked_twice.values_list("pk", flat=True))
    FrameUnit.objects.filter(pk__in=ids).update(disposition=Disposition.NOT_ELIGIBLE, next_call_at=None)
    move.to_kept(move.rows.exclude(pk__in=doubled))


def register():
    register_merge(FrameUnit, one_unit_per_wave)
    register_merge(DoNotAsk, unless_doubled(), field="contact")
