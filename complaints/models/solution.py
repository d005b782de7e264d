"""The base of solutions 解决方案: what helped once, written down so that the next one with the same problem finds it.

    proposed → published | declined        published → withdrawn

Somebody else than the proposer reviews it. Whoever works on complaints may say that a published one is out of date; it
is still found, last of all, until a reviewer clears it or withdraws it. Each complaint that it was used for counts once.
"""

import uuid

import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchRank, SearchVectorField
from django.db import models
from django.db.models import F, Func, Q, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from complaints.models.complaint import Complaint
from complaints.models.solution_steps import SolutionSteps
from complaints.similar import WEIGHTS, nearness
from crm_site.choices import label_of
from customers.search import search_query
from people.models import Role

# The customer-relations office, and the leaders of departments.
REVIEWERS = (Role.ANALYST, Role.SUPERVISOR)


class State(models.TextChoices):
    PROPOSED = "proposed", pgettext_lazy("solution", "To be reviewed")
    PUBLISHED = "published", pgettext_lazy("solution", "Published")
    DECLINED = "declined", pgettext_lazy("solution", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("solution", "Withdrawn")


BADGES = {State.PROPOSED: "badge-warn", State.PUBLISHED: "badge-good"}


class SolutionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What is published, to everybody but administrators; the rest, to its proposer and the reviewers."""
        if user.role == Role.ADMINISTRATOR:
            return self.none()
        if any(person.role in REVIEWERS for person in user.principals):
            return self
        return self.filter(Q(state=State.PUBLISHED) | Q(by__in=[person.pk for person in user.principals]))

    def published(self):
        return self.filter(state=State.PUBLISHED)

    def search(self, text):
        """Those with every word or fragment of `text`; `rank` says where: the title counts most, then the problem."""
        query = search_query(text)
        rank = SearchRank(F("search"), query, weights=WEIGHTS) if query else Value(0.0)
        found = self.annotate(rank=rank)
        return found.filter(search=query) if query else found.none()

    def likely_for(self, text, cause=None, service_line="", most=5):
        """The published ones that may help with what `text` tells, as a list: of the same cause first, then by how much
        they have in common with it, which counts twice in the same service line; out-of-date ones last.
        """
        near = nearness(text)
        same_cause = Q(cause=cause) if cause else Q(pk__in=[])

        def order(solution):
            in_line = 2 if service_line and solution.service_line == service_line else 1
            is_same = cause is not None and solution.cause_id == cause.pk
            return solution.is_outdated, not is_same, -in_line * near.get(solution.pk, 0), -solution.use_count

        found = self.published().filter(Q(pk__in=near) | same_cause).for_list()
        return sorted(found, key=order)[:most]

    def with_use_count(self):
        return self.annotate(use_count=models.Count("uses"))

    def for_list(self):
        return self.with_use_count().select_related("cause__parent", "by").defer("search")


@pghistory.track(exclude=["submission_key", "search"])
class Solution(SolutionSteps, models.Model):
    State = State

    title = models.CharField(_("title"), max_length=120)
    cause = models.ForeignKey(
        "complaints.Cause", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("cause")
    )
    service_line = models.CharField(_("service line"), max_length=20, choices=Complaint.ServiceLine.choices, blank=True)
    problem = models.TextField(_("problem"), max_length=4000)
    remedy = models.TextField(_("what to do"), max_length=4000)
    # Empty: written down without a complaint.
    complaint = models.ForeignKey(
        Complaint, models.PROTECT, null=True, blank=True, related_name="solutions", verbose_name=_("from complaint")
    )
    by = models.ForeignKey("people.User", models.PROTECT, related_name="+", verbose_name=_("proposed by"))
    at = models.DateTimeField(_("proposed"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PROPOSED)
    reviewed_by = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("reviewed by")
    )
    reviewed_at = models.DateTimeField(_("reviewed"), null=True, blank=True)
    # Why it was declined or withdrawn.
    reason = models.TextField(_("reason"), max_length=4000, blank=True)
    outdated_by = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("out of date, says")
    )
    outdated_at = models.DateTimeField(_("out of date"), null=True, blank=True)
    outdated_reason = models.TextField(_("why out of date"), max_length=4000, blank=True)
    edited_by = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("edited by")
    )
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True)
    # The review, until it is decided.
    clock = models.OneToOneField("deadlines.Clock", models.PROTECT, null=True, editable=False, related_name="solution")
    version = models.PositiveIntegerField(default=1, editable=False)
    # A form sent twice makes one solution.
    submission_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # Of title, problem and what to do: pairs of neighbouring characters and words; written by the database.
    search = models.GeneratedField(
        expression=Func("title", "problem", "remedy", function="complaints_solution_vector"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = SolutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("solution")
        verbose_name_plural = _("solutions")
        ordering = ["title", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(problem="") & ~Q(remedy=""),
                name="solution_is_written_down",
                violation_error_message=_("Write down the title, the problem and what to do."),
            ),
            models.CheckConstraint(
                condition=~Q(reviewed_by=F("by")),
                name="solution_is_reviewed_by_another",
                violation_error_message=_("Somebody else than the proposer reviews it."),
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", reviewed_by__isnull=True)
                | ~Q(state="proposed", reviewed_at__isnull=True),
                name="solution_decided_by_somebody",
                violation_error_message=_("Say who reviewed it and when."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "published"]) | ~Q(reason=""),
                name="solution_refused_with_reason",
                violation_error_message=_("Give the reason."),
            ),
            models.CheckConstraint(
                condition=Q(outdated_at__isnull=True, outdated_by__isnull=True, outdated_reason="")
                | Q(outdated_at__isnull=False, outdated_by__isnull=False) & ~Q(outdated_reason=""),
                name="solution_outdated_with_reason",
                violation_error_message=_("Say what is out of date."),
            ),
        ]
        indexes = [
            # The list's search, and what is proposed while somebody types: read far more often than written.
            GinIndex(fields=["search"], name="solution_search", fastupdate=False),
        ]

    get_state_display = label_of(State, "state")
    get_service_line_display = label_of(Complaint.ServiceLine, "service_line")

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("complaints:solution_detail", args=[self.pk])

    @property
    def state_badge(self):
        return BADGES.get(self.state, "badge-plain")

    @property
    def is_outdated(self):
        return self.outdated_at is not None

    @staticmethod
    def can_be_listed_by(user):
        return Complaint.can_be_listed_by(user)

    @staticmethod
    def can_be_proposed_by(user, complaint=None):
        """Whoever works on complaints; from a complaint those who worked on it, once it is closed."""
        if complaint is None:
            return Complaint.can_be_overseen_by(user)
        if complaint.state != Complaint.State.CLOSED or user.pk == complaint.against_id:
            return False
        return user.role == Role.ANALYST or complaint.is_worked_on_by(user)

    @staticmethod
    def are_reviewed_by(user):
        return any(person.role in REVIEWERS for person in user.principals)

    def can_be_reviewed_by(self, user):
        """A second person; nobody in the proposer's place."""
        return self.state == State.PROPOSED and self._is_second(user)

    def can_be_edited_by(self, user):
        """The proposer until it is reviewed; a reviewer also when it is published."""
        if self.state == State.PROPOSED and user.pk == self.by_id:
            return True
        return self.state in (State.PROPOSED, State.PUBLISHED) and self._is_second(user)

    def can_be_flagged_by(self, user):
        """As out of date: whoever works on complaints."""
        return self.state == State.PUBLISHED and not self.is_outdated and Complaint.can_be_overseen_by(user)

    def can_be_cleared_by(self, user):
        return self.is_outdated and self.can_be_withdrawn_by(user)

    def can_be_withdrawn_by(self, user):
        return self.state == State.PUBLISHED and self._is_second(user)

    def can_be_used_by(self, user, complaint):
        """For an open complaint, by those who work on it."""
        return self.state == State.PUBLISHED and complaint.can_be_edited_by(user)

    def _is_second(self, user):
        others = (person for person in user.principals if person.pk != self.by_id)
        return user.pk != self.by_id and any(person.role in REVIEWERS for person in others)


class SolutionUse(models.Model):
    """That a solution was used for a complaint."""

    solution = models.ForeignKey(Solution, models.PROTECT, related_name="uses", verbose_name=_("solution"))
    complaint = models.ForeignKey(
        Complaint, models.PROTECT, related_name="solution_uses", verbose_name=_("complaint"), db_index=False
    )
    by = models.ForeignKey("people.User", models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("use of a solution")
        verbose_name_plural = _("uses of solutions")
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["complaint", "solution"], name="solution_used_once_per_complaint"),
        ]
