"""Filling in an answer sheet: item by item as it goes, by one or several at once, completed once."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from crm_site.workflow import InvalidTransition, lock
from surveys import answers, mailing
from surveys.models.follow_up import FollowUp
from surveys.states import Disposition, Mode, ResponseState


@dataclass(frozen=True)
class Overwritten:
    """Somebody else had answered this item since it was shown; the later answer counts, and this says what it replaced."""

    item: object
    before: str


class MissingAnswers(ValidationError):
    """What must be answered before the sheet is complete."""

    def __init__(self, items):
        self.items = items
        questions = pgettext("between names", ", ").join(f"“{item.question}”" for item in items)
        super().__init__(_("Please answer these questions too: %(questions)s") % {"questions": questions})


class Answering:
    """For `Response`. Whoever writes holds its row, so two browsers take turns and none undoes the other's items."""

    @property
    def is_open(self):
        return self.state in (ResponseState.NOT_STARTED, ResponseState.PARTIAL)

    def sheet(self):
        """{item id: answer}"""
        return {answer.item_id: answer for answer in self.answers.select_related("item")}

    def sections(self):
        """The sections that this person is asked, with their items; the answers so far decide."""
        everything = self.unit.wave.questionnaire.for_asking()
        return answers.sections_for(everything, self.unit.audience, self._services(everything))

    def _services(self, sections):
        item = next((item for section in sections for item in section.items.all() if item.role == "services"), None)
        answer = self.answers.filter(item=item).first() if item else None
        return set(answer.choices) if answer and answer.choices else None

    @transaction.atomic
    def save_answers(self, values, mode, at, seen=None, interviewer=None, language=""):
        """Keep `values` {item: Value}; an empty one takes the answer away. Of items whose `seen` version (by item id) is
        not the present one, what is replaced is returned as `Overwritten`."""
        self._begin_writing()
        if not values:
            return []
        self.language = self.language or language
        present = self.sheet()
        replaced = []
        for item, value in values.items():
            if before := self._write(item, value, present.get(item.pk), at, (seen or {}).get(item.pk)):
                replaced.append(before)
        self._touch(mode, at, interviewer)
        return replaced

    @transaction.atomic
    def complete(self, mode, at, interviewer=None):
        """All that must be answered is; done once, by whichever browser comes first."""
        self._begin_writing()
        answered = set(self.answers.values_list("item_id", flat=True))
        asked = [item for section in self.sections() for item in section.items.all()]
        missing = [item for item in asked if item.is_required and item.pk not in answered]
        if missing:
            raise MissingAnswers(missing)
        if not answered:
            raise ValidationError(_("Nothing has been answered yet."))
        self._touch(mode, at, interviewer)
        self._end(ResponseState.COMPLETE, Disposition.COMPLETE, completed_at=at)
        FollowUp.open_for(self, at)

    @transaction.atomic
    def refuse(self):
        """They do not want to answer, said at any time before the end; what they have answered so far stays."""
        self._begin_writing(even_paused=True)
        self._end(ResponseState.REFUSED, Disposition.REFUSAL)

    def _begin_writing(self, even_paused=False):
        """Locks the unit and the sheet, in the order in which the telephone does."""
        unit = lock(self.unit)
        lock(self)
        self.unit = unit
        if self.state == ResponseState.COMPLETE:
            raise InvalidTransition(_("This questionnaire has been completed already. Thank you."))
        if self.state == ResponseState.REFUSED:
            raise InvalidTransition(_("This person did not want to answer."))
        wave = unit.wave
        if not (wave.is_asking or (even_paused and wave.is_paused)):
            raise InvalidTransition(_("This survey is not open now."))

    def _write(self, item, value, present, at, seen):
        if value.is_empty:
            if present is not None:
                present.delete()
            return None
        fields = vars(value)
        if present is None:
            self.answers.create(item=item, changed_at=at, **fields)
            return None
        if all(getattr(present, name) == wanted for name, wanted in fields.items()):
            return None
        before = present.shown
        is_overwriting = seen is not None and seen != present.version
        for name, wanted in fields.items():
            setattr(present, name, wanted)
        present.version += 1
        present.changed_at = at
        present.save(update_fields=[*fields, "version", "changed_at"])
        return Overwritten(item, before) if is_overwriting else None

    def _touch(self, mode, at, interviewer):
        """Somebody has written to the sheet."""
        if self.state == ResponseState.NOT_STARTED:
            self.state, self.started_at = ResponseState.PARTIAL, at
        self.mode = mode
        if mode == Mode.TELEPHONE:
            self.interviewer = interviewer
        self.save(update_fields=["state", "started_at", "mode", "interviewer", "language"])
        if self.unit.disposition != Disposition.PARTIAL:
            self.unit.disposition = Disposition.PARTIAL
            self.unit.save(update_fields=["disposition"])

    def _end(self, state, disposition, completed_at=None):
        self.state, self.completed_at = state, completed_at
        self.save(update_fields=["state", "completed_at"])
        self.unit.end(disposition)
        mailing.withdraw_from(self.unit)
