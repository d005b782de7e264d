"""Fieldwork of a wave: opened, paused, resumed, closed."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from surveys import links, mailing
from surveys.states import Disposition, ResponseState, WaveState

BATCH = 2_000


class FieldworkSteps:
    """For `Wave`, beside `FrameSteps`, whose machinery it uses."""

    @transaction.atomic
    def open_fieldwork(self, by, at):
        """The drawn may be asked from now on, and the questionnaire stays as it is."""
        self._begin(by, self.can_be_opened_by)
        if not self.questionnaire.sections.filter(items__isnull=False).exists():
            raise ValidationError(_("The questionnaire has no items."))
        self.questionnaire.take_into_use()
        self._prepare_units(at)
        self._go_to(WaveState.FIELDWORK, opened_at=at)
        row = self._write("opened", by, at)
        mailing.send_soon()
        return row

    @transaction.atomic
    def pause(self, by, at):
        """Nobody is rung up or written to until it is resumed; whoever opens their link is told so."""
        self._begin(by, self.can_be_paused_by)
        self._go_to(WaveState.FIELDWORK, is_paused=True)
        mailing.withdraw(self)
        return self._write("paused", by, at)

    @transaction.atomic
    def resume(self, by, at):
        self._begin(by, self.can_be_resumed_by)
        self._go_to(WaveState.FIELDWORK, is_paused=False)
        row = self._write("resumed", by, at)
        mailing.send_soon()
        return row

    @transaction.atomic
    def remind(self, by, at):
        """Write once more to those who have not answered, now instead of on the next reminder day; returns how many."""
        self._begin(by, self.can_be_reminded_by)
        count = mailing.remind(self, mailing.not_written_to_lately(self, at), at)
        self._write("reminded", by, at, count=count)
        return count

    @transaction.atomic
    def close(self, by, at):
        """Nobody is asked any more. Of whoever gave no sign it stays unknown whether they would have answered."""
        self._begin(by, self.can_be_closed_by)
        mailing.withdraw(self)
        drawn = self.units.drawn()
        drawn.filter(disposition="").update(disposition=Disposition.UNKNOWN_OTHER)
        drawn.update(next_call_at=None, is_call_back=False, claimed_by=None, claimed_until=None)
        self._go_to(WaveState.CLOSED, is_paused=False, closed_at=at)
        return self._write("closed", by, at)

    def _prepare_units(self, at):
        """An empty answer sheet for everybody drawn, a place in the queue of calls, a personal link."""
        from surveys.models.response import Response

        drawn = list(self.units.drawn().only("pk", "wave_id", "phone", "contact_changes"))
        for unit in drawn:
            unit.next_call_at = at if self.asks_by_telephone and unit.phone else None
            unit.token_hash = links.hash_of(links.token_of(unit)) if self.asks_by_web else ""
        self.units.model.objects.bulk_update(drawn, ["next_call_at", "token_hash"], batch_size=BATCH)
        sheets = [Response(unit=unit, state=ResponseState.NOT_STARTED) for unit in drawn]
        Response.objects.bulk_create(sheets, batch_size=BATCH)

    def calls_waiting(self, at):
        """How many may be called now, and how many of them were promised a call-back."""
        waiting = self.units.due(at)
        return {"due": waiting.count(), "call_backs": waiting.filter(is_call_back=True).count()}
