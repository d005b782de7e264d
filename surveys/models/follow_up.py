"""A low score is answered for: whoever was dissatisfied hears from their account manager, within a time limit.

open → contacted → resolved | no_action
open → resolved | no_action
"""

import pghistory
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from crm_site.choices import label_of
from crm_site.workflow import InvalidTransition, lock
from customers.models import Activity, ContactEntry, Customer
from deadlines.models import Clock
from people.models import Role
from surveys.models.follow_up_rule import FollowUpRule

STEP = "survey.follow_up"
STATE_BADGES = {"open": "badge-warn", "contacted": "badge-info", "resolved": "badge-good", "no_action": "badge-plain"}


class FollowUpQuerySet(models.QuerySet):
    def visible_to(self, user):
        """With the whole customer file; who has it on their desk; not the interviewers."""
        mine = Q(clock__doer__in=[person.pk for person in user.principals])
        return self.filter(mine | Q(customer__in=Customer.objects.readable_by(user)))

    def open(self):
        return self.filter(ended_at__isnull=True)

    def waiting_for(self, user):
        """Open, on the desk of `user` or of somebody in whose place they act."""
        return self.open().filter(clock__doer__in=[person.pk for person in user.principals])

    def overdue(self, at):
        return self.open().filter(clock__deadline__lt=at)

    def of_customers_named(self, text):
        return self.filter(customer__in=Customer.objects.search(text))

    def for_list(self):
        return self.select_related("customer", "clock__doer", "clock__calendar", "response__unit__wave")

    def for_detail(self):
        return self.for_list().select_related("customer__owner", "response__unit__contact", "response__interviewer")


@pghistory.track()
class FollowUp(models.Model):
    class State(models.TextChoices):
        OPEN = "open", _("To be contacted")
        CONTACTED = "contacted", _("Contacted")
        RESOLVED = "resolved", _("Resolved")
        NO_ACTION = "no_action", _("No action")

    # Exactly one per answer sheet, however often its completion is reported.
    response = models.OneToOneField(
        "surveys.Response", models.PROTECT, related_name="follow_up", verbose_name=_("answer sheet")
    )
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="follow_ups", verbose_name=_("customer"))
    # What was met, such as ["overall", "come_back"]; the scores stand in the answer sheet.
    rules = models.JSONField(_("because of"), default=list)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    clock = models.OneToOneField(Clock, models.PROTECT, related_name="follow_up")
    opened_at = models.DateTimeField(_("opened"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["resolved", "no_action"], ended_at__isnull=False)
                | Q(state__in=["open", "contacted"], ended_at__isnull=True),
                name="follow_up_ended_has_its_moment",
            ),
        ]
        indexes = [
            # The list, newest first, and one customer's.
            models.Index(fields=["-opened_at", "-id"], name="follow_up_recent"),
            models.Index(fields=["customer", "-opened_at"], name="follow_up_customer"),
        ]

    get_state_display = label_of(State, "state")

    def __str__(self):
        return str(self.customer)

    def get_absolute_url(self):
        return reverse("surveys:follow_up_detail", args=[self.pk])

    @property
    def state_badge(self):
        return STATE_BADGES[self.state]

    @property
    def is_open(self):
        return self.ended_at is None

    @property
    def rule_labels(self):
        labels = dict(FollowUpRule.What.choices)
        return [str(labels.get(rule, rule)) for rule in self.rules]

    @staticmethod
    def can_be_listed_by(user):
        return user.sees_all or user.role in (Role.ACCOUNT_MANAGER, Role.SUPERVISOR)

    def can_be_worked_by(self, user):
        """By whom it waits for, those who act for them, and whoever may write in the customer's file; while it is open."""
        if not self.is_open:
            return False
        waits_for = self.clock.doer_id in [person.pk for person in user.principals]
        return waits_for or self.customer.can_be_edited_by(user)

    def can_be_logged_by(self, user):
        """Writing to the contact log takes the right to write in the file."""
        return self.is_open and self.customer.can_be_edited_by(user)

    @classmethod
    @transaction.atomic
    def open_for(cls, response, at):
        """Open one where a rule is met by the complete `response`; the one there is already otherwise, or None."""
        from surveys.telling import follow_up_opened

        lock(response)
        if known := cls.objects.filter(response=response).first():
            return known
        answers = list(response.answers.select_related("item__section"))
        rules = FollowUpRule.objects.filter(is_active=True)
        met = [rule.what for rule in rules if any(rule.is_met_by(answer) for answer in answers)]
        if not met:
            return None
        follow_up = cls(response=response, customer=response.unit.customer, rules=met, opened_at=at)
        follow_up._start(response.unit, at)
        follow_up_opened(follow_up, at)
        return follow_up

    def _start(self, unit, at):
        """The clock runs for the account manager; without one, for the office that runs the survey."""
        owner = self.customer.owner
        doer = owner if owner is not None and owner.is_active else None
        office = unit.wave.created_by
        self.clock = Clock.start(
            step=STEP,
            title=f"{self.customer} · {unit.wave}",
            url="",
            doer=doer or office,
            department=(doer or office).department or office.tree.root,
            at=at,
            grade=self.customer.grade,
        )
        self.save(force_insert=True)
        Clock.objects.filter(pk=self.clock_id).update(url=self.get_absolute_url())
        self._record("opened", None, at)

    @transaction.atomic
    def contact(self, by, at, submission_key, *, summary, channel=ContactEntry.Channel.CALL, answer_owed=""):
        """The customer was spoken with: goes to the contact log. May be done several times; returns the step."""
        self._begin(by, self.can_be_logged_by)
        if known := self.steps.filter(entry__submission_key=submission_key).first():
            return known
        person = self.response.unit.contact
        entry = ContactEntry.record(
            by,
            at,
            submission_key,
            self.customer,
            happened_at=at,
            channel=channel,
            summary=summary,
            answer_owed=answer_owed,
            contacts=[person] if person else [],
        )
        self._go_to(self.State.CONTACTED)
        return self._write(by, at, summary, entry)

    @transaction.atomic
    def resolve(self, by, at, note):
        """What was done for the customer, in words."""
        return self._end(self.State.RESOLVED, by, at, note)

    @transaction.atomic
    def drop(self, by, at, note):
        """Nothing will be done, for the reason given."""
        return self._end(self.State.NO_ACTION, by, at, note)

    @transaction.atomic
    def give_to(self, receiver):
        """The customer has another account manager now."""
        if self.is_open:
            self.clock.give_to(receiver, receiver.department or receiver.tree.root)

    def _end(self, state, by, at, note):
        self._begin(by, self.can_be_worked_by)
        if not note.strip():
            raise ValidationError({"note": _t("Say what was done, or why nothing is.")})
        self._go_to(state, ended_at=at)
        self.clock.complete(at)
        step = self._write(by, at, note.strip())
        self._record(state, by, at)
        return step

    def _begin(self, by, may):
        lock(self)
        if not self.is_open:
            raise InvalidTransition(self._present())
        if not may(by):
            raise PermissionDenied

    def _present(self):
        last = self.steps.select_related("by").last()
        facts = {"person": last.by, "time": date_format(localtime(last.at), "SHORT_DATETIME_FORMAT")}
        return _t("Meanwhile, by %(person)s on %(time)s: %(state)s.") % (facts | {"state": self.get_state_display()})

    def _go_to(self, state, **changes):
        self.state = state
        for name, value in changes.items():
            setattr(self, name, value)
        self.save(update_fields=["state", *changes])

    def _write(self, by, at, text, entry=None):
        return self.steps.create(state=self.state, by=by, at=at, text=text, entry=entry)

    def _record(self, kind, by, at):
        wave = str(self.response.unit.wave)
        Activity.record(self.customer, f"survey.follow_up_{kind}", by, at, self.get_absolute_url(), wave=wave)


class FollowUpStep(models.Model):
    """What was done about it, by whom, in order; never edited."""

    follow_up = models.ForeignKey(FollowUp, models.PROTECT, related_name="steps", verbose_name=_("follow-up"))
    state = models.CharField(_("state"), max_length=10, choices=FollowUp.State.choices)
    by = models.ForeignKey("people.User", models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    text = models.TextField(_("in words"))
    entry = models.OneToOneField(
        ContactEntry, models.SET_NULL, null=True, blank=True, related_name="follow_up_step", verbose_name=_("log entry")
    )

    class Meta:
        verbose_name = _("step of a follow-up")
        verbose_name_plural = _("steps of follow-ups")
        ordering = ["id"]

    get_state_display = label_of(FollowUp.State, "state")

    def __str__(self):
        return self.get_state_display()
