"""What a level says: what is late, by how much, and who should act."""

from typing import NamedTuple

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from deadlines import words
from deadlines.steps import step_label


class Notice(NamedTuple):
    title: str
    text: str


def due_words(deadline):
    return date_format(timezone.localtime(deadline), "Y-m-d D H:i")


def notice(clock, level, at, department):
    """The notice of `level` in the language and zone that are active, as of `at`."""
    facts = {
        "step": step_label(clock.step),
        "title": clock.title,
        "deadline": due_words(clock.deadline),
        "who": _("%(person)s, %(department)s") % {"person": clock.doer, "department": department}
        if clock.doer
        else department,
        "post": level.label,
    }
    if at < clock.deadline:
        left = words.counted(clock.remaining_working_seconds(at), clock.unit, clock.day)
        return Notice(
            _("Due %(deadline)s: %(step)s, %(title)s") % facts,
            _("“%(step)s” for %(title)s must be done by %(deadline)s; %(left)s left. It waits for: %(who)s.")
            % (facts | {"left": left}),
        )
    late = words.counted(clock.working_seconds(clock.deadline, at), clock.unit, clock.day)
    return Notice(
        _("Overdue: %(step)s, %(title)s") % facts,
        _(
            "“%(step)s” for %(title)s had to be done by %(deadline)s and is %(late)s late. "
            "It waits for: %(who)s. This message goes to: %(post)s."
        )
        % (facts | {"late": late}),
    )
