"""What of a customer's file runs out on a day: while that is near, a clock asks the account manager to renew it."""

from django.db import models, transaction
from django.db.models import F

from crm_site.workflow import lock
from deadlines.models import Clock
from deadlines.reckoning import end_of
from people.messaging import tell


class RenewableQuerySet(models.QuerySet):
    def running_out(self, until):
        """By the day `until`, in files that somebody keeps; nobody has been asked yet."""
        near = self.filter(clock=None, valid_until__lte=until)
        return near.filter(customer__owner__is_active=True, customer__removed_at=None)

    def asked_for(self):
        """Those whose clock runs."""
        return self.filter(clock__step=self.model.renewal_step, clock__state=Clock.State.RUNNING)

    def strayed(self):
        """Those whose clock runs for somebody who is not the account manager any more."""
        kept = self.asked_for().filter(customer__owner__is_active=True)
        return kept.exclude(clock__doer=F("customer__owner"))


class Renewable(models.Model):
    """A model of it has `customer`, `valid_until` (the last day), a `renewal_step` whose time limit says how many days
    before that day the account manager is asked, and `renewal_news`, the title of the message then."""

    renewal_step = ""
    renewal_news = ""

    clock = models.OneToOneField(Clock, models.PROTECT, null=True, editable=False, related_name="%(class)s")

    class Meta:
        abstract = True

    @transaction.atomic
    def ask_to_renew(self, at, until):
        """Start the clock and tell the account manager; nothing happens where that was done meanwhile."""
        lock(self)
        if not type(self)._default_manager.running_out(until).filter(pk=self.pk).exists():
            return False
        owner = self.customer.owner
        self.clock = Clock.start(
            step=self.renewal_step,
            title=self.renewal_title,
            url=self.renewal_url,
            doer=owner,
            department=owner.department or owner.tree.root,
            grade=self.customer.grade,
            at=at,
            due_at=end_of(self.valid_until),
        )
        self.save(update_fields=["clock"])
        self._tell_of_renewal(owner, at)
        return True

    def _tell_of_renewal(self, owner, at):
        def words():
            return self.renewal_news % {"title": self.renewal_title, "day": f"{self.valid_until:%Y-%m-%d}"}, ""

        tell([owner], f"renewal:{self.clock_id}", words, self.renewal_url, at)

    def give_clock_to(self, owner):
        self.clock.give_to(owner, owner.department or owner.tree.root)
