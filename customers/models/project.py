"""A logistics project 物流项目 of a customer, with its milestones 节点.

pre_project → procurement → operating → ended
pre_project | procurement → lost        lost → pre_project        ended → operating (renewed)
"""

import uuid

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from crm_site.choices import label_of
from crm_site.workflow import InvalidTransition, lock
from customers.models.customer import Customer
from customers.models.part import Part, PartQuerySet


class Service(models.TextChoices):
    TRANSPORT = "transport", _("Transport")
    WAREHOUSING = "warehousing", _("Warehousing")
    CUSTOMS = "customs", _("Customs")
    DISTRIBUTION = "distribution", _("Distribution")
    FORWARDING = "forwarding", _("Freight forwarding")
    OTHER = "other", _("Other")


class Phase(models.TextChoices):
    PRE_PROJECT = "pre_project", _("Pre-project")
    PROCUREMENT = "procurement", _("Procurement and bid")
    OPERATING = "operating", _("Operating")
    ENDED = "ended", pgettext_lazy("project", "Ended")
    LOST = "lost", pgettext_lazy("project", "Lost")


MOVES = {
    Phase.PRE_PROJECT: (Phase.PROCUREMENT, Phase.OPERATING, Phase.LOST),
    Phase.PROCUREMENT: (Phase.OPERATING, Phase.LOST),
    Phase.OPERATING: (Phase.ENDED,),
    Phase.ENDED: (Phase.OPERATING,),
    Phase.LOST: (Phase.PRE_PROJECT,),
}
OPEN = (Phase.PRE_PROJECT, Phase.PROCUREMENT, Phase.OPERATING)
BADGES = {Phase.OPERATING: "badge-good", Phase.LOST: "badge-bad", Phase.ENDED: "badge-plain"}


class ProjectQuerySet(PartQuerySet):
    def visible_to(self, user):
        """Those of the files that `user` may read."""
        return self.filter(customer__in=Customer.objects.readable_by(user))

    def open(self):
        """Neither ended nor lost."""
        return self.filter(phase__in=OPEN)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["submission_key"])
class Project(Part):
    Service = Service
    Phase = Phase

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="projects", verbose_name=_("customer"))
    name = models.CharField(pgettext_lazy("project", "name"), max_length=100)
    services = ArrayField(
        models.CharField(max_length=20, choices=Service.choices), verbose_name=_("services"), default=list, blank=True
    )
    phase = models.CharField(_("phase"), max_length=12, choices=Phase.choices, default=Phase.PRE_PROJECT)
    owner = models.ForeignKey(
        "people.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name=_("project manager"),
        help_text=_("Empty: the account manager."),
    )
    started_on = models.DateField(_("start"), null=True, blank=True)
    contract_ends_on = models.DateField(_("end of the contract"), null=True, blank=True)
    monthly_revenue = models.DecimalField(
        _("agreed monthly revenue, CNY"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    lost_reason = models.CharField(_("reason of loss"), max_length=200, blank=True)
    remark = models.CharField(_("remark"), max_length=300, blank=True)
    # A form sent twice makes one project.
    submission_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "name"],
                name="project_name_once_per_customer",
                violation_error_message=_("This customer has a project of this name already."),
            ),
            models.CheckConstraint(
                condition=~Q(name=""), name="project_has_a_name", violation_error_message=_("A project needs a name.")
            ),
            models.CheckConstraint(
                condition=Q(monthly_revenue__gte=0),
                name="project_revenue_is_not_negative",
                violation_error_message=_("The monthly revenue is not below 0."),
            ),
            models.CheckConstraint(
                condition=Q(contract_ends_on__gte=F("started_on")),
                name="project_ends_after_its_start",
                violation_error_message=_("The contract cannot end before the project starts."),
            ),
            models.CheckConstraint(
                condition=Q(phase=Phase.LOST) | Q(lost_reason=""),
                name="project_lost_for_a_reason",
                violation_error_message=_("Only a lost project has a reason of loss."),
            ),
        ]

    get_phase_display = label_of(Phase, "phase")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("customers:project_edit", args=[self.customer_id, self.pk])

    @property
    def phase_badge(self):
        return BADGES.get(self.phase, "badge-info")

    @property
    def service_labels(self):
        labels = dict(Service.choices)
        return [str(labels.get(service, service)) for service in self.services]

    @property
    def next_phases(self):
        return [Phase(phase) for phase in MOVES[self.phase]]

    @classmethod
    @transaction.atomic
    def add(cls, customer, by, at, submission_key=None, **values):
        """Begin a project; the same `submission_key` again returns the one it made before."""
        if not customer.can_be_edited_by(by):
            raise PermissionDenied
        project, is_new = customer.projects.get_or_create(
            submission_key=submission_key or uuid.uuid4(), defaults=values
        )
        if is_new:
            customer.log("project.added", by, at, name=project.name)
        return project

    @transaction.atomic
    def move(self, by, at, phase, reason=""):
        """Into another phase, as MOVES allows; a project is lost for a reason."""
        lock(self)
        self._check(by)
        if phase not in MOVES[self.phase]:
            raise InvalidTransition(
                gettext("“%(project)s” is now: %(phase)s.") % {"project": self, "phase": self.get_phase_display()}
            )
        if phase == Phase.LOST and not reason.strip():
            raise ValidationError({"reason": gettext("Say why it was lost.")})
        self.phase = phase
        self.lost_reason = reason.strip()[:200] if phase == Phase.LOST else ""
        self.save(update_fields=["phase", "lost_reason"])
        return self.customer.log(f"project.{phase}", by, at, name=self.name, reason=self.lost_reason)

    def _save_edited(self, by, at, fields):
        self.save(update_fields=fields)
        return self.customer.log("project.edited", by, at, name=self.name, fields=fields)


class MilestoneQuerySet(PartQuerySet):
    def visible_to(self, user):
        return self.filter(project__customer__in=Customer.objects.readable_by(user))

    def ahead(self):
        """Not reached yet."""
        return self.filter(reached_on__isnull=True)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Milestone(Part):
    project = models.ForeignKey(Project, models.CASCADE, related_name="milestones", verbose_name=_("project"))
    name = models.CharField(_("milestone"), max_length=100)
    on = models.DateField(_("planned for"))
    reached_on = models.DateField(_("reached on"), null=True, blank=True)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""),
                name="milestone_has_a_name",
                violation_error_message=_("A milestone needs a name."),
            )
        ]
        indexes = [
            # Occasions: milestones that lie ahead or were reached in a stretch of days.
            models.Index(fields=["on"], name="milestone_on"),
            models.Index(fields=["reached_on"], name="milestone_reached"),
        ]

    def __str__(self):
        return self.name

    @property
    def customer(self):
        return self.project.customer

    @classmethod
    @transaction.atomic
    def add(cls, project, by, at, **values):
        milestone = cls(project=project, **values)
        milestone._check(by)
        milestone.save()
        project.customer.log("milestone.added", by, at, name=milestone.name, project=project.name)
        return milestone

    @transaction.atomic
    def reach(self, by, at, day):
        """It was reached on `day`."""
        lock(self)
        self._check(by)
        if self.reached_on:
            raise InvalidTransition(
                gettext("“%(milestone)s” was reached on %(day)s already.") % {"milestone": self, "day": self.reached_on}
            )
        self.reached_on = day
        self.save(update_fields=["reached_on"])
        return self.customer.log("milestone.reached", by, at, name=self.name, project=self.project.name)

    @transaction.atomic
    def remove(self, by, at):
        self._check(by)
        self.delete()
        return self.customer.log("milestone.removed", by, at, name=self.name, project=self.project.name)

    def _save_edited(self, by, at, fields):
        self.save(update_fields=fields)
        return self.customer.log("milestone.edited", by, at, name=self.name, project=self.project.name, fields=fields)
