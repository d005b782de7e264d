"""What all transitions of key accounts, plans and adjustments are made of: the check of the state, clocks, log, messages."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from crm_site.workflow import InvalidTransition
from deadlines.models import Clock
from people.models import DepartmentTree


class Machinery:
    """For models with `state`, `clock` and `customer`; everything happens in the caller's transaction, on the locked row."""

    moves = {}

    def _refuse(self):
        """Too late: who did what last."""
        raise InvalidTransition(self._last_row().meanwhile)

    def _expect(self, *states):
        if self.state not in states:
            self._refuse()

    def _go_to(self, state, **changes):
        assert state in self.moves.get(self.state, ()), f"{self.state} → {state}"
        self._set(state=state, **changes)

    def _set(self, **changes):
        for name, value in changes.items():
            setattr(self, name, value)
        self.save(update_fields=[*changes])

    def _start_clock(self, step, doer, at, due_at=None, title=""):
        """Let it wait for `doer` (None: for the head office, where the top itself proposes)."""
        department = (doer and doer.department) or DepartmentTree.load().root
        clock = Clock.start(
            step=f"key_account.{step}",
            title=title or str(self),
            url=self.get_absolute_url(),
            doer=doer,
            department=department,
            grade=self.customer.grade,
            at=at,
            due_at=due_at,
        )
        self._set(clock=clock)

    def _end_clock(self, at, is_done=True):
        if self.clock is not None:
            if is_done:
                self.clock.complete(at)
            else:
                self.clock.cancel(at)
            self._set(clock=None)


def require(allowed):
    if not allowed:
        raise PermissionDenied


def require_words(name, text):
    if not text.strip():
        raise ValidationError({name: _("Please write something here.")})
