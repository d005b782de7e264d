"""The key accounts of the demo company with two years of plans, moved by the real transitions at the times at which
they would have been; only the texts are put in at once. What would lie in the future is left undone."""

from datetime import datetime, time, timedelta
from random import Random
from uuid import UUID

from django.utils import timezone

from crm_site.seeding import account_texts as texts
from crm_site.seeding.account_plans import PlanStory
from customers.models import Contact, Customer
from deadlines.scanner import scan
from key_accounts import opening
from key_accounts.halves import Half
from key_accounts.models import (
    Counterpart,
    KeyAccount,
    KeyAccountPolicy,
    WatchItem,
)
from key_accounts.models.policy import WAN

ACCOUNTS = 18
OF_THE_MANAGER = 7
# These became key accounts only a year ago.
YOUNG = (5, 9, 13, 16)
ENDED = 17
LEVELS = ["top", "middle", "working", ""]
ROLES = ["decision_maker", "sponsor", "influencer", "user", "champion", "gatekeeper"]


def play_key_accounts(seed, at):
    """All of it, by customer."""
    stage = Stage(seed, at)
    for place, customer in enumerate(stage.customers):
        Relationship(stage, customer, place).play()
    stage.propose_more()
    opening.start_closings(at)
    opening.start_reviews(at)
    scan(at)


class Stage:
    """What all stories share: the random numbers, the present, the customers with the most revenue."""

    def __init__(self, seed, at):
        self.random = Random(seed + 7)  # noqa: S311 - made-up data
        self.now = at
        self.revenue = opening.yearly_revenue(at)
        self.ranked = self._rank()
        self.customers = self._choose()
        self.policy = self._fit_policy()
        current = Half.of(timezone.localdate(at))
        self.halves = [current.previous.previous.previous, current.previous.previous, current.previous, current]

    def key(self):
        return UUID(int=self.random.getrandbits(128), version=4)

    def moment(self, day):
        """Some time in the office hours of a day."""
        clock = time(9 + self.random.randrange(8), self.random.randrange(60))
        return timezone.make_aware(datetime.combine(day, clock))

    def propose_more(self):
        """What waits for supervisors: those with the revenue, and one by its standing; and one that was declined."""
        opening.propose_by_rule(self.now - timedelta(days=1))
        mine = Customer.objects.filter(owner__username="manager", lifecycle="current", key_accounts=None)
        declined, by_standing = mine.select_related("owner__department").order_by("-grade", "id")[:2]
        for customer, days in ((declined, 90), (by_standing, 2)):
            moment = self.now - timedelta(days=days)
            reason = texts.STANDING[0]
            account = KeyAccount.propose(customer.owner, moment, self.key(), customer, tier="key", reason=reason)
            if customer == declined:
                account.decline(account.approver, moment + timedelta(days=1), account.version, texts.DECLINES[0])

    def _rank(self):
        """By revenue, or by grade where there are no figures."""
        found = Customer.objects.filter(lifecycle="current", owner__isnull=False).select_related("owner__department")
        return sorted(found, key=lambda row: (-self.revenue.get(row.pk, 0), row.grade or "D", row.pk))

    def _choose(self):
        """The manager's first, then the others'."""
        mine = [customer for customer in self.ranked if customer.owner.username == "manager"]
        others = [customer for customer in self.ranked if customer.owner.username != "manager"]
        return [*mine[:OF_THE_MANAGER], *others[: ACCOUNTS - OF_THE_MANAGER]]

    def _fit_policy(self):
        """A threshold that about as many customers reach as the company has key accounts."""
        policy = KeyAccountPolicy.objects.in_force()
        least = self.revenue.get(self.ranked[ACCOUNTS].pk)
        if least:
            policy.threshold = int(least / WAN) // 10 * 10
            policy.strategic_threshold = policy.threshold * 2
            policy.save()
        return policy


class Relationship:
    """One key account: how it was designated, whom we know there, its plans half-year by half-year."""

    def __init__(self, stage, customer, place):
        self.stage, self.random, self.customer, self.place = stage, stage.random, customer, place
        self.owner = customer.owner
        self.boss = self.owner.approver

    def play(self):
        halves = self.stage.halves[2:] if self.place in YOUNG else self.stage.halves
        # Not all in one week, so that their reviews do not come in one week.
        proposed = self.stage.moment(halves[0].first_day - timedelta(days=40 + 13 * self.place))
        tier = "strategic" if self.place % 4 == 0 else "key"
        account = KeyAccount.propose(
            self.owner, proposed, self.stage.key(), self.customer, tier=tier, reason=self.random.choice(texts.REASONS)
        )
        decided = proposed + timedelta(days=2)
        account.approve(self.boss, decided, account.version, "")
        self._review(account, decided)
        self._meet_people()
        self._watch(account)
        for half in halves:
            PlanStory(self, account, half).play()
        if self.place == ENDED:
            account.end(self.boss, self.stage.now - timedelta(days=30), account.version, texts.ENDS[0])

    def _review(self, account, decided):
        """The reviews of the years since; the last one is due soon for some."""
        while account.review_on < (self.stage.now - timedelta(days=20)).date():
            moment = self.stage.moment(account.review_on)
            account.start_review(moment - timedelta(days=10))
            account.confirm(self.boss, moment, account.version, account.tier, "")

    def _meet_people(self):
        """Roles, attitudes and counterparts of the contacts; some relationships have gaps."""
        contacts = sorted(self.customer.contacts.order_by("id"), key=lambda contact: LEVELS.index(contact.level))
        for number, contact in enumerate(contacts):
            contact.decision_role = ROLES[(number + self.place % 5 // 4) % len(ROLES)]
            contact.attitude = self.random.choice([-1, 0, 1, 1, 2])
            contact.influence = max(1, 5 - number - self.random.randrange(2))
        Contact.objects.bulk_update(contacts, ["decision_role", "attitude", "influence"])
        known = contacts if self.place % 3 else contacts[:1]
        Counterpart.objects.bulk_create(
            Counterpart(
                contact=contact,
                person=self.boss if number == 0 else self.owner,
                assigned_by=self.owner,
                assigned_at=self.stage.now - timedelta(days=100),
            )
            for number, contact in enumerate(known)
        )

    def _watch(self, account):
        if self.place % 3 == 2:
            return
        kind, importance, title, source, words = texts.WATCH[self.place % len(texts.WATCH)]
        moment = self.stage.now - timedelta(days=2 + self.place)
        facts = {"kind": kind, "importance": importance, "title": title, "source": source, "text": words}
        WatchItem.add(account, self.owner, moment, self.stage.key(), on=moment.date(), **facts)
