"""From the design to the drawn sample: the steps of a wave before fieldwork."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from crm_site.workflow import InvalidTransition, lock
from surveys import frame, sampling, strata
from surveys.states import WaveState


class FrameSteps:
    """For `Wave`; each step locks the row, asks who may, and writes the log."""

    @classmethod
    @transaction.atomic
    def create(cls, by, at, submission_key, **design):
        """A new wave in design; the same form sent twice makes one."""
        if not cls.can_be_run_by(by):
            raise PermissionDenied
        wave, is_new = cls.objects.get_or_create(
            submission_key=submission_key, defaults={**design, "created_by": by, "created_at": at}
        )
        if is_new:
            wave._write("created", by, at)
        return wave

    @transaction.atomic
    def edit_design(self, by, at, version, **design):
        """Change the design seen at `version`. A frame that was made by the old design is discarded."""
        self._begin(by, self.can_be_designed_by)
        if version != self.version:
            raise InvalidTransition(self._present())
        changed = [name for name, value in design.items() if getattr(self, name) != value]
        if not changed:
            return None
        for name in changed:
            setattr(self, name, design[name])
        self.version += 1
        if self.state == WaveState.FRAME:
            self.units.all().delete()
            self.state, self.framed_at, self.stratum_deviations = WaveState.DESIGN, None, {}
        self.save(update_fields=[*changed, "version", "state", "framed_at", "stratum_deviations"])
        return self._write("edited", by, at)

    @transaction.atomic
    def make_frame(self, by, at):
        """Take the snapshot of everybody in the population and check it; done again, it replaces the last one. How far
        the answers of each stratum lay apart in the wave before is taken down, too; what was entered stays."""
        from surveys import deviations
        from surveys.models.unit import FrameUnit

        self._begin(by, self.can_be_framed_by)
        units = frame.units_for(self, by, at)
        if not units:
            raise ValidationError(_("No customer fits this population. Widen it in the design."))
        self.units.all().delete()
        FrameUnit.objects.bulk_create(units, batch_size=frame.BATCH)
        strata_found = {unit.stratum for unit in units}
        self._go_to(WaveState.FRAME, framed_at=at, stratum_deviations=deviations.taken_down(self, strata_found))
        problems = sum(bool(unit.problems) for unit in units)
        return self._write("framed", by, at, count=len(units), problems=problems)

    @transaction.atomic
    def enter_deviations(self, by, at, version, deviations):
        """How far apart the answers of each stratum are expected to lie, {stratum: standard deviation}."""
        self._begin(by, self.can_be_drawn_by)
        if version != self.version:
            raise InvalidTransition(self._present())
        self._go_to(WaveState.FRAME, stratum_deviations=deviations, version=self.version + 1)
        return self._write("edited", by, at)

    @transaction.atomic
    def draw_sample(self, by, at):
        """Draw by the design's method and seed from those who can be asked; the same frame gives the same sample."""
        self._begin(by, self.can_be_drawn_by)
        planned = strata.plan(self)
        if planned.refusal:
            raise ValidationError(planned.refusal)
        codes, keys = {}, {}
        for pk, code, stratum in self.units.complete().values_list("pk", "customer__code", "stratum"):
            codes[code] = pk
            keys.setdefault(stratum, []).append(code)
        drawn = sampling.draw(self.seed, keys, planned.counts)
        self._mark_drawn([codes[code] for code in drawn])
        self._go_to(WaveState.FRAME, drawn_at=at)
        return self._write("drawn", by, at, count=len(drawn), seed=self.seed)

    @transaction.atomic
    def undo_draw(self, by, at):
        """Take the draw back, while nobody has been asked."""
        self._begin(by, self.can_be_undrawn_by)
        self.units.drawn().update(is_drawn=False, order=None)
        self._go_to(WaveState.FRAME, drawn_at=None)
        return self._write("undrawn", by, at)

    def note_export(self, by, at, count):
        """Somebody took a list of people out of the house: the drawn ones, their scores, or what they wrote."""
        return self._write("exported", by, at, count=count)

    def note_other_contact(self, by, at, unit, former):
        """Somebody else of the same customer is asked instead of the drawn one."""
        facts = {"customer": str(unit.customer), "former": former, "contact": unit.name}
        return self._write("switched", by, at, **facts)

    def _mark_drawn(self, ids):
        units = self.units.in_bulk(ids)
        for order, pk in enumerate(ids, 1):
            units[pk].is_drawn, units[pk].order = True, order
        self.units.model.objects.bulk_update(units.values(), ["is_drawn", "order"], batch_size=frame.BATCH)

    def _begin(self, by, may):
        """Lock the row; whoever may run waves but not do this now came too late."""
        lock(self)
        if may(by):
            return
        if not self.can_be_run_by(by):
            raise PermissionDenied
        raise InvalidTransition(self._present())

    def _go_to(self, state, **changes):
        self.state = state
        for name, value in changes.items():
            setattr(self, name, value)
        self.save(update_fields=["state", *changes])

    def _write(self, kind, by, at, **facts):
        return self.log.create(kind=kind, by=by, at=at, facts=facts)

    def _present(self):
        """Who did what last: the answer to whoever comes too late."""
        last = self.log.select_related("by").exclude(kind__in=["exported", "switched"]).last()
        facts = {"state": self.get_state_display()}
        if last is None:
            return _("The survey is now: %(state)s.") % facts
        facts |= {
            "person": last.by,
            "time": date_format(localtime(last.at), "SHORT_DATETIME_FORMAT"),
            "what": last.sentence,
        }
        return _("Meanwhile, by %(person)s on %(time)s: %(what)s. The survey is now: %(state)s.") % facts
