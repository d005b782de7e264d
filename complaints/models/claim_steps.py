"""What people do with a claim: each locks the row, asks who may, writes the complaint's log and tells those concerned."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Sum
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from complaints import claim_news as news
from complaints.models.claim_policy import ClaimPolicy
from complaints.models.log import ComplaintLog
from complaints.models.machinery import require_words
from crm_site.workflow import InvalidTransition, lock
from customers.models import ContactCost, ContactEntry
from deadlines.models import Clock

APPROVAL = "complaint.claim_approval"


class ClaimSteps:
    """For `Claim`."""

    @classmethod
    @transaction.atomic
    def make(cls, complaint, by, at, submission_key, claimed_amount, ground):
        """Take down what the customer asks for; a complaint has one claim, whose amount can be corrected."""
        lock(complaint)
        if not cls.can_be_made_by(by, complaint):
            raise PermissionDenied
        known = cls.objects.filter(complaint=complaint).first()
        if known is not None:
            if known.submission_key == submission_key:
                return known
            raise InvalidTransition(known._present())
        require_words(ground=ground)
        claim = cls.objects.create(
            complaint=complaint,
            by=by,
            at=at,
            submission_key=submission_key,
            claimed_amount=claimed_amount,
            ground=ground.strip(),
        )
        claim._log("claimed", by, at, claimed_amount)
        return claim

    @transaction.atomic
    def correct(self, by, at, claimed_amount, ground):
        """The customer asks for more or less, as long as nothing is settled."""
        self._expect(by, "claimed")
        require_words(ground=ground)
        self.claimed_amount, self.ground = claimed_amount, ground.strip()
        self.save(update_fields=["claimed_amount", "ground"])
        self._log("corrected", by, at, claimed_amount)

    @transaction.atomic
    def propose(self, by, at, liability, agreed_amount, reason):
        """A settlement: approved at once up to the first limit, else by the supervising leader, else by both posts."""
        self._expect(by, "claimed")
        require_words(reason=reason)
        if not 0 < agreed_amount <= self.claimed_amount:
            raise ValidationError({"agreed_amount": _("Not more is agreed than was claimed.")})
        self.liability, self.agreed_amount, self.reason = liability, agreed_amount, reason.strip()
        self.proposed_by, self.decided_by, self.decided_at, self.note = by, None, None, ""
        self.levels_left = ClaimPolicy.objects.valid_on(localdate(at)).levels_for(agreed_amount)
        if not self.levels_left:
            self.state = self.State.AGREED
            self.save()
            self._log("agreed", by, at, agreed_amount)
            return
        self.state = self.State.PROPOSED
        self._log("proposed", by, at, agreed_amount)
        self._ask(self._asked(by.tree), by.tree, at)

    @transaction.atomic
    def approve(self, by, at, note=""):
        """Above the second limit the general manager is asked once the supervising leader has agreed."""
        principal = self._end_decision(by, at)
        self.decided_by, self.decided_at, self.note = by, at, note.strip()
        if self.levels_left == 2 and principal != by.tree.general_manager:
            self.levels_left = 1
            self._log("passed", by, at, self.agreed_amount)
            self._ask(by.tree.general_manager, by.tree, at)
            return
        self.levels_left, self.state = 0, self.State.AGREED
        self.save()
        self._log("agreed", by, at, self.agreed_amount)
        news.decided(self, by, at)

    @transaction.atomic
    def send_back(self, by, at, note):
        """Not like this, for a reason: another settlement may be proposed."""
        self._end_decision(by, at)
        require_words(note=note)
        self._log("returned", by, at, self.agreed_amount)
        self.decided_by, self.decided_at, self.note = by, at, note.strip()
        self.levels_left, self.state = 0, self.State.CLAIMED
        self.save()
        news.decided(self, by, at)

    @transaction.atomic
    def decline(self, by, at, liability, reason):
        """Nothing is paid, because somebody else is liable."""
        self._expect(by, "claimed")
        require_words(reason=reason)
        self.liability, self.reason, self.state = liability, reason.strip(), self.State.DECLINED
        self.save(update_fields=["liability", "reason", "state"])
        self._log("declined", by, at, self.claimed_amount)

    @transaction.atomic
    def withdraw(self, by, at, reason):
        """The customer does not ask for it any more."""
        self._expect(by, "claimed", "proposed", "agreed")
        require_words(reason=reason)
        if self.clock is not None:
            self.clock.cancel(at)
            self.clock = None
        self.state, self.note, self.levels_left = self.State.WITHDRAWN, reason.strip(), 0
        self.save()
        self._log("withdrawn", by, at, self.claimed_amount)

    @transaction.atomic
    def pay(self, by, at, paid_amount, paid_on, reference):
        """It was paid: the customer's contact log has it as compensation, and so has the cost to serve."""
        self._expect(by, "agreed")
        if not 0 < paid_amount <= self.agreed_amount:
            raise ValidationError({"paid_amount": _("Not more is paid than was agreed.")})
        self.paid_amount, self.paid_on, self.reference, self.state = paid_amount, paid_on, reference, self.State.PAID
        self.entry = self._compensation(by, at)
        self.save()
        self._log("paid", by, at, paid_amount)

    @transaction.atomic
    def recover(self, by, at, submission_key, **facts):
        """A supplier or insurer gave something back, at most what was paid."""
        self._expect(by, "paid")
        known = self.recoveries.filter(submission_key=submission_key).first()
        if known is not None:
            return known
        recovered = self.recoveries.aggregate(sum=Sum("amount"))["sum"] or 0
        if not 0 < facts["amount"] <= self.paid_amount - recovered:
            raise ValidationError({"amount": _("Not more is recovered than was paid.")})
        recovery = self.recoveries.create(by=by, at=at, submission_key=submission_key, **facts)
        if self.entry is not None:
            net = self.paid_amount - recovered - recovery.amount
            self.entry.set_costs({ContactCost.Category.COMPENSATION: net})
        self._log("recovered", by, at, recovery.amount)
        return recovery

    def _compensation(self, by, at):
        """The entry in the contact log; none for a complainant who is no customer of ours."""
        if self.complaint.customer is None:
            return None
        return ContactEntry.write(
            by,
            at,
            self.submission_key,
            self.complaint.customer,
            channel=ContactEntry.Channel.OTHER,
            happened_at=at,
            summary=_("Compensation for complaint %(number)s") % {"number": self.complaint.number},
            costs={ContactCost.Category.COMPENSATION: self.paid_amount},
        )

    def _ask(self, approver, tree, at):
        self.approver = approver
        self.clock = Clock.start(
            step=APPROVAL,
            title=f"{self.complaint.number} {self.complaint.complainant}",
            url=self.get_absolute_url(),
            doer=approver,
            department=(approver and approver.department) or tree.root,
            severity=self.complaint.severity,
            kept_from=self.complaint.against,
            at=at,
        )
        self.save()
        news.asked(self, at)

    def _asked(self, tree):
        """The supervising leader of the responsible department, else the general manager; nobody who is a party."""
        parties = {self.proposed_by_id, self.complaint.against_id}
        asked = (tree.leader_of(self.complaint.department_id), tree.general_manager)
        return next((who for who in asked if who is not None and who.pk not in parties), None)

    def _end_decision(self, by, at):
        """The person in whose right it is decided; the clock of the question has stopped."""
        self._lock()
        if self.state != self.State.PROPOSED:
            raise InvalidTransition(self._present())
        principal = self.principal_of(by)
        if principal is None:
            raise PermissionDenied
        self.clock.complete(at)
        self.clock = None
        return principal

    def _expect(self, by, *states):
        self._lock()
        if self.state not in states:
            raise InvalidTransition(self._present())
        if not self.can_be_worked_on_by(by):
            raise PermissionDenied

    def _lock(self):
        lock(self, "complaint__customer", "complaint__department", "clock", "entry", "decided_by")

    def _present(self):
        moment = date_format(localtime(self.decided_at or self.at), "SHORT_DATETIME_FORMAT")
        facts = {"when": moment, "state": self.get_state_display()}
        return _("The claim is meanwhile: %(state)s (%(when)s).") % facts

    def _log(self, act, by, at, amount):
        self.complaint._write(ComplaintLog.Kind.CLAIM, by, None, at, what=act, amount=f"{amount:.2f}")
