"""Until when a carrier must be notified of damage, loss or delay: a table that the company keeps in admin."""

from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from complaints.carriage import Loss, TransportMode
from crm_site.choices import label_of
from crm_site.naming import Name


class ClaimNoticeLimitQuerySet(models.QuerySet):
    def fitting(self, complaint):
        """The limit that holds for a complaint; None where none does, or mode, loss or date of the event is not known."""
        if not (complaint.transport_mode and complaint.loss and complaint.event_date):
            return None
        rows = self.filter(transport_mode__in=["", complaint.transport_mode], loss__in=["", complaint.loss])
        # Empty sorts first, so the last row is the one that names the mode, and then the loss.
        return rows.order_by("transport_mode", "loss").last()


class ClaimNoticeLimit(models.Model):
    """In calendar days from the date of the event. The row that names the mode of transport comes before the one for any."""

    class CountedFrom(models.TextChoices):
        """What the date of the event must be, for the limit to be reckoned rightly."""

        DELIVERY = "delivery", _("the delivery of the goods")
        DISPOSAL = "disposal", _("the day on which the goods were placed at the consignee's disposal")
        EVENT = "event", _("the event")

    transport_mode = models.CharField(
        _("mode of transport"),
        max_length=10,
        choices=TransportMode.choices,
        blank=True,
        help_text=_("Empty: any that has no row of its own."),
    )
    loss = models.CharField(
        _("what befell the goods"), max_length=10, choices=Loss.choices, blank=True, help_text=_("Empty: anything.")
    )
    days = models.PositiveSmallIntegerField(
        _("calendar days"), validators=[MinValueValidator(1), MaxValueValidator(366)]
    )
    counted_from = models.CharField(
        _("counted from"), max_length=10, choices=CountedFrom.choices, default=CountedFrom.DELIVERY
    )
    source = models.CharField(
        pgettext_lazy("limit for notices of claim", "source"),
        max_length=400,
        help_text=_("The law or contract that says so, and what else it demands. The company checks it."),
    )
    source_en = models.CharField(_("source in English"), max_length=400, blank=True)

    objects = ClaimNoticeLimitQuerySet.as_manager()

    class Meta:
        verbose_name = _("limit for notices of claim")
        verbose_name_plural = _("limits for notices of claim")
        ordering = ["transport_mode", "loss"]
        constraints = [
            models.UniqueConstraint(
                fields=["transport_mode", "loss"],
                name="claim_notice_limit_once",
                violation_error_message=_("There is a limit for this already."),
            ),
            models.CheckConstraint(
                condition=Q(days__gte=1, days__lte=366),
                name="claim_notice_limit_within_a_year",
                violation_error_message=_("At least 1 day, at most 366."),
            ),
        ]

    get_transport_mode_display = label_of(TransportMode, "transport_mode")
    get_loss_display = label_of(Loss, "loss")
    get_counted_from_display = label_of(CountedFrom, "counted_from")

    def __str__(self):
        parts = (self.get_transport_mode_display(), self.get_loss_display(), str(self.days))
        return " · ".join(str(part) for part in parts if part)

    @property
    def said_source(self):
        """In the language of the reader."""
        return str(Name(self.source, self.source_en))

    def due_on(self, day):
        """The last day for an event of `day`, which itself does not count."""
        return day + timedelta(days=self.days)
