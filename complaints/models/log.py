"""Everything that was done to a complaint, in order; the database refuses to change or remove a row."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from complaints.models.claim_states import told as claim_act
from complaints.models.correction_states import State as CorrectionState
from crm_site.choices import label_of
from crm_site.naming import told


class ComplaintLog(models.Model):
    class Kind(models.TextChoices):
        LOGGED = "logged", _("Logged")
        SENT = "sent", _("Sent to %(department)s")
        STEP_DONE = "step_done", _("%(step)s done")
        REROUTED = "rerouted", _("Re-routed from %(before)s to %(department)s")
        WITHDRAWN = "withdrawn", pgettext_lazy("complaint", "Withdrawn")
        REOPENED = "reopened", _("Reopened")
        ATTACHED = "attached", _("Attached %(file)s")
        EDITED = "edited", _("Facts changed: %(fields)s")
        CALLED_AGAIN = "called_again", _("Called again")
        CUSTOMER_WROTE = "customer_wrote", _("The customer wrote")
        LETTER = "letter", _("Letter to the customer: %(letter)s")
        PAUSED = "paused", _("Paused: %(reason)s")
        RESUMED = "resumed", _("Goes on after a pause")
        HANDED_ON = "handed_on", _("Handed to %(person)s")
        MERGED = "merged", _("Merged into %(number)s")
        ABSORBED = "absorbed", _("%(number)s was merged into it")
        SPLIT = "split", _("Split: %(number)s goes on by itself")
        SPLIT_OFF = "split_off", _("Split from %(number)s")
        CLAIM = "claim", _("Claim: %(what)s")
        MALICIOUS = "malicious", _("Marked as malicious")
        NOT_MALICIOUS = "not_malicious", _("Mark as malicious taken back")
        CORRECTION = "correction", _("Corrective action: %(what)s")
        SOLUTION = "solution", _("Solution used: %(title)s")
        REASSESSED = "reassessed", _("Time limits reckoned anew")
        REPEAT = "repeat", _("Found to repeat %(number)s: %(reason)s")
        NOT_REPEAT = "not_repeat", _("Not a repeat of %(number)s")
        NOTICE_DUE = "notice_due", _("Notice of claim due by %(day)s")
        NOTICE_SENT = "notice_sent", _("Notice of claim sent to %(whom)s on %(day)s")
        NOTICE_NOT_NEEDED = "notice_not_needed", _("No notice of claim needed")

    # What lets another step wait, or none any more.
    KINDS_THAT_MOVE_IT = (
        Kind.LOGGED,
        Kind.SENT,
        Kind.STEP_DONE,
        Kind.REROUTED,
        Kind.WITHDRAWN,
        Kind.REOPENED,
        Kind.MERGED,
    )

    # What a customer does without one of us in between.
    CUSTOMERS_KINDS = (Kind.LOGGED, Kind.CUSTOMER_WROTE, Kind.ATTACHED)

    # What was said with these stands nowhere else on the page.
    KINDS_WITH_WORDS = (Kind.REOPENED, Kind.PAUSED, Kind.NOT_REPEAT, Kind.NOTICE_NOT_NEEDED)

    complaint = models.ForeignKey("complaints.Complaint", models.PROTECT, related_name="log")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    step = models.ForeignKey("complaints.ComplaintStep", models.PROTECT, null=True, blank=True, related_name="+")
    # Empty: the customer, or the system by its own rules.
    by = models.ForeignKey("people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by"))
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
        indexes = [
            # Reports: which complaints were reopened.
            models.Index(fields=["complaint"], condition=models.Q(kind="reopened"), name="complaint_log_reopened"),
        ]
        triggers = [
            pgtrigger.Protect(name="complaint_log_is_kept", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    get_kind_display = label_of(Kind, "kind")

    def __str__(self):
        return f"{self.complaint} · {self.kind}"

    @property
    def author(self):
        """Who did it: one of us, the customer, or the system by its own rules."""
        if self.by is not None:
            return self.by
        return gettext("the customer") if self.kind in self.CUSTOMERS_KINDS else gettext("the system")

    @property
    def words(self):
        return self.note if self.kind in self.KINDS_WITH_WORDS else ""

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
        if self.kind == self.Kind.CORRECTION:
            state = CorrectionState(self.facts["state"]).label
            return self.get_kind_display() % {"what": f"{self.facts['what']} · {state}"}
        if self.kind == self.Kind.CLAIM:
            return self.get_kind_display() % {"what": claim_act(self.facts["what"], self.facts["amount"])}
        return self.get_kind_display() % told(self.facts)
