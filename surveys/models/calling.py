"""Telephone interviews: who is called next, by whom, and how each call ended."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from crm_site.workflow import InvalidTransition, lock
from surveys import links, mailing
from surveys.states import FINAL, Disposition, Mode, ResponseState
from surveys.telling import contact_has_left

# Somebody who is on the line is given to nobody else for this long after the interviewer's last sign of life.
LEASE = timedelta(minutes=20)
# A call-back further away than this is a slip of the pen.
LATEST_CALL_BACK = timedelta(days=60)


class Calling:
    """For `FrameUnit`."""

    @classmethod
    @transaction.atomic
    def claim_next(cls, wave, by, at):
        """Whom `by` calls next: who is theirs already, then agreed call-backs, then the drawn order; None: nobody now.

        Rows that another interviewer is just being given are passed over, so nobody is given to two.
        """
        if not wave.can_be_interviewed_by(by):
            raise PermissionDenied
        held = cls.objects.filter(wave=wave, claimed_by=by, claimed_until__gt=at).first()
        if held is not None:
            return held
        due = cls.objects.filter(wave=wave).due(at).order_by("-is_call_back", "next_call_at", "order")
        unit = due.select_for_update(skip_locked=True, of=("self",)).first()
        if unit is not None:
            unit._hold(by, at)
        return unit

    @transaction.atomic
    def claim(self, by, at):
        """Take this very person, as for a call-back from the list; refused while somebody else has them on the line."""
        lock(self)
        if not self.wave.can_be_interviewed_by(by):
            raise PermissionDenied
        self._require_call(by, at)
        self._hold(by, at)

    @transaction.atomic
    def keep_hold(self, by, at):
        """The interviewer is still there."""
        lock(self)
        self._require_call(by, at)
        self._hold(by, at)

    @transaction.atomic
    def end_call(self, by, at, result, note="", call_back_at=None):
        """How the call ended. It goes on later where that was agreed or nobody was reached, unless the tries are up."""
        lock(self)
        if not self.wave.can_be_interviewed_by(by):
            raise PermissionDenied
        self._require_call(by, at)
        self._check_call_back(result, call_back_at, at)
        number = self.attempts.count() + 1
        attempt = self.attempts.create(
            number=number, interviewer=by, at=at, result=result, note=note, call_back_at=call_back_at
        )
        if result == Disposition.COMPLETE:
            self.response.complete(Mode.TELEPHONE, at, by)
        elif result == Disposition.REFUSAL:
            self.response.refuse()
        self._plan_next(result, number, at, call_back_at)
        return attempt

    @transaction.atomic
    def ask_other(self, by, at, contact, has_left=False):
        """Another contact of the customer answers, as where the drawn one has left: from now on the call, the link and the
        mails are theirs, and the former link is dead. What was answered so far stays. `has_left`: their account manager
        is told."""
        lock(self)
        if not self.wave.can_be_interviewed_by(by):
            raise PermissionDenied
        self._require_call(by, at)
        if contact not in self.other_contacts():
            raise ValidationError({"contact": _("%(name)s cannot be asked.") % {"name": contact.name}})
        former = self.name
        mailing.withdraw_from(self)
        self._take_over(contact)
        self._hold(by, at)
        if has_left:
            contact_has_left(self, former, at)
        return self.wave.note_other_contact(by, at, self, former)

    def _take_over(self, contact):
        self.contact, self.name, self.email = contact, contact.name, contact.email
        # Without a number of their own they were reached by the one that was called.
        self.phone = contact.mobile or contact.phone or self.phone
        self.contact_changes += 1
        if self.wave.asks_by_web:
            self.token_hash = links.hash_of(links.token_of(self))
        self.invited_at, self.reminders, self.reminded_at = None, 0, None
        mails = ["token_hash", "invited_at", "reminders", "reminded_at"]
        self.save(update_fields=["contact", "name", "email", "phone", "contact_changes", *mails])

    @transaction.atomic
    def let_go(self, by):
        """Give the person back without having called."""
        lock(self)
        if self.claimed_by_id == by.pk:
            self._release()

    def is_held_by(self, user, at):
        return self.claimed_by_id == user.pk and self.claimed_until is not None and self.claimed_until > at

    def end(self, disposition):
        """The final result is known: nobody calls any more."""
        self.disposition = disposition
        self.next_call_at, self.is_call_back = None, False
        self.claimed_by = self.claimed_until = None
        self.save(update_fields=["disposition", "next_call_at", "is_call_back", "claimed_by", "claimed_until"])

    def _hold(self, by, at):
        self.claimed_by, self.claimed_until = by, at + LEASE
        self.save(update_fields=["claimed_by", "claimed_until"])

    def _release(self):
        self.claimed_by = self.claimed_until = None
        self.save(update_fields=["claimed_by", "claimed_until"])

    def _require_call(self, by, at):
        """The wave asks, the person has not answered, and nobody else has them on the line."""
        if not self.wave.is_asking:
            raise InvalidTransition(_("This survey is not open now."))
        if self.disposition in FINAL:
            facts = {"name": self.name, "result": self.get_disposition_display()}
            raise InvalidTransition(_("%(name)s need not be called any more: %(result)s.") % facts)
        if self.claimed_by_id not in (None, by.pk) and self.claimed_until > at:
            until = date_format(localtime(self.claimed_until), "TIME_FORMAT")
            facts = {"person": self.claimed_by, "name": self.name, "until": until}
            raise InvalidTransition(_("%(person)s has %(name)s on the line, until %(until)s at least.") % facts)

    @staticmethod
    def _check_call_back(result, call_back_at, at):
        if call_back_at is None:
            return
        if result in FINAL:
            raise ValidationError({"call_back_at": _("After this result nobody calls back.")})
        if not at < call_back_at <= at + LATEST_CALL_BACK:
            raise ValidationError({"call_back_at": _("A call-back lies in the future, within 60 days.")})

    def _plan_next(self, result, number, at, call_back_at):
        is_over = result in FINAL or number >= self.wave.max_attempts
        self.asked_at = at
        answered = self.response.state in (ResponseState.PARTIAL, ResponseState.COMPLETE)
        if result in FINAL or not answered:
            self.disposition = result
        self.is_call_back = not is_over and call_back_at is not None
        later = at + timedelta(hours=self.wave.retry_hours)
        self.next_call_at = None if is_over else call_back_at or later
        self.claimed_by = self.claimed_until = None
        self.save(
            update_fields=["disposition", "asked_at", "is_call_back", "next_call_at", "claimed_by", "claimed_until"]
        )
