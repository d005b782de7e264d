"""The plans of the demo company's key accounts: each is written, handed in, decided on, carried out and summed up at the
times at which that would have been; what would lie in the future is left undone."""

from datetime import timedelta

from crm_site.seeding import account_texts as texts
from deadlines.scanner import scan
from key_accounts.models import AccountPlan, PlanAction, PlanObjective

# What is special about the plan of the present half-year, and of the one before, by the place of the key account.
PRESENT = {0: "adjusting", 1: "returned", 2: "late", 3: "waiting"}
BEFORE = {4: "to_score", 5: "late_review"}


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
        values = {"what": texts.ADJUSTED_ACTION, "owner": self.owner, "due_on": self.half.last_day}
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
