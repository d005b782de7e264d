"""What the company sets for its new business, in admin: the usual probability of each stage, and reasons of loss."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm_site.choices import label_of
from crm_site.naming import Named
from customers.business.stages import OPEN, Stage


class StageSettingQuerySet(models.QuerySet):
    def by_stage(self):
        """{stage: its setting}, of the open stages."""
        return {setting.stage: setting for setting in self}


class StageSetting(models.Model):
    """How an open stage is reckoned with; every database has one row for each."""

    stage = models.CharField(
        _("stage"), max_length=12, choices=[(stage.value, stage.label) for stage in OPEN], unique=True
    )
    probability = models.PositiveSmallIntegerField(_("probability, %"), validators=[MaxValueValidator(100)])
    silent_days = models.PositiveSmallIntegerField(
        _("silent after, days"),
        validators=[MinValueValidator(1), MaxValueValidator(366)],
        help_text=_("So many days without a contact and without a change, and the opportunity shows as silent."),
    )

    objects = StageSettingQuerySet.as_manager()

    class Meta:
        verbose_name = _("stage of new business")
        verbose_name_plural = _("stages of new business")
        ordering = ["probability", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(probability__lte=100),
                name="stage_probability_is_per_cent",
                violation_error_message=_("At most 100 per cent."),
            ),
            models.CheckConstraint(
                condition=Q(silent_days__gte=1),
                name="stage_silent_after_a_day",
                violation_error_message=_("At least 1 day."),
            ),
        ]

    get_stage_display = label_of(Stage, "stage")

    def __str__(self):
        return self.get_stage_display()


class LossReason(Named, models.Model):
    """Why an opportunity is lost 丢单原因."""

    name = models.CharField(pgettext_lazy("catalogue", "name"), max_length=60, unique=True)
    name_en = models.CharField(_("English name"), max_length=80, blank=True)
    to_competitor = models.BooleanField(
        _("to a competitor"), default=False, help_text=_("Whoever chooses it must name the competitor.")
    )
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("reason of loss")
        verbose_name_plural = _("reasons of loss")
        ordering = ["id"]
