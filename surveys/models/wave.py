"""One wave of a survey: whom it is about, how they are chosen and how they are asked.

    design → frame → fieldwork → closed

What a wave may do and who may do it stands in `rights`, `frame_steps` and `fieldwork_steps`.
"""

import uuid

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from crm_site.choices import label_of
from people.models import Role
from surveys.models.fieldwork_steps import FieldworkSteps
from surveys.models.frame_steps import FrameSteps
from surveys.models.questionnaire import Questionnaire
from surveys.models.rights import WaveRights
from surveys.states import STRATIFIED, Method, Mode, Stratum, WaveState

STATE_BADGES = {"fieldwork": "badge-info", "closed": "badge-good"}


def both_modes():
    return [Mode.TELEPHONE, Mode.WEB]


def usual_reminders():
    return [5, 10]


class WaveQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The customer-relations office and the head of the company: all. The desk: those it interviews for. Account
        managers and supervisors: the results of those that ended."""
        if user.sees_all:
            return self
        if user.role == Role.DESK:
            return self.filter(state=WaveState.FIELDWORK)
        if user.role in (Role.ACCOUNT_MANAGER, Role.SUPERVISOR):
            return self.filter(state=WaveState.CLOSED)
        return self.none()

    def for_list(self):
        """With how many were drawn and how many of them answered completely."""
        drawn = Count("units", filter=Q(units__is_drawn=True))
        complete = Count("units", filter=Q(units__is_drawn=True, units__disposition="I"))
        return self.select_related("questionnaire").annotate(drawn_count=drawn, complete_count=complete)

    def in_fieldwork(self):
        """Those that ask now."""
        return self.filter(state=WaveState.FIELDWORK, is_paused=False)

    def by_telephone(self):
        return self.filter(modes__contains=[Mode.TELEPHONE])

    def by_web(self):
        return self.filter(modes__contains=[Mode.WEB])


@pghistory.track(exclude=["submission_key"])
class Wave(WaveRights, FrameSteps, FieldworkSteps, models.Model):
    State = WaveState
    Mode = Mode
    Method = Method
    Stratum = Stratum

    name = models.CharField(_("name"), max_length=100)
    questionnaire = models.ForeignKey(
        Questionnaire, models.PROTECT, related_name="waves", verbose_name=_("questionnaire")
    )
    state = models.CharField(_("state"), max_length=10, choices=WaveState.choices, default=WaveState.DESIGN)
    is_paused = models.BooleanField(_("paused"), default=False)
    modes = ArrayField(
        models.CharField(max_length=10, choices=Mode.choices), verbose_name=_("asked by"), default=both_modes
    )
    # {"lifecycle": ["current"], "grade": ["A"], "region": [3]}: see surveys/population.py; empty: all customers.
    population = models.JSONField(_("population"), default=dict, blank=True)
    method = models.CharField(_("choice"), max_length=15, choices=Method.choices, default=Method.CENSUS)
    sample_size = models.PositiveIntegerField(
        _("sample size"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    strata = ArrayField(
        models.CharField(max_length=10, choices=Stratum.choices), verbose_name=_("strata by"), default=list, blank=True
    )
    # {stratum: S_h} of overall satisfaction, for Neyman's allocation: see surveys/deviations.py.
    stratum_deviations = models.JSONField(_("standard deviations of the strata"), default=dict, blank=True)
    stratum_minimum = models.PositiveIntegerField(_("at least per stratum"), default=0)
    # Kept, so that the same draw can be made again.
    seed = models.PositiveIntegerField(_("seed"), default=1, validators=[MaxValueValidator(2**31 - 1)])
    contact_rule_days = models.PositiveSmallIntegerField(
        _("nobody is asked twice within days"), default=90, validators=[MaxValueValidator(3650)]
    )
    max_attempts = models.PositiveSmallIntegerField(
        _("calls to one person at most"), default=4, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    retry_hours = models.PositiveSmallIntegerField(
        _("hours before somebody not reached is called again"), default=4, validators=[MaxValueValidator(24 * 14)]
    )
    reminder_days = ArrayField(
        models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(90)]),
        verbose_name=_("reminders after days"),
        default=usual_reminders,
        blank=True,
        size=3,
    )

    created_by = models.ForeignKey("people.User", models.PROTECT, related_name="+", verbose_name=_("made by"))
    created_at = models.DateTimeField(_("made"))
    framed_at = models.DateTimeField(_("frame checked"), null=True, blank=True)
    drawn_at = models.DateTimeField(_("drawn"), null=True, blank=True)
    opened_at = models.DateTimeField(_("fieldwork opened"), null=True, blank=True)
    closed_at = models.DateTimeField(_("fieldwork closed"), null=True, blank=True)
    # Grows with every edit of the design by a person.
    version = models.PositiveIntegerField(default=1, editable=False)
    submission_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = WaveQuerySet.as_manager()

    class Meta:
        verbose_name = _("survey wave")
        verbose_name_plural = _("survey waves")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(modes=[]), name="wave_has_a_mode"),
            models.CheckConstraint(
                condition=Q(method="census") | Q(sample_size__isnull=False, sample_size__gte=1),
                name="wave_sample_has_a_size",
            ),
            models.CheckConstraint(
                condition=~Q(method__in=STRATIFIED) | ~Q(strata=[]), name="wave_stratified_has_strata"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["design", "frame"]) | Q(drawn_at__isnull=False, opened_at__isnull=False),
                name="wave_is_drawn_before_fieldwork",
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False) | (~Q(state="closed") & Q(closed_at__isnull=True)),
                name="wave_closed_has_a_moment",
            ),
        ]

    get_state_display = label_of(WaveState, "state")
    get_method_display = label_of(Method, "method")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("surveys:wave_detail", args=[self.pk])

    @property
    def state_badge(self):
        return STATE_BADGES.get(self.state, "badge-plain")

    @property
    def mode_labels(self):
        return [str(Mode(mode).label) for mode in self.modes]

    @property
    def strata_labels(self):
        return [str(Stratum(field).label) for field in self.strata]

    @property
    def asks_by_telephone(self):
        return Mode.TELEPHONE in self.modes

    @property
    def asks_by_web(self):
        return Mode.WEB in self.modes

    @property
    def is_asking(self):
        return self.state == WaveState.FIELDWORK and not self.is_paused


class WaveLog(models.Model):
    """What people did with a wave, in order; the database refuses to change or remove a row."""

    class Kind(models.TextChoices):
        CREATED = "created", _("Made")
        EDITED = "edited", _("Design changed")
        FRAMED = "framed", _("Frame of %(count)s made, %(problems)s with problems")
        DISCARDED = "discarded", _("Frame discarded")
        DRAWN = "drawn", _("%(count)s drawn with seed %(seed)s")
        UNDRAWN = "undrawn", _("Draw taken back")
        OPENED = "opened", _("Fieldwork opened")
        PAUSED = "paused", _("Fieldwork paused")
        RESUMED = "resumed", _("Fieldwork resumed")
        REMINDED = "reminded", _("%(count)s reminded")
        CLOSED = "closed", _("Fieldwork closed")
        SWITCHED = "switched", _("%(customer)s: %(contact)s is asked instead of %(former)s")
        EXPORTED = "exported", _("List of %(count)s taken as Excel")

    wave = models.ForeignKey(Wave, models.PROTECT, related_name="log")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    by = models.ForeignKey("people.User", models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    facts = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("entry of a wave's log")
        verbose_name_plural = _("log of waves")
        ordering = ["id"]
        triggers = [
            pgtrigger.Protect(name="wave_log_is_kept", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self):
        return f"{self.wave} · {self.kind}"

    @property
    def sentence(self):
        """What was done, in the reader's language."""
        return self.get_kind_display() % self.facts
