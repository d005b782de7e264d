"""What people do with an opportunity: each transition locks the row, asks who may and whether it still can be done,
changes it, writes its log and the customer's timeline, and keeps the clock of its next step.

`version` is the one of the page that the person looked at: if somebody moved the opportunity since, the answer is who
and where to; if somebody changed the same fact, EditedMeanwhile names it. Nothing is overwritten unseen.
"""

from datetime import datetime, time

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime, make_aware
from django.utils.translation import gettext as _

from crm_site.workflow import InvalidTransition, lock
from customers.business.stages import CLOSED, MOVES, PLACES, Stage, required_in
from customers.models.customer import Customer
from customers.models.editing import EditedMeanwhile, three_way
from customers.models.project import Phase, Project
from deadlines.models import Clock

STEP = "opportunity.next_step"
# A next step is done by the end of work on its day.
END_OF_WORK = time(18, 0)
SECONDS_A_DAY = 86_400


class OpportunityMoves:
    """For `Opportunity`. Every transition returns the row that it wrote on the customer's timeline, if any."""

    @classmethod
    @transaction.atomic
    def add(cls, customer, by, at, submission_key, next_step="", next_step_on=None, **values):
        """Open it for `customer`; the same `submission_key` again returns the one it made before."""
        if not customer.can_be_edited_by(by):
            raise PermissionDenied
        values |= {"customer": customer, "created_at": at, "touched_at": at, "stage_since": at}
        cls(**values)._check_people({"owner": values["owner"]})
        opportunity, is_new = cls.objects.get_or_create(submission_key=submission_key, defaults=values)
        if is_new:
            opportunity.moves.create(by=by, at=at, to_stage=opportunity.stage)
            opportunity._tell("added", by, at)
            if next_step:
                opportunity._plan(at, next_step, next_step_on)
        return opportunity

    @classmethod
    @transaction.atomic
    def add_with_file(cls, file, by, at, submission_key, **values):
        """Open a file for a potential customer, with the facts `file`, and the opportunity with it."""
        potential = {"lifecycle": Customer.Lifecycle.POTENTIAL, "owner": values["owner"]}
        customer = Customer.open_file(by, at, submission_key, **file | potential)
        return cls.add(customer, by, at, submission_key, **values)

    @transaction.atomic
    def edit(self, by, at, version, changes):
        """Write `changes` ({field: value}) while it is open; what its stage asks for stays filled."""
        self._take(by)
        if not self.is_open:
            raise InvalidTransition(self._present())
        wanted = self._merged(version, changes)
        if not wanted:
            return None
        self._require_facts(self.stage)
        if "owner" in wanted:
            self._give_clock_to_owner()
        self._save(at, **wanted)
        return self._tell("edited", by, at, fields=list(wanted))

    @transaction.atomic
    def move(self, by, at, version, stage, changes=None):
        """Into another open stage, forward or back, with the facts that it asks for; so is taken up what was lost."""
        self._take(by)
        self._check_move(version, stage)
        if stage in CLOSED:
            raise ValidationError(_("Winning and losing ask for more than a move."))
        wanted = self._merged(version, changes or {})
        self._require_facts(stage)
        if self.stage == Stage.LOST:
            wanted |= {"closed_at": None, "lost_reason": None, "lost_to": ""}
            return self._enter(stage, by, at, wanted, "reopened")
        return self._enter(stage, by, at, wanted, stage)

    @transaction.atomic
    def win(self, by, at, version, project_name, contract_ends_on=None, changes=None):
        """The customer gives us the business: a project in operation is made of it, and the customer is a current one."""
        # Whoever changes the customer's file at this moment is waited for now, and not in the middle.
        lock(self.customer)
        self._take(by)
        self._check_move(version, Stage.WON)
        wanted = self._merged(version, changes or {})
        self._require_facts(Stage.WON, besides="project")
        self._end_clock(at, is_done=True)
        project = self._make_project(by, at, project_name.strip(), contract_ends_on)
        self._begin_business(by, at)
        return self._enter(Stage.WON, by, at, wanted | {"project": project, "closed_at": at}, Stage.WON)

    @transaction.atomic
    def lose(self, by, at, version, reason, lost_to=""):
        """It is lost for a `reason` of the catalogue; where that asks for it, the competitor is named."""
        self._take(by)
        self._check_move(version, Stage.LOST)
        lost_to = lost_to.strip()[:100]
        if reason.to_competitor and not lost_to:
            raise ValidationError({"lost_to": _("Name the competitor.")})
        self._end_clock(at, is_done=False)
        lost = {"lost_reason": reason, "lost_to": lost_to, "closed_at": at}
        return self._enter(Stage.LOST, by, at, lost, Stage.LOST, reason=reason.both_names)

    @transaction.atomic
    def plan_next_step(self, by, at, version, next_step, next_step_on, is_done=False):
        """What comes next, and on which day (nothing: ""). `is_done`: the step before is, else it was only put off."""
        self._take(by)
        if not self.is_open:
            raise InvalidTransition(self._present())
        before = self.next_step
        wanted = self._merged(version, {"next_step": next_step, "next_step_on": next_step_on})
        if not wanted and not is_done:
            return None
        self._end_clock(at, is_done)
        self._plan(at, next_step, next_step_on)
        if is_done and before:
            return self._tell("step_done", by, at, step=before)
        return self._tell("edited", by, at, fields=list(wanted))

    @transaction.atomic
    def hand_over(self, receiver, at):
        """The customer has a new account manager, who takes the open opportunity over with its next step."""
        lock(self, "clock")
        self.owner = receiver
        self._give_clock_to_owner()
        self._save(at, owner=receiver)

    def _take(self, by):
        """The row, locked, for somebody who may write in the customer's file."""
        lock(self, "customer__owner", "owner", "clock")
        if not self.can_be_edited_by(by):
            raise PermissionDenied

    def _check_move(self, version, stage):
        """It may go to `stage` from where it stands, and where it stands is what the person saw."""
        seen = self._seen(version)
        if stage not in MOVES[self.stage] or seen is None or seen.stage != self.stage:
            raise InvalidTransition(self._present())

    def _seen(self, version):
        """As the person saw it: this row, or what the history has of that version (None: nothing)."""
        return self if version == self.version else self.events.filter(version=version).order_by("-pgh_id").first()

    def _merged(self, version, changes):
        """Take over what the person changed, without what others changed meanwhile; return it as {field: value}."""
        is_stale = version != self.version
        wanted, clashing = three_way(self, self._seen(version) if is_stale else None, changes, is_stale)
        if clashing:
            raise EditedMeanwhile(self, wanted, clashing)
        self._check_people(wanted)
        for name, value in wanted.items():
            setattr(self, name, value)
        return wanted

    def _check_people(self, values):
        """Who looks after it may write in the customer's file; who decides is one of the customer's people."""
        owner, contact = values.get("owner"), values.get("decision_contact")
        if owner and not (owner.is_active and self.customer.can_be_edited_by(owner)):
            raise ValidationError({"owner": _("%(owner)s may not write in this customer's file.") % {"owner": owner}})
        if contact and contact.customer_id != self.customer_id:
            raise ValidationError({"decision_contact": _("This person does not belong to the customer.")})

    def _require_facts(self, stage, besides=""):
        missing = [name for name in required_in(stage) if name != besides and getattr(self, name) in (None, "")]
        if missing:
            text = _("Needed for the stage “%(stage)s”.") % {"stage": Stage(stage).label}
            raise ValidationError(dict.fromkeys(missing, text))

    def _enter(self, stage, by, at, changes, kind, **facts):
        days = round(max((at - self.stage_since).total_seconds(), 0) / SECONDS_A_DAY, 2)
        self.moves.create(by=by, at=at, from_stage=self.stage, to_stage=stage, days=days)
        if stage in CLOSED:
            changes |= {"next_step": "", "next_step_on": None, "clock": None}
        furthest = max(self.furthest, PLACES.get(stage, 0))
        self._save(at, stage=stage, stage_since=at, furthest=furthest, **changes)
        return self._tell(kind, by, at, **facts)

    def _make_project(self, by, at, name, contract_ends_on):
        if not name:
            raise ValidationError({"project_name": _("Give the project a name.")})
        if self.customer.projects.filter(name=name).exists():
            raise ValidationError({"project_name": _("This customer has a project of this name already.")})
        if contract_ends_on and contract_ends_on < self.starts_on:
            raise ValidationError({"contract_ends_on": _("The contract cannot end before it starts.")})
        return Project.add(
            self.customer,
            by,
            at,
            name=name,
            services=self.services,
            phase=Phase.OPERATING,
            owner=self.owner,
            started_on=self.starts_on,
            contract_ends_on=contract_ends_on,
            monthly_revenue=self.monthly_revenue,
        )

    def _begin_business(self, by, at):
        """A customer who was lost is won back; any other who was not current yet is from now on."""
        life = Customer.Lifecycle
        if self.customer.lifecycle not in (life.CURRENT, life.WON_BACK):
            begun = life.WON_BACK if self.customer.lifecycle == life.LOST else life.CURRENT
            self.customer.enter(begun, by, at)

    def _plan(self, at, next_step, next_step_on):
        """The clock runs until the end of work on the day of the next step."""
        clock = next_step and Clock.start(
            step=STEP,
            title=f"{self.customer} · {next_step}",
            url=self.get_absolute_url(),
            doer=self.owner,
            department=self.owner.department or self.owner.tree.root,
            at=at,
            due_at=make_aware(datetime.combine(next_step_on, END_OF_WORK)),
        )
        self._save(at, next_step=next_step, next_step_on=next_step_on, clock=clock or None)

    def _end_clock(self, at, is_done):
        if self.clock is not None:
            self.clock.complete(at) if is_done else self.clock.cancel(at)

    def _give_clock_to_owner(self):
        if self.clock is not None:
            self.clock.give_to(self.owner, self.owner.department or self.owner.tree.root)

    def _save(self, at, **changes):
        for name, value in changes.items():
            setattr(self, name, value)
        self.version += 1
        self.touched_at = at
        self.save(update_fields=[*changes, "version", "touched_at"])

    def _present(self):
        """Who did what meanwhile: the answer to whoever comes too late."""
        last = self.moves.for_list().first()
        facts = {
            "who": last.by,
            "when": date_format(localtime(last.at), "SHORT_DATETIME_FORMAT"),
            "stage": last.get_to_stage_display(),
        }
        return _("Meanwhile moved by %(who)s on %(when)s: %(stage)s.") % facts

    def _tell(self, kind, by, at, **facts):
        """On the customer's timeline."""
        return self.customer.activities.create(
            kind=f"opportunity.{kind}", by=by, at=at, url=self.get_absolute_url(), facts={"name": self.name, **facts}
        )
