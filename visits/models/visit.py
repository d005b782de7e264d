"""A visit 拜访 of a customer, from the proposal to the report; the states are drawn in visits/states.py."""

import uuid
from datetime import timedelta

import pghistory
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from crm_site.choices import label_of
from visits.models.queries import VisitQuerySet
from visits.models.reporting import VisitReporting
from visits.models.rights import VisitRights
from visits.models.transitions import VisitTransitions
from visits.states import BADGES, OPEN, UNPLANNED, Attitude, NextStep, Reason, State

# A day is spent with one customer at most.
LONGEST = 12 * 60


@pghistory.track(pghistory.UpdateEvent(), exclude=["submission_key"])
class Visit(VisitRights, VisitTransitions, VisitReporting, models.Model):
    State, Reason, Attitude, NextStep = State, Reason, Attitude, NextStep

    customer = models.ForeignKey(
        "customers.Customer", models.PROTECT, related_name="visits", verbose_name=_("customer")
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PLANNED)
    owner = models.ForeignKey("people.User", models.PROTECT, related_name="visits", verbose_name=_("who goes"))
    companions = models.ManyToManyField(
        "people.User", related_name="accompanied_visits", blank=True, verbose_name=_("who else comes along")
    )
    contacts = models.ManyToManyField(
        "customers.Contact", related_name="visits", blank=True, verbose_name=_("whom we meet")
    )
    purpose = models.CharField(_("purpose"), max_length=200, blank=True, db_default="")
    place = models.CharField(_("place"), max_length=200, blank=True, db_default="")
    # Empty while it is only proposed.
    planned_at = models.DateTimeField(_("time"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=60, db_default=60)

    # What the rule run knew: the rule, its period, the day proposed in it and why.
    rule = models.ForeignKey(
        "visits.VisitRule", models.PROTECT, null=True, blank=True, related_name="visits", verbose_name=_("rule")
    )
    period_start = models.DateField(_("period from"), null=True, blank=True)
    period_end = models.DateField(_("period to"), null=True, blank=True)
    due_on = models.DateField(_("proposed for"), null=True, blank=True)
    reason = models.CharField(_("why"), max_length=10, blank=True, choices=Reason.choices, db_default="")

    # Why it was declined or cancelled, or did not take place.
    refusal = models.CharField(_("reason"), max_length=300, blank=True, db_default="")

    summary = models.TextField(_("summary"), blank=True, db_default="")
    attitude = models.SmallIntegerField(_("attitude"), null=True, blank=True, choices=Attitude.choices)
    next_step = models.CharField(_("next step"), max_length=10, blank=True, choices=NextStep.choices, db_default="")
    next_step_text = models.CharField(_("what is to be done next"), max_length=300, blank=True, db_default="")
    needs = models.TextField(_("needs heard"), blank=True, db_default="")
    problems = models.TextField(_("problems heard"), blank=True, db_default="")
    competitor_news = models.TextField(_("news of competitors"), blank=True, db_default="")
    reported_at = models.DateTimeField(_("reported"), null=True, blank=True)
    reported_by = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("reported by")
    )
    previous = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, related_name="next_visit", verbose_name=_("follows on")
    )
    care_task = models.ForeignKey(
        "visits.CareTask", models.SET_NULL, null=True, blank=True, related_name="visits", verbose_name=_("occasion")
    )
    entry = models.OneToOneField(
        "customers.ContactEntry", models.SET_NULL, null=True, blank=True, related_name="visit", editable=False
    )
    report_clock = models.OneToOneField(
        "deadlines.Clock", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    created_at = models.DateTimeField(_("entered"))
    changed_by = models.ForeignKey(
        "people.User", models.PROTECT, null=True, related_name="+", verbose_name=_("changed by"), editable=False
    )
    changed_at = models.DateTimeField(_("changed"), editable=False)
    # Grows with every change; a form or button of an older page is told what happened meanwhile.
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)
    # A form sent twice makes one visit.
    submission_key = models.UUIDField(
        default=uuid.uuid4, db_default=models.Func(function="gen_random_uuid"), unique=True, editable=False
    )

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        constraints = [
            # However often the rule run is repeated, and by however many at once.
            models.UniqueConstraint(fields=["customer", "rule", "period_start"], name="visit_proposed_once_per_period"),
            models.CheckConstraint(
                condition=Q(state__in=UNPLANNED, planned_at__isnull=True)
                | (~Q(state__in=UNPLANNED) & Q(planned_at__isnull=False)),
                name="visit_planned_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(rule__isnull=True, period_start__isnull=True, period_end__isnull=True)
                | Q(rule__isnull=False, period_start__isnull=False, period_end__gte=models.F("period_start")),
                name="visit_of_a_rule_has_its_period",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.DECLINED, State.CANCELLED]) | ~Q(refusal=""),
                name="visit_refused_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(
                    state=State.DONE, reported_at__isnull=False, reported_by__isnull=False, attitude__isnull=False
                )
                & ~Q(summary="")
                & ~Q(next_step="")
                | (~Q(state=State.DONE) & Q(reported_at__isnull=True)),
                name="visit_done_has_its_report",
            ),
            models.CheckConstraint(condition=Q(minutes__gte=5, minutes__lte=LONGEST), name="visit_minutes"),
            models.CheckConstraint(condition=Q(attitude__gte=-2, attitude__lte=2), name="visit_attitude_range"),
        ]
        indexes = [
            # The calendar and list of one person; the feed.
            models.Index(fields=["owner", "planned_at", "id"], name="visit_owner_time"),
            # A customer's visits, the last one, and what the rule run and coverage count.
            models.Index(fields=["customer", "planned_at"], name="visit_customer_time"),
            # Everybody's calendar and list.
            models.Index(fields=["planned_at", "id"], name="visit_time"),
            # Reminders, and visits that wait for their report: few at any time, whatever the size of the table.
            models.Index(fields=["planned_at"], name="visit_open", condition=Q(state__in=OPEN)),
            # A person's proposals by day.
            models.Index(fields=["owner", "due_on", "id"], name="visit_proposals", condition=Q(state=State.PROPOSED)),
        ]

    get_state_display = label_of(State, "state")
    get_reason_display = label_of(Reason, "reason")
    get_attitude_display = label_of(Attitude, "attitude")
    get_next_step_display = label_of(NextStep, "next_step")

    def __str__(self):
        return f"{self.customer} · {self.purpose}" if self.purpose else str(self.customer)

    def get_absolute_url(self):
        return reverse("visits:visit_detail", args=[self.pk])

    @property
    def ends_at(self):
        return self.planned_at + timedelta(minutes=self.minutes)

    @property
    def state_badge(self):
        return BADGES.get(self.state, "badge-plain")

    @property
    def is_open(self):
        return self.state in OPEN

    def awaits_report(self, at):
        """Its time has come and nobody has said yet how it was."""
        return self.is_open and self.planned_at <= at
