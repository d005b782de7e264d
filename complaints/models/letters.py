"""Letters to the customer: written by one of us, by e-mail or on paper, and kept in the log as they left."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints import mailing
from complaints.models.machinery import Kind, TransitionMachinery, require_words
from crm_site.workflow import InvalidTransition, lock


class Way(models.TextChoices):
    """How a letter leaves."""

    EMAIL = "email", gettext_lazy("by e-mail")
    PAPER = "paper", gettext_lazy("on paper")


class ComplaintLetters(TransitionMachinery):
    """For `Complaint`."""

    def can_be_written_about_by(self, user):
        """The desk, whoever logged it, and the responsible department; also when it has ended, but not when it goes on
        in another one.
        """
        return self.merged_into_id is None and user.pk != self.against_id and self.is_worked_on_by(user)

    @property
    def last_entry_id(self):
        """What happened last; a letter written before it may say what is not true any more. 0 where nothing did."""
        return self.log.exclude(kind=Kind.ATTACHED).values_list("pk", flat=True).last() or 0

    @property
    def has_been_written_to(self):
        """Whether the customer has had a letter of ours, the acknowledgement included."""
        return self.log.filter(kind=Kind.LETTER).exists()

    @property
    def addressee(self):
        """To whom a letter on paper goes: the company and, on a line below it, the person."""
        person = self.caller_name or str(self.contact or "")
        return "\n".join(dict.fromkeys(filter(None, [self.complainant, person])))

    @transaction.atomic
    def write_letter(self, by, at, submission_key, seen, way, subject, body, addressee, language):
        """Send or print a letter. `seen` is the last entry of the log when its text was made: if more has happened, the
        answer is what; the same submission leaves once.
        """
        lock(self)
        submission = str(submission_key)
        if first := self.log.filter(kind=Kind.LETTER, facts__submission=submission).first():
            return first
        self._require(by.pk != self.against_id and self.is_worked_on_by(by))
        if self.merged_into_id or self.last_entry_id != seen:
            raise InvalidTransition(self._present())
        require_words(subject=subject, body=body)
        to = self.caller_email if way == Way.EMAIL else addressee
        if not to.strip():
            raise ValidationError(_("Say to whom the letter goes."))
        facts = {"letter": subject, "way": way, "to": to, "language": language, "submission": submission}
        entry = self._write(Kind.LETTER, by, None, at, note=body, **facts)
        if way == Way.EMAIL:
            mailing.write_letter(self, entry, at)
        else:
            self.give_status_key()
        self._record("complaint.letter", by, at)
        return entry
