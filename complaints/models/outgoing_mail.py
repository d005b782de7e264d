"""Every mail that left to a customer about a complaint, so that the answer to it is recognised by its headers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OutgoingMail(models.Model):
    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="outgoing_mails")
    message_id = models.CharField(_("Message-ID"), max_length=200, unique=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("mail about a complaint")
        verbose_name_plural = _("mails about complaints")
        ordering = ["id"]

    def __str__(self):
        return self.message_id
