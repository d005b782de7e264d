"""One step of one cycle of a complaint: who must do it by when, and once done, what was done."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from complaints.loop import DEPARTMENT_STEPS, DESK_STEPS, NOT_DONE, Outcome, Step
from crm_site.choices import label_of
from people.models import Role, User


class ComplaintStepQuerySet(models.QuerySet):
    def visible_to(self, user):
        from complaints.models.complaint import Complaint

        return self.filter(complaint__in=Complaint.objects.visible_to(user))

    def open(self):
        return self.filter(done_at__isnull=True)

    def for_page(self):
        """What the bar, the story and the explanation of the deadline show."""
        return self.select_related("done_by", "done_for", "doer", "department", "clock__calendar", "clock__policy")

    def done(self):
        """Those that were done, and did not end with a re-routing, withdrawal or merging."""
        return self.filter(done_at__isnull=False).exclude(outcome__in=NOT_DONE)

    def waiting_for(self, user):
        """Open steps that `user` may do, in their own right or in place of somebody absent, but for those that were given
        to a colleague.

        The same rule as `ComplaintStep.principal_of`, for many rows at once.
        """
        rights = Q(pk__in=[])
        for person in user.principals:
            right = _right_of(person, user)
            rights |= right if person == user else right & ~Q(complaint__against=person)
        return self.open().filter(rights).exclude(complaint__against=user)


def _right_of(person, user):
    """The steps that lie with a person in whose place `user` may act, as a condition."""
    if not _has_business(person):
        return Q(pk__in=[])
    headed, led = user.tree.headed_by(person), user.tree.led_by(person)
    right = Q(step__in=DESK_STEPS) if person.role == Role.DESK else Q(step__in=DESK_STEPS, department__in=headed)
    right |= Q(step=Step.INSTRUCT, department__in=led) | Q(step=Step.INSTRUCT, doer=person)
    if person.role == Role.ANALYST:
        right |= Q(step=Step.INSTRUCT, doer=None)
    departments = [*headed, person.department_id] if person.role == Role.HANDLER else headed
    # Most have none, and then nobody is joined to ask who has left.
    return right | _of_departments(departments, user) if departments else right


def _of_departments(departments, user):
    """Steps of these departments, but for those that were given to a colleague who is still here."""
    ours = Q(doer=None) | Q(doer__is_active=False) | Q(doer__in=[person.pk for person in user.principals])
    return Q(step__in=DEPARTMENT_STEPS, department__in=departments) & ours


def _has_business(person):
    return person.is_active and person.role != Role.ADMINISTRATOR


class ComplaintStep(models.Model):
    Step = Step
    Outcome = Outcome

    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="steps")
    step = models.CharField(_("step"), max_length=10, choices=Step.choices)
    cycle = models.PositiveSmallIntegerField(_("cycle"))
    department = models.ForeignKey("people.Department", models.PROTECT, related_name="+", verbose_name=_("department"))
    # Empty: anybody of the department whose step it is.
    doer = models.ForeignKey(
        "people.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="complaint_steps",
        db_index=False,
        verbose_name=_("waits for"),
    )
    clock = models.OneToOneField("deadlines.Clock", models.PROTECT, related_name="complaint_step")
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    done_by = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("done by")
    )
    # The absent person in whose place a deputy did it.
    done_for = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("in place of")
    )
    # For reports, once it has ended: the working time that it took without pauses, and whether its deadline had passed.
    worked_seconds = models.PositiveIntegerField(_("working time"), null=True, blank=True, editable=False)
    was_late = models.BooleanField(_("late"), null=True, editable=False)
    outcome = models.CharField(_("result"), max_length=15, choices=Outcome.choices, blank=True)
    # The analysis, comment, account or summary; and beside it the measures proposed or the lesson learnt.
    text = models.TextField(_("text"), blank=True)
    measures = models.TextField(_("measures"), blank=True)
    lesson = models.TextField(_("lesson"), blank=True)

    objects = ComplaintStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of a complaint")
        verbose_name_plural = _("steps of complaints")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["complaint", "step", "cycle"], name="complaint_step_once_per_cycle"),
            models.UniqueConstraint(
                fields=["complaint"], condition=Q(done_at__isnull=True), name="complaint_step_one_open"
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False),
                name="complaint_step_done_by_somebody",
            ),
        ]
        indexes = [
            # Complaints that a person sees because a step waited for them (and the foreign key itself).
            models.Index(fields=["doer", "department", "complaint"], name="complaint_step_waited"),
            # Reports: the steps of very many complaints, read from the index alone.
            models.Index(
                fields=["complaint", "step"],
                include=["cycle", "outcome", "done_at", "worked_seconds", "was_late"],
                name="complaint_step_figures",
            ),
            # "What waits for me" on the list and the home page.
            models.Index(
                fields=["department", "step"], name="complaint_step_waiting", condition=Q(done_at__isnull=True)
            ),
        ]

    get_step_display = label_of(Step, "step")
    get_outcome_display = label_of(Outcome, "outcome")

    def __str__(self):
        return f"{self.complaint} · {self.get_step_display()}"

    def possible_doers(self, tree):
        """To whom a step of the department may be given: its handlers and its head, but for whom the complaint is about."""
        posts = Q(role=Role.HANDLER, department=self.department_id) | Q(pk=tree.head_id_of(self.department_id))
        return User.objects.active().filter(posts).exclude(pk=self.complaint.against_id)

    def principal_of(self, user):
        """The person in whose right `user` may do this step: themself, somebody absent, or None.

        Desk steps: the desk, and the head of the department that logged it. The department's steps: its handlers and
        its head. The instruction: its supervising leader, or who was asked instead; the customer-relations office where
        it is about the general manager. Nobody acts on a complaint about themself, nor does their deputy in their place.
        """
        against = self.complaint.against_id
        if self.done_at is not None or user.pk == against:
            return None
        return next((who for who in user.principals if who.pk != against and self._lies_with(who, user.tree)), None)

    def _lies_with(self, person, tree):
        if not _has_business(person):
            return False
        if self.step == Step.INSTRUCT:
            asked = self.doer_id == person.pk if self.doer_id else person.role == Role.ANALYST
            return asked or self.department_id in tree.led_by(person)
        if self.department_id in tree.headed_by(person):
            return True
        if self.step in DESK_STEPS:
            return person.role == Role.DESK
        return person.role == Role.HANDLER and person.department_id == self.department_id
