"""How often customers are to be visited, by grade and tier; and the few settings of the area."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q, Value
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from crm_site.naming import Named
from customers.models import Contact, Customer
from visits.periods import MONTHS, period_of


class VisitRuleQuerySet(models.QuerySet):
    def in_force(self):
        """Active rules, the most specific first: the tier counts more than the grade, and both more than neither."""
        has_tier = models.Case(models.When(tier="", then=0), default=1)
        has_grade = models.Case(models.When(grade="", then=0), default=1)
        return self.filter(is_active=True).order_by(has_tier.desc(), has_grade.desc(), "id")


class VisitRule(Named, models.Model):
    """Customers of a grade and a tier (empty: of any) are visited once in every period.

    A customer falls under one rule, the most specific that fits; customers that are lost fall under none.
    """

    class Unit(models.TextChoices):
        DAYS = "days", _("days")
        MONTHS = MONTHS, _("months")

    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=80, blank=True)
    tier = models.CharField(
        _("tier"), max_length=12, blank=True, choices=Customer.Tier.choices, help_text=_("Empty: any.")
    )
    grade = models.CharField(
        _("grade"), max_length=1, blank=True, choices=Customer.Grade.choices, help_text=_("Empty: any.")
    )
    every = models.PositiveSmallIntegerField(
        pgettext_lazy("visiting rule", "one visit every"), help_text=_("How many days or months.")
    )
    unit = models.CharField(_("unit"), max_length=6, choices=Unit.choices, default=Unit.MONTHS)
    levels = ArrayField(
        models.CharField(max_length=10, choices=Contact.Level.choices),
        verbose_name=_("levels to be seen"),
        default=list,
        blank=True,
    )
    silence_days = models.PositiveSmallIntegerField(
        _("days of silence"),
        null=True,
        blank=True,
        help_text=_("A customer without any contact for so many days is proposed for the beginning of the period."),
    )
    is_active = models.BooleanField(_("active"), default=True)

    objects = VisitRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("visiting rule")
        verbose_name_plural = _("visiting rules")
        ordering = ["-is_active", "-tier", "grade", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["tier", "grade"],
                condition=Q(is_active=True),
                name="visit_rule_one_per_tier_and_grade",
                violation_error_message=_("There is an active rule for this tier and grade already."),
            ),
            models.CheckConstraint(
                condition=Q(every__gte=7, every__lte=366, unit="days") | Q(every__gte=1, every__lte=24, unit="months"),
                name="visit_rule_interval",
                violation_error_message=_("From 7 to 366 days, or from 1 to 24 months."),
            ),
            models.CheckConstraint(
                condition=Q(silence_days__gte=1),
                name="visit_rule_silence",
                violation_error_message=_("At least 1 day without contact."),
            ),
        ]

    @property
    def interval(self):
        """Such as “every 3 months”."""
        if self.unit == self.Unit.MONTHS:
            return ngettext("every month", "every %(count)s months", self.every) % {"count": self.every}
        return ngettext("every day", "every %(count)s days", self.every) % {"count": self.every}

    @property
    def level_labels(self):
        return [label for level, label in Contact.Level.choices if level in self.levels]

    def period_of(self, day):
        return period_of(day, self.every, self.unit)


class VisitSettings(models.Model):
    """One row; without it the defaults hold."""

    days_ahead = models.PositiveSmallIntegerField(
        _("propose visits ahead"),
        default=14,
        help_text=_("So many days before a period begins, its visits are proposed."),
    )
    missed_after = models.PositiveSmallIntegerField(
        _("missed after"),
        default=14,
        help_text=_("So many days after its time a visit without report counts as missed."),
    )
    lead_days = models.PositiveSmallIntegerField(
        _("prepare occasions ahead"),
        default=21,
        help_text=_("So many days before an occasion the task to congratulate is made."),
    )
    gift_limit = models.DecimalField(
        _("limit of gifts without approval"),
        max_digits=10,
        decimal_places=2,
        default=500,
        help_text=_("CNY; a dearer congratulation needs the approval of the supervisor."),
    )

    class Meta:
        verbose_name = verbose_name_plural = _("settings of visits")
        constraints = [
            models.UniqueConstraint(
                Value(1), name="visit_settings_one_row", violation_error_message=_("There is one row of settings only.")
            ),
            models.CheckConstraint(
                condition=Q(days_ahead__lte=90, missed_after__gte=3, missed_after__lte=90, lead_days__lte=90),
                name="visit_settings_days",
                violation_error_message=_("At most 90 days; a visit may be missed after 3 at the earliest."),
            ),
            models.CheckConstraint(
                condition=Q(gift_limit__gte=0),
                name="visit_settings_gift_limit",
                violation_error_message=_("The limit is not below 0."),
            ),
        ]

    def __str__(self):
        return str(self._meta.verbose_name)

    @classmethod
    def current(cls):
        return cls.objects.first() or cls()
