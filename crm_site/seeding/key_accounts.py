"""The key accounts of the demo company with two years of plans, moved by the real transitions at the times at which
they would have been; only the texts are put in at once. What would lie in the future is left undone."""

from datetime import datetime, time, timedelta
from random import Random
from uuid import UUID

from django.utils import timezone

from crm_site.seeding import account_texts as texts
from customers.models import Contact, Customer
from deadlines.scanner import scan
from key_accounts import opening
from key_accounts.halves import Half
from key_accounts.models import (
    AccountPlan,
    Counterpart,
    KeyAccount,
    KeyAccountPolicy,
    PlanAction,
    PlanObjective,
    WatchItem,
)

ACCOUNTS = 18
OF_THE_MANAGER = 7
# What is special about the plan of the present half-year, and of the one before, by the place of the key account.
PRESENT = {0: "adjusting", 1: "returned", 2: "late", 3: "waiting"}
BEFORE = {4: "to_score", 5: "late_review"}
# These became key accounts only a year ago.
YOUNG = (5, 9, 13, 16)
LEVELS = ["top", "middle", "working", ""]
ROLES = ["decision_maker", "sponsor", "influencer", "user", "champion", "gatekeeper"]


def play_key_accounts(seed, at):
    """All of it, by customer."""
    stage = Stage(seed, at)
    for place, customer in enumerate(stage.customers[:ACCOUNTS]):
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
        self.policy = KeyAccountPolicy.objects.in_force()
        self.revenue = opening.yearly_revenue(at)
        self.customers = self._customers()
        current = Half.of(timezone.localdate(at))
        self.halves = [current.previous.previous.previous, current.previous.previous, current.previous, current]

    def key(self):
        return UUID(int=self.random.getrandbits(128), version=4)

    def moment(self, day):
        """Some time in the office hours of a day."""
        clock = time(9 + self.random.randrange(8), self.random.randrange(60))
        return timezone.make_aware(datetime.combine(day, clock))

    def propose_more(self):
        """What waits for the supervisor: one by its revenue, one by its standing; and one that was declined."""
        by_rule, by_standing, declined = (
            customer for customer in self.customers[ACCOUNTS:] if customer.owner.username == "manager"
        )
        yearly = self.revenue.get(by_rule.pk, self.policy.threshold_yuan)
        KeyAccount.propose_by_rule(by_rule, self.now - timedelta(days=1), yearly, Customer.Tier.KEY)
        for customer, days in ((declined, 90), (by_standing, 2)):
            moment = self.now - timedelta(days=days)
            account = KeyAccount.propose(
                customer.owner, moment, self.key(), customer, tier="key", reason=texts.STANDING[0]
            )
            if customer == declined:
                account.decline(account.approver, moment + timedelta(days=1), account.version, texts.DECLINES[0])

    def _customers(self):
        """By revenue, or by grade where there are no figures: the manager's, the others', and three more of the manager."""
        found = Customer.objects.filter(lifecycle="current", owner__isnull=False).select_related("owner__department")
        ranked = sorted(found, key=lambda row: (-self.revenue.get(row.pk, 0), row.grade or "D", row.pk))
        mine = [customer for customer in ranked if customer.owner.username == "manager"]
        others = [customer for customer in ranked if customer.owner.username != "manager"]
        return [
            *mine[:OF_THE_MANAGER],
            *others[: ACCOUNTS - OF_THE_MANAGER],
            *mine[OF_THE_MANAGER : OF_THE_MANAGER + 3],
        ]


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


class PlanStory:
    """One plan of a key account, as far as the present allows."""

    def __init__(self, relationship, account, half):
        self.relationship, self.account, self.half = relationship, account, half
        self.stage, self.random = relationship.stage, relationship.random
        self.owner, self.boss = relationship.owner, relationship.boss
        self.due_on = self.stage.policy.plan_due_on(half, account.since)
        back = self.stage.halves[-1].year * 2 + self.stage.halves[-1].number - half.year * 2 - half.number
        self.special = {0: PRESENT, 1: BEFORE}.get(back, {}).get(relationship.place, "")

    def play(self):
        opened = self.stage.moment(self.stage.policy.opens_on(self.half))
        if opened > self.stage.now:
            return
        self.plan = AccountPlan.open_for(self.account, self.half, opened, self.due_on)
        self._write(opened + timedelta(days=5))
        if self.special == "late":
            self._escalate()
            return
        for act, day in self._acts():
            moment = self.stage.moment(day)
            if moment > self.stage.now:
                return
            getattr(self, act)(moment)

    def _acts(self):
        due, end, shift = self.due_on, self.half.last_day, self.random.randrange(4)
        handed_in = due - timedelta(days=4 - shift)
        if self.special == "waiting":
            return [("submit", self.stage.now.date() - timedelta(days=1))]
        if self.special == "returned":
            return [("submit", handed_in), ("send_back", self.stage.now.date() - timedelta(days=1))]
        acts = [("submit", handed_in), ("approve", handed_in + timedelta(days=2))]
        if self.special == "adjusting":
            return [
                *acts,
                ("progress", due + timedelta(days=60)),
                ("adjust", self.stage.now.date() - timedelta(days=1)),
            ]
        acts += [("progress", due + timedelta(days=60)), ("finish", end - timedelta(days=3))]
        if self.special == "late_review":
            return acts
        closed = self.stage.now.date() - timedelta(days=1) if self.special == "to_score" else end + timedelta(days=8)
        acts.append(("close", closed))
        return acts if self.special == "to_score" else [*acts, ("file", closed + timedelta(days=3 + shift))]

    def submit(self, at):
        self.plan.submit(self.owner, at)

    def approve(self, at):
        self.plan.approve(self.boss, at, self.plan.revision, self.random.choice(texts.APPROVALS))

    def send_back(self, at):
        self.plan.send_back(self.boss, at, self.plan.revision, self.random.choice(texts.RETURNS))

    def progress(self, at):
        """Two months in, what fell due is mostly done."""
        self._do_actions(at, share=0.8)

    def finish(self, at):
        """At the end of the half-year the self-review is asked for, and the actual figures are entered."""
        self.plan.start_closing(at)
        if self.special == "late_review":
            self._escalate()
        self._do_actions(at, share=0.9)
        rows = list(self.plan.objectives.all())
        for row in rows:
            if row.target is None:
                row.actual_words = texts.RESULTS[1]
            else:
                way = float(row.target - row.base)
                row.actual = round(float(row.base) + way * self.random.uniform(0.5, 1.2), 1)
        PlanObjective.objects.bulk_update(rows, ["actual", "actual_words"])

    def adjust(self, at):
        self.plan.begin_adjustment(self.owner, at, texts.ADJUSTMENTS[0])
        section = self.plan.sections.get(key="proposals")
        section.write(self.owner, at, section.version, f"{section.text}\n{texts.ADJUSTED}")
        objective = self.plan.objectives.order_by("id").first()
        objective.edit(self.owner, at, objective.version, {"target": objective.target + 60})
        values = {"what": texts.ACTIONS[1][0], "owner": self.owner, "due_on": self.half.last_day}
        PlanAction.add(self.plan, self.owner, at, self.stage.key(), values)
        self.plan.submit_adjustment(self.owner, at)

    def close(self, at):
        self.plan.close(self.owner, at, self.random.choice(texts.REVIEWS))

    def file(self, at):
        self.plan.file(
            self.boss, at, self.plan.revision, self.random.randint(72, 96), self.random.choice(texts.REMARKS)
        )

    def _write(self, at):
        """The words of the plan; a late draft is half written."""
        random, plan = self.random, self.plan
        facts = {"year": self.half.year, "low": random.randint(3, 6), "units": random.randint(8, 40) * 10}
        facts |= {"share": random.randint(12, 28), "ours": random.randint(20, 45), "late": random.randint(3, 12)}
        facts["spend"] = random.randint(8, 40) * 100
        sections = list(plan.sections.all())
        for section in sections[:4] if self.special == "late" else sections:
            section.text = random.choice(texts.SECTIONS[section.key]).format(**facts)
            section.edited_by, section.edited_at, section.version = self.owner, at, 2
        plan.sections.bulk_update(sections, ["text", "edited_by", "edited_at", "version"])
        plan.budget = random.randint(2, 12) * 5000
        plan.save(update_fields=["budget"])
        if self.special != "late":
            self._plan_rows(at)

    def _plan_rows(self, at):
        written = {"plan": self.plan, "edited_by": self.owner, "edited_at": at}
        growth = 1 + 0.1 * self.stage.halves.index(self.half)
        chosen = [texts.OBJECTIVES[0], *self.random.sample(texts.OBJECTIVES[1:], 2)]
        measured = [
            PlanObjective(metric=metric, unit=unit, submission_key=self.stage.key(), **written, **_target(row, growth))
            for metric, unit, *row in chosen
        ]
        metric, words = texts.WORDS_OBJECTIVE
        in_words = PlanObjective(metric=metric, target_words=words, submission_key=self.stage.key(), **written)
        PlanObjective.objects.bulk_create([*measured, in_words])
        PlanAction.objects.bulk_create(
            PlanAction(
                what=what,
                owner=self.boss if number == 0 else self.owner,
                due_on=self.half.first_day + timedelta(days=days),
                submission_key=self.stage.key(),
                **written,
            )
            for number, (what, days) in enumerate(self.random.sample(texts.ACTIONS, 4))
        )

    def _do_actions(self, at, share):
        rows = [row for row in self.plan.actions.filter(done_at=None) if row.due_on <= at.date()]
        done = [row for row in rows if self.random.random() < share]
        for row in done:
            row.done_at, row.done_by, row.result = at, row.owner, self.random.choice(texts.RESULTS)
        PlanAction.objects.bulk_update(done, ["done_at", "done_by", "result"])

    def _escalate(self):
        """Let the scanner run whenever a level of the late plan fell due."""
        clock = self.plan.clock
        while clock.next_due_at and clock.next_due_at <= self.stage.now:
            scan(clock.next_due_at)
            clock.refresh_from_db()


def _target(row, growth):
    """Counted figures grow from half-year to half-year; shares and marks stay what they are."""
    base, target = row
    if base > 100:
        base, target = round(base * growth), round(target * growth)
    return {"base": base, "target": target}
