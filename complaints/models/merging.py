"""Two complaints about one matter become one, and one about two matters becomes two.

The merged one ends and leads to the kept one, where its files and words are shown; of a chain all lead to the last one.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from complaints import telling
from complaints.loop import Outcome, State, Step
from complaints.models.machinery import Kind, require_words
from crm_site.workflow import InvalidTransition, lock
from people.models import Role

# What the customer said of themself, and when; the rest is said anew for the second matter.
CARRIED = ("customer", "contact", "caller_name", "caller_phone", "caller_company", "caller_email")
CARRIED += ("language", "channel", "received_at", "service_line", "transport_mode", "event_date", "against")


def of_matter(complaint):
    """That a row with a `complaint` belongs to the one with this id, or to one that was merged into it.

    Those few complaints are found before: where rows are joined to them, Postgres reads all rows there are.
    """
    from complaints.models.complaint import Complaint

    matter = Complaint.objects.filter(Q(pk=complaint) | Q(merged_into=complaint))
    return Q(complaint__in=matter.values("pk"))


class ComplaintMerging:
    """For `Complaint`."""

    @property
    def kept(self):
        """Where the matter goes on: the complaint into which this one was merged, else itself."""
        return self.merged_into or self

    def can_be_merged_by(self, user):
        """While it is open: the desk, the customer-relations office, and the responsible department."""
        if not self.is_open or user.pk == self.against_id:
            return False
        is_analyst = any(person.role == Role.ANALYST for person in user.principals)
        return is_analyst or self._is_desk(user) or self._is_of_department(user)

    @transaction.atomic
    def merge_into(self, by, at, other, reason, seen=None):
        """It is about the same matter as `other`, which goes on alone; whoever merges has the right to both."""
        if self.pk == other.pk:
            raise ValidationError({"other": _("Choose another complaint.")})
        self._lock_both(other)
        step = self._expect_open(seen)
        if not other.is_open:
            raise InvalidTransition(other._present())
        self._require(self.can_be_merged_by(by) and other.can_be_merged_by(by))
        require_words(reason=reason)
        self._end_step(step, by, at, Outcome.MERGED, text=reason)
        other._take_notice_of(self, by, at)
        self._go_to(State.MERGED, open_step=None, closed_at=at, merged_into=other)
        self._reckon_notice(at)
        self.merged_complaints.update(merged_into=other)
        self._lead_repeats_to(other)
        row = self._write(Kind.MERGED, by, step.done_for, at, step, reason, number=other.number)
        other._write(Kind.ABSORBED, by, None, at, note=reason, number=self.number)
        self._record("complaint.merged", by, at, kept=other.number)
        telling.merged(self, step, by, at)
        return row

    @transaction.atomic
    def split(self, by, at, submission_key, description, department=None, seen=None, attachments=(), **facts):
        """A second matter told in one go becomes a complaint with a loop of its own; returns the new one.

        `attachments` are those of this complaint that are about the second matter too. A form sent twice splits once.
        """
        lock(self)
        if first := type(self).objects.filter(submission_key=submission_key, split_from=self, logged_by=by).first():
            return first
        step = self._expect_open(seen)
        self._require(self.can_be_merged_by(by))
        require_words(description=description)
        carried = {name: getattr(self, name) for name in CARRIED}
        facts = carried | facts | {"description": description, "split_from": self}
        second, _is_new = self._insert_once(by, submission_key, facts)
        self._write(Kind.SPLIT, by, None, at, step, number=second.number)
        second._write(Kind.SPLIT_OFF, by, None, at, number=self.number)
        second._record("complaint.logged", by, at)
        second._take_copies(attachments)
        second._begin(second._open(Step.SEND, at, by.tree), by, at, department)
        return second

    def _lock_both(self, other):
        """And all that is changed with them, in the order of their ids: two merges at once come one after the other."""
        involved = Q(pk__in=[self.pk, other.pk]) | Q(merged_into=self.pk) | Q(repeat_of=self.pk)
        rows = type(self).objects.select_for_update(of=("self",)).filter(involved)
        list(rows.order_by("pk").values_list("pk"))
        lock(self)
        lock(other)

    def _lead_repeats_to(self, other):
        """Whatever repeats this complaint repeats the kept one from now on; nothing repeats itself."""
        if other.repeat_of_id in (None, self.pk):
            other.repeat_of_id = None if self.repeat_of_id == other.pk else self.repeat_of_id
            other.save(update_fields=["repeat_of"])
        self.repeats.update(repeat_of=other)

    def _take_copies(self, attachments):
        for attachment in attachments:
            attachment.pk, attachment.complaint = None, self
            attachment.save(force_insert=True)
