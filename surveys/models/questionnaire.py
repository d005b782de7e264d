"""Questionnaires in both languages. Fieldwork makes one immutable; a change then makes a new version.

draft → in_use → retired
"""

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Max, Q
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from crm_site.choices import label_of
from crm_site.naming import Named
from crm_site.workflow import InvalidTransition, lock

# Sections and their items may be written while the questionnaire is a draft; Postgres refuses it afterwards.
SECTION_FUNCTION = """
    IF TG_OP <> 'INSERT' AND (SELECT state FROM surveys_questionnaire WHERE id = OLD.questionnaire_id) <> 'draft'
       OR TG_OP <> 'DELETE' AND (SELECT state FROM surveys_questionnaire WHERE id = NEW.questionnaire_id) <> 'draft'
    THEN
        RAISE EXCEPTION 'This questionnaire is in use: make a new version of it.' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
"""


class QuestionnaireQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those who run or interview."""
        return self if Questionnaire.can_be_read_by(user) else self.none()

    def usable(self):
        """Of every key the newest version that is not retired, for a new wave."""
        alive = self.exclude(state=Questionnaire.State.RETIRED)
        newest = alive.order_by("key", "-version").distinct("key").values("pk")
        return self.filter(pk__in=newest)

    def for_list(self):
        return self.annotate(waves_count=models.Count("waves")).order_by("key", "-version")


@pghistory.track()
class Questionnaire(Named, models.Model):
    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        IN_USE = "in_use", _("In use")
        RETIRED = "retired", _("Retired")

    key = models.SlugField(_("key"), max_length=40)
    name = models.CharField(_("name"), max_length=100)
    name_en = models.CharField(_("English name"), max_length=100, blank=True)
    version = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT, editable=False)

    objects = QuestionnaireQuerySet.as_manager()

    class Meta:
        verbose_name = _("questionnaire")
        verbose_name_plural = _("questionnaires")
        ordering = ["key", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="questionnaire_version_once"),
            models.UniqueConstraint(
                fields=["key"],
                condition=Q(state="draft"),
                name="questionnaire_one_draft_per_key",
                violation_error_message=_("There is a draft of this questionnaire already."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="questionnaire_in_use_is_kept",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__state__in=["in_use", "retired"]),
            ),
            pgtrigger.Protect(
                name="questionnaire_in_use_is_not_changed",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state__in=["in_use", "retired"])
                & (
                    pgtrigger.Q(new__state="draft")
                    | pgtrigger.Q(old__key__df=pgtrigger.F("new__key"))
                    | pgtrigger.Q(old__version__df=pgtrigger.F("new__version"))
                    | pgtrigger.Q(old__name__df=pgtrigger.F("new__name"))
                    | pgtrigger.Q(old__name_en__df=pgtrigger.F("new__name_en"))
                ),
            ),
        ]

    get_state_display = label_of(State, "state")

    def get_absolute_url(self):
        return reverse("surveys:questionnaire_detail", args=[self.pk])

    @property
    def is_draft(self):
        return self.state == self.State.DRAFT

    @staticmethod
    def can_be_read_by(user):
        from surveys.models.wave import Wave

        return Wave.can_be_run_by(user) or Wave.can_be_interviewed_by(user)

    def for_asking(self):
        """Sections in order, each with its items in order."""
        return list(self.sections.prefetch_related("items"))

    @transaction.atomic
    def take_into_use(self):
        """Fieldwork begins with it: from now on it stays as it is."""
        lock(self)
        if self.state == self.State.RETIRED:
            raise InvalidTransition(_t("This questionnaire has been retired. Choose its present version."))
        if self.is_draft:
            self.state = self.State.IN_USE
            self.save(update_fields=["state"])

    @transaction.atomic
    def retire(self, by):
        """No new wave is made of it; those in fieldwork go on."""
        lock(self)
        self._check(by)
        if self.state != self.State.IN_USE:
            raise InvalidTransition(_t("Only a questionnaire that is in use can be retired."))
        self.state = self.State.RETIRED
        self.save(update_fields=["state"])

    @transaction.atomic
    def make_version(self, by):
        """A draft with the same sections and items; while there is one already, that one."""
        self._check(by)
        family = type(self).objects.select_for_update().filter(key=self.key)
        versions = {row.version: row for row in family}
        draft = next((row for row in versions.values() if row.is_draft), None)
        if draft is not None:
            return draft
        copy = type(self).objects.create(key=self.key, name=self.name, name_en=self.name_en, version=max(versions) + 1)
        for section in self.for_asking():
            items = list(section.items.all())
            section.pk, section.questionnaire = None, copy
            section._state.adding = True
            section.save(force_insert=True)
            for item in items:
                item.pk, item.section = None, section
            type(section).items.rel.related_model.objects.bulk_create(items)
        return copy

    def _check(self, by):
        from surveys.models.wave import Wave

        if not Wave.can_be_run_by(by):
            raise PermissionDenied


class SectionQuerySet(models.QuerySet):
    def next_position(self):
        return (self.aggregate(last=Max("position"))["last"] or 0) + 10


@pghistory.track()
class Section(Named, models.Model):
    """A part of a questionnaire, most of them an operation link 业务环节 that gets a score of its own."""

    class Audience(models.TextChoices):
        CURRENT = "current", _("Current customers")
        PAST = "past", _("Past customers")
        POTENTIAL = "potential", _("Potential customers")

    questionnaire = models.ForeignKey(
        Questionnaire, models.CASCADE, related_name="sections", verbose_name=_("questionnaire")
    )
    key = models.SlugField(_("key"), max_length=10)
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=80, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    is_link = models.BooleanField(
        _("operation link"), default=False, help_text=_("Gets a score of its own: the mean of its items.")
    )
    audience = ArrayField(
        models.CharField(max_length=10, choices=Audience.choices),
        verbose_name=_("asked of"),
        default=list,
        blank=True,
        help_text=_("Empty: everybody."),
    )
    service = models.SlugField(
        _("only with service"),
        max_length=30,
        blank=True,
        help_text=_("An answer of the item about services used: only who chose it is asked. Empty: everybody."),
    )

    objects = SectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("section of a questionnaire")
        verbose_name_plural = _("sections of questionnaires")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "key"], name="section_key_once"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="section_in_use_is_kept",
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func=SECTION_FUNCTION,
            )
        ]

    @property
    def audience_labels(self):
        return [str(self.Audience(name).label) for name in self.audience]
