"""How a customer becomes a key account, is reviewed every year, and ceases to be one."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext

from crm_site.workflow import InvalidTransition, lock
from customers.models import Activity, Customer
from deadlines.reckoning import end_of
from key_accounts import telling
from key_accounts.models.log import AccountLog
from key_accounts.models.machinery import Machinery, require, require_words
from key_accounts.models.policy import KeyAccountPolicy
from key_accounts.states import ACCOUNT_MOVES, AccountState

Kind = AccountLog.Kind


class Designation(Machinery):
    """For `KeyAccount`. Every method returns the row that it wrote to the log; `propose` the key account."""

    moves = ACCOUNT_MOVES

    @classmethod
    @transaction.atomic
    def propose(cls, by, at, submission_key, customer, *, tier, reason):
        """An account manager proposes a customer for its standing. A form sent twice makes one proposal."""
        first = cls.objects.filter(submission_key=submission_key, proposed_by=by).first()
        if first:
            return first
        require(customer.can_be_edited_by(by) and customer.owner is not None)
        require_words("reason", reason)
        asked = customer.owner.approver
        approver = by.approver if asked == by else asked
        return cls._put_forward(
            customer, at, Kind.PROPOSED, by, approver,
            submission_key=submission_key, tier=tier, reason=reason, proposed_by=by, source=cls.Source.STANDING,
        )  # fmt: skip

    @classmethod
    @transaction.atomic
    def propose_by_rule(cls, customer, at, yearly_revenue, tier):
        """The system proposes a customer whose yearly average revenue reaches the threshold of the policy."""
        return cls._put_forward(
            customer, at, Kind.PROPOSED_BY_RULE, None, customer.owner.approver,
            tier=tier, yearly_revenue=yearly_revenue, source=cls.Source.RULE,
        )  # fmt: skip

    @classmethod
    def _put_forward(cls, customer, at, kind, by, approver, **facts):
        account = cls(customer=customer, proposed_at=at, approver=approver, **facts)
        try:
            with transaction.atomic():
                account.save(force_insert=True)
        except IntegrityError:
            present = cls.objects.open().filter(customer=customer).first()
            if present is None:
                raise
            raise InvalidTransition(present._last_row().meanwhile) from None
        account._start_clock("designate", approver, at)
        row = account._write(kind, by, at, note=account.reason)
        telling.tell(row, [approver])
        return account

    @transaction.atomic
    def approve(self, by, at, seen, note="", tier=""):
        """The supervisor designates it, perhaps in another tier than proposed; its plans are opened from now on."""
        self._decide(by, at, seen)
        today = timezone.localdate(at)
        review_on = KeyAccountPolicy.objects.in_force().next_review(today)
        self._go_to(AccountState.ACTIVE, tier=tier or self.tier, since=today, review_on=review_on)
        self._give_tier(self.tier, at)
        return self._decided(Kind.DESIGNATED, by, at, note)

    @transaction.atomic
    def decline(self, by, at, seen, reason):
        """The supervisor says no, and why."""
        require_words("note", reason)
        self._decide(by, at, seen)
        self._go_to(AccountState.DECLINED)
        return self._decided(Kind.DECLINED, by, at, reason)

    @transaction.atomic
    def start_review(self, at):
        """Ask the supervisor for the yearly review; nothing happens where it is asked for already."""
        lock(self)
        policy = KeyAccountPolicy.objects.in_force()
        if self.state != AccountState.ACTIVE or self.clock or not policy.review_is_near(self.review_on, at):
            return False
        owner = self.customer.owner
        self._set(approver=owner.approver if owner else self.approver)
        self._start_clock("review", self.approver, at, due_at=end_of(self.review_on))
        return True

    @transaction.atomic
    def confirm(self, by, at, seen, tier, note=""):
        """The yearly review: it stays a key account, in this tier; the next review is a year away."""
        self._decide(by, at, seen)
        kind = Kind.CONFIRMED if tier == self.tier else Kind.TIER_CHANGED
        review_on = KeyAccountPolicy.objects.in_force().next_review(timezone.localdate(at))
        self._set(tier=tier, review_on=review_on)
        self._give_tier(tier, at)
        return self._decided(kind, by, at, note)

    @transaction.atomic
    def end(self, by, at, seen, reason):
        """It is no key account any more; no new plans are opened, those that run are brought to their end."""
        require_words("note", reason)
        self._decide(by, at, seen)
        self._go_to(AccountState.ENDED, ended_by=by, ended_on=timezone.localdate(at), end_reason=reason)
        self._give_tier("", at)
        return self._decided(Kind.ENDED, by, at, reason)

    @transaction.atomic
    def give_way(self, by, at):
        """Another file of the customer is a key account too, and the two files become one. Plans that run are brought
        to their end."""
        lock(self)
        reason = gettext("The file was merged into one that is a key account itself.")
        self._end_clock(at, is_done=False)
        if self.state == AccountState.PROPOSED:
            self._go_to(AccountState.DECLINED, version=self.version + 1)
            return self._write(Kind.DECLINED, by, at, note=reason)
        ended = {"ended_by": by, "ended_on": timezone.localdate(at), "end_reason": reason}
        self._go_to(AccountState.ENDED, version=self.version + 1, **ended)
        return self._write(Kind.ENDED, by, at, note=reason)

    def _decide(self, by, at, seen):
        """Lock it, and refuse whoever may not, or has not seen what was done meanwhile."""
        lock(self)
        self._principal = self.principal_of(by)
        require(self._principal is not None)
        if self.version != seen or self.state not in self.moves:
            self._refuse()
        self._end_clock(at)

    def _decided(self, kind, by, at, note):
        acting_for = None if self._principal == by else self._principal
        self._set(decided_by=by, decided_for=acting_for, decided_at=at, decision_note=note, version=self.version + 1)
        row = self._write(kind, by, at, note=note, acting_for=acting_for)
        telling.tell(row, [self.customer.owner, self.proposed_by])
        return row

    def _give_tier(self, tier, at):
        Customer.objects.filter(pk=self.customer_id).update(tier=tier, updated_at=at)
        self.customer.tier = tier

    def _write(self, kind, by, at, note="", acting_for=None):
        url = self.get_absolute_url()
        Activity.record(self.customer, f"key_account.{kind}", by, at, url=url)
        return self.log.create(kind=kind, by=by, at=at, note=note, acting_for=acting_for)

    def _last_row(self):
        return self.log.select_related("by").filter(plan=None).last()
