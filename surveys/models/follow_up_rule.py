"""When an answer sheet calls for a follow-up; the rows are edited in admin."""

import pghistory
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from surveys.models.item import Item


@pghistory.track()
class FollowUpRule(models.Model):
    """One reason for a follow-up; any rule that is met is enough."""

    class What(models.TextChoices):
        OVERALL = "overall", _("Overall satisfaction")
        RECOMMEND = "recommend", _("Recommendation")
        RATING = "rating", _("Any rating of an operation link")
        WISH = "come_back", _("Wants to hear back")

    what = models.CharField(_("what"), max_length=12, choices=What.choices, unique=True)
    limit = models.DecimalField(
        _("at most"),
        max_digits=3,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(10)],
        help_text=_("On the scale of 1–10 (recommendation 0–10); ratings of 1–5 count double."),
    )
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("rule for follow-ups")
        verbose_name_plural = _("rules for follow-ups")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(what="come_back", limit__isnull=True) | (~Q(what="come_back") & Q(limit__isnull=False)),
                name="follow_up_rule_has_its_limit",
                violation_error_message=_("A limit is needed, except where the customer asked us to come back."),
            ),
            models.CheckConstraint(
                condition=Q(limit__gte=0, limit__lte=10),
                name="follow_up_rule_limit_on_scale",
                violation_error_message=_("The limit lies between 0 and 10."),
            ),
        ]

    def __str__(self):
        label = self.get_what_display()
        return label if self.limit is None else f"{label} ≤ {self.limit.normalize():f}"

    def clean(self):
        if (self.what == self.What.WISH) != (self.limit is None):
            raise ValidationError({"limit": _("A score needs a limit, a wish has none.")})

    def is_met_by(self, answer):
        if self.what == self.What.WISH:
            return answer.item.role == Item.Role.COME_BACK and answer.choices == ["yes"]
        return self._is_about(answer.item) and answer.number is not None and on_ten(answer) <= self.limit

    def _is_about(self, item):
        if self.what == self.What.RATING:
            return not item.role and item.section.is_link
        return item.role == self.what


def on_ten(answer):
    """A rating on the scale that ends with 10."""
    return answer.number * 2 if answer.item.kind == Item.Kind.RATING5 else answer.number
