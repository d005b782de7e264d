"""Everything that was done to a complaint, in order; the database refuses to change or remove a row."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from crm_site.naming import told


class ComplaintLog(models.Model):
    class Kind(models.TextChoices):
        LOGGED = "logged", _("Logged")
        SENT = "sent", _("Sent to %(department)s")
        STEP_DONE = "step_done", _("%(step)s done")
        REROUTED = "rerouted", _("Re-routed from %(before)s to %(department)s")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        REOPENED = "reopened", _("Reopened")
        ATTACHED = "attached", _("Attached %(file)s")
        EDITED = "edited", _("Facts changed: %(fields)s")

    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, related_name="log")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    step = models.ForeignKey("complaints.ComplaintStep", models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey("people.User", models.PROTECT, related_name="+", verbose_name=_("by"))
    acting_for = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("in place of")
    )
    at = models.DateTimeField(_("at"))
    facts = models.JSONField(default=dict)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("entry of a complaint's log")
        verbose_name_plural = _("log of complaints")
        ordering = ["id"]
        triggers = [
            pgtrigger.Protect(name="complaint_log_is_kept", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self):
        return f"{self.complaint} · {self.kind}"

    @property
    def sentence(self):
        """What was done, in the reader's language."""
        if self.kind == self.Kind.STEP_DONE:
            return self.get_kind_display() % {"step": self.step.get_step_display()}
        if self.kind == self.Kind.EDITED:
            field = type(self).complaint.field.related_model._meta.get_field
            return self.get_kind_display() % {
                "fields": " · ".join(str(field(name).verbose_name) for name in self.facts["fields"])
            }
        return self.get_kind_display() % told(self.facts)
