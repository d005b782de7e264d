"""What an older register said of a complaint that was kept there: closed long ago, without steps and clocks."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from complaints.loop import Outcome


class RegisterEntry(models.Model):
    class Satisfaction(models.TextChoices):
        """How satisfied the customer was in the end, in the words of a follow-up call."""

        SATISFIED = Outcome.SATISFIED.value, Outcome.SATISFIED.label
        PARTLY = Outcome.PARTLY.value, Outcome.PARTLY.label
        NOT_SATISFIED = Outcome.NOT_SATISFIED.value, Outcome.NOT_SATISFIED.label

    complaint = models.OneToOneField(
        "complaints.Complaint", models.CASCADE, related_name="register_entry", verbose_name=_("complaint")
    )
    number = models.CharField(_("number in the older register"), max_length=60)
    # Where the register knew other causes than the tree does.
    cause_words = models.CharField(_("cause in the words of the register"), max_length=200, blank=True)
    result = models.TextField(_("result"), blank=True)
    satisfaction = models.CharField(_("satisfaction"), max_length=15, choices=Satisfaction.choices, blank=True)
    compensation = models.DecimalField(_("compensation"), max_digits=14, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = _("entry of an older register")
        verbose_name_plural = _("entries of an older register")
        constraints = [
            # Its index also serves the search by number: a register is imported once, however the number is written.
            models.UniqueConstraint(Upper("number"), name="register_number_once"),
            models.CheckConstraint(condition=Q(compensation__gte=0), name="register_compensation_not_negative"),
        ]

    def __str__(self):
        return self.number
