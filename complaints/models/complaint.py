"""A complaint 投诉 and its loop.

    logged → sent → analysed → instructed → carried_out → agreed → followed_up → closed
    back to sent with a new cycle: returned by the leader, not agreed, customer not satisfied, reopened
    logged … followed_up → withdrawn, or merged into another about the same matter

A state is named after the last step done; the step that waits for somebody is the open `ComplaintStep`.
"""

import uuid

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from complaints.carriage import Loss, TransportMode
from complaints.loop import ENDED, Outcome, State, Step
from complaints.models.call import ComplaintCalls
from complaints.models.claim_notice import ComplaintClaimNotice
from complaints.models.intake import ComplaintIntake
from complaints.models.letters import ComplaintLetters
from complaints.models.merging import ComplaintMerging
from complaints.models.queries import ComplaintQuerySet
from complaints.models.repeats import ComplaintRepeats
from complaints.models.rights import ComplaintRights
from complaints.models.step_work import ComplaintStepWork
from complaints.models.transitions import ComplaintTransitions
from complaints.readable import readable
from crm_site.choices import label_of
from deadlines.models import Severity

# Channels by which customers write to us without one of us in between.
WRITTEN_BY_CUSTOMERS = ("email", "web")

SEVERITY_BADGES = {
    Severity.NORMAL: "badge-plain",
    Severity.SERIOUS: "badge-warn",
    Severity.CRITICAL: "badge-bad",
}


def new_number():
    """An acknowledgement number that gives neither order nor volume away, such as TS-7K4QM2XD."""
    return f"TS-{readable(8)}"


@pghistory.track(exclude=["submission_key", "status_key"])
class Complaint(
    ComplaintRights,
    ComplaintCalls,
    ComplaintIntake,
    ComplaintLetters,
    ComplaintMerging,
    ComplaintRepeats,
    ComplaintClaimNotice,
    ComplaintStepWork,
    ComplaintTransitions,
    models.Model,
):
    State = State
    Severity = Severity
    TransportMode = TransportMode
    Loss = Loss

    class Channel(models.TextChoices):
        TELEPHONE = "telephone", _("Telephone")
        LETTER = "letter", _("Letter")
        EMAIL = "email", _("E-mail")
        WEB = "web", _("Web form")
        VISIT = "visit", _("Visit")

    class ServiceLine(models.TextChoices):
        TRANSPORT = "transport", _("Transport")
        WAREHOUSING = "warehousing", _("Warehousing")
        CUSTOMS = "customs", _("Customs")
        DISTRIBUTION = "distribution", _("Distribution")
        FORWARDING = "forwarding", _("Freight forwarding")
        OTHER = "other", _("Other")

    number = models.CharField(_("number"), max_length=20, unique=True, default=new_number, editable=False)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.LOGGED)
    cycle = models.PositiveSmallIntegerField(_("cycle"), default=1)
    customer = models.ForeignKey(
        "customers.Customer",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="complaints",
        verbose_name=_("customer"),
    )
    contact = models.ForeignKey(
        "customers.Contact", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("contact")
    )
    # Who called, as they said it; also where they are not on file.
    caller_name = models.CharField(_("caller"), max_length=60, blank=True)
    caller_phone = models.CharField(_("telephone"), max_length=30, blank=True)
    caller_company = models.CharField(_("company"), max_length=200, blank=True)
    caller_email = models.EmailField(_("e-mail"), blank=True)
    # In which the letters to the customer are written.
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="zh-hans")
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices, default=Channel.TELEPHONE)
    received_at = models.DateTimeField(_("received"))
    description = models.TextField(_("what happened"))
    wanted = models.TextField(_("what is wanted"), blank=True)
    waybills = ArrayField(models.CharField(max_length=40), verbose_name=_("waybill numbers"), default=list, blank=True)
    service_line = models.CharField(_("service line"), max_length=20, choices=ServiceLine.choices, blank=True)
    transport_mode = models.CharField(_("mode of transport"), max_length=10, choices=TransportMode.choices, blank=True)
    loss = models.CharField(_("what befell the goods"), max_length=10, choices=Loss.choices, blank=True)
    # By when the carrier must still be notified, in calendar days; reckoned from mode, loss and date of the event. Empty
    # once that is done, is not needed, or the complaint has ended.
    claim_notice_due = models.DateField(_("notice of claim due"), null=True, blank=True, editable=False)
    event_date = models.DateField(_("date of the event"), null=True, blank=True)
    goods_value = models.DecimalField(_("value of the goods"), max_digits=14, decimal_places=2, null=True, blank=True)
    severity = models.CharField(_("severity"), max_length=10, choices=Severity.choices, default=Severity.NORMAL)
    # The customer's value grade when it was received, for reports; time limits follow the present one.
    grade = models.CharField(_("customer grade"), max_length=2, blank=True, editable=False)
    cause = models.ForeignKey(
        "complaints.Cause", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("cause")
    )
    is_safety = models.BooleanField(_("safety"), default=False)
    is_media = models.BooleanField(_("media"), default=False)
    is_legal = models.BooleanField(_("legal"), default=False)
    repeat_of = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="repeats", verbose_name=_("repeat of")
    )
    department = models.ForeignKey(
        "people.Department",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="complaints",
        verbose_name=_("responsible department"),
    )
    # Nobody handles a complaint against themself.
    against = models.ForeignKey(
        "people.User",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("complaint is about"),
    )
    # Two complaints about the same matter become one; one about two matters becomes two.
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="merged_complaints",
        editable=False,
        verbose_name=_("merged into"),
    )
    split_from = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="split_complaints",
        editable=False,
        verbose_name=_("split from"),
    )
    # Empty: the customer wrote it, by e-mail or on the web.
    logged_by = models.ForeignKey(
        "people.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="logged_complaints",
        verbose_name=_("logged by"),
    )
    # Confirmed by a second person; counted apart, handled like any other.
    is_malicious = models.BooleanField(_("malicious"), default=False, editable=False)
    # From the register that was kept before; it never had clocks.
    is_imported = models.BooleanField(_("from an older register"), default=False, editable=False)
    open_step = models.OneToOneField(
        "complaints.ComplaintStep", models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    # Grows with every correction of the facts; a form that was opened at an older one is shown the difference.
    version = models.PositiveIntegerField(default=1, editable=False)
    # With the number it opens the page on which the customer follows their complaint; empty until it is needed.
    status_key = models.CharField(max_length=43, blank=True, editable=False)
    # A form sent twice makes one complaint.
    submission_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        verbose_name = _("complaint")
        verbose_name_plural = _("complaints")
        constraints = [
            models.CheckConstraint(
                condition=Q(customer__isnull=False) | ~Q(caller_name="") | ~Q(caller_company=""),
                name="complaint_has_a_complainant",
                violation_error_message=_("Choose a customer, or say who complains."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["logged", "withdrawn", "merged"]) | Q(department__isnull=False),
                name="complaint_sent_has_department",
                violation_error_message=_("A complaint that was sent has a responsible department."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=ENDED, closed_at__isnull=False, open_step__isnull=True)
                | (~Q(state__in=ENDED) & Q(closed_at__isnull=True)),
                name="complaint_ended_has_its_moment",
                violation_error_message=_("A complaint that ended has its time."),
            ),
            models.CheckConstraint(
                condition=Q(goods_value__gte=0),
                name="complaint_goods_value_not_negative",
                violation_error_message=_("The value of the goods is not below 0."),
            ),
            models.CheckConstraint(
                condition=~Q(repeat_of=models.F("id")),
                name="complaint_is_not_own_repeat",
                violation_error_message=_("A complaint does not repeat itself."),
            ),
            models.CheckConstraint(
                condition=Q(logged_by__isnull=False) | Q(channel__in=WRITTEN_BY_CUSTOMERS),
                name="complaint_logged_by_somebody",
                violation_error_message=_("Somebody logged it, unless the customer wrote it."),
            ),
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False)
                | (~Q(state="merged") & Q(merged_into__isnull=True)),
                name="complaint_merged_into_another",
                violation_error_message=_("A merged complaint says into which."),
            ),
        ]
        indexes = [
            # The list, newest first: all, a department's, a customer's.
            models.Index(fields=["-received_at", "-id"], name="complaint_recent"),
            models.Index(fields=["department", "-received_at", "-id"], name="complaint_department"),
            models.Index(fields=["customer", "-received_at"], name="complaint_customer"),
            # The search by waybill number, and by the number that calls.
            GinIndex(fields=["waybills"], name="complaint_waybills", fastupdate=False),
            models.Index(fields=["caller_phone"], name="complaint_caller_phone", opclasses=["varchar_pattern_ops"]),
            # Earlier complaints of the same caller.
            models.Index(Upper("caller_email"), name="complaint_caller_email"),
            # Notices of claim that are still owed, and the job that follows their limits.
            models.Index(
                fields=["claim_notice_due"], condition=Q(claim_notice_due__isnull=False), name="complaint_notice_due"
            ),
            models.Index(
                fields=["transport_mode", "loss"],
                condition=Q(closed_at__isnull=True) & ~Q(loss=""),
                name="complaint_open_losses",
            ),
            # The list filtered by state, and what is still open.
            models.Index(fields=["state", "-received_at", "-id"], name="complaint_state"),
        ]

    get_state_display = label_of(State, "state")
    get_severity_display = label_of(Severity, "severity")
    get_channel_display = label_of(Channel, "channel")
    get_service_line_display = label_of(ServiceLine, "service_line")
    get_transport_mode_display = label_of(TransportMode, "transport_mode")
    get_loss_display = label_of(Loss, "loss")

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("complaints:complaint_detail", args=[self.pk])

    @property
    def complainant(self):
        """The customer, or who called where they are not on file."""
        return str(self.customer or self.caller_company or self.caller_name)

    @property
    def returned_analysis(self):
        """The analysis of the last round, where the leader returned it; else None."""
        last = self.steps.filter(cycle=self.cycle - 1)
        if self.cycle == 1 or not last.filter(outcome=Outcome.RETURNED).exists():
            return None
        return last.filter(step=Step.ANALYSE).last()

    @property
    def severity_badge(self):
        return SEVERITY_BADGES[self.severity]

    def shown(self, field):
        """The value of a field in words."""
        if field == "caller":
            return self.complainant
        display = getattr(self, f"get_{field}_display", None)
        value = display() if display else getattr(self, field)
        return " ".join(value) if isinstance(value, list) else value
