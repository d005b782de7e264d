"""A congratulation 关怀任务 to be made before an occasion.

    open → done | skipped (with a reason)
    open → asked → approved → done | skipped        asked → open (refused, with a note)

What costs more than the limit of the settings needs the approval of the supervisor of whose task it is.
"""

import uuid

import pghistory
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from crm_site.choices import label_of
from customers.models import Customer
from visits.models.care_states import BADGES, TO_DO, CareState
from visits.models.caring import CareTransitions
from visits.models.occasion import InNameOf, Way


class CareTaskQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the customers whose file the person may read, and those that are theirs to do."""
        if user.sees_all:
            return self
        people = [person.pk for person in user.principals]
        readable = Customer.objects.readable_by(user).values("pk")
        return self.filter(Q(doer__in=people) | Q(customer__in=readable))

    def to_do(self):
        return self.filter(state__in=TO_DO)

    def for_list(self):
        """With what was given on the same occasion the last time before."""
        earlier = self.model.objects.filter(
            customer=OuterRef("customer"), occasion=OuterRef("occasion"), state=CareState.DONE, day__lt=OuterRef("day")
        ).order_by("-day")
        return self.select_related("customer", "occasion", "contact", "doer").annotate(
            last_gift=Subquery(earlier.values("gift")[:1]),
            last_cost=Subquery(earlier.values("cost")[:1]),
            last_day=Subquery(earlier.values("day")[:1]),
        )

    def for_calendar(self):
        """Who is congratulated, on what, how and when; the home page shows the same."""
        return self.select_related("customer", "occasion").only(
            *("title", "day", "way", "customer__name", "customer__short_name", "occasion__name", "occasion__name_en")
        )


@pghistory.track(pghistory.UpdateEvent(), exclude=["submission_key"])
class CareTask(CareTransitions, models.Model):
    State, Way, InNameOf = CareState, Way, InNameOf

    occasion = models.ForeignKey("visits.Occasion", models.PROTECT, related_name="tasks", verbose_name=_("occasion"))
    customer = models.ForeignKey(
        "customers.Customer", models.PROTECT, related_name="care_tasks", verbose_name=_("customer")
    )
    contact = models.ForeignKey(
        "customers.Contact",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="care_tasks",
        verbose_name=_("who is congratulated"),
    )
    # Which occurrence: the day of a festival, "birthday:12:2027-05-03", "milestone:34": each makes one task per customer.
    occurrence = models.CharField(max_length=60, editable=False)
    # What is more to say than the occasion's name: of the milestone, the honour, the birthday's bearer.
    title = models.CharField(_("about"), max_length=120, blank=True, db_default="")
    day = models.DateField(_("day"))
    doer = models.ForeignKey(
        "people.User", models.PROTECT, related_name="care_tasks", verbose_name=_("who congratulates")
    )
    way = models.CharField(_("way"), max_length=10, choices=Way.choices)
    in_name_of = models.CharField(_("in whose name"), max_length=12, choices=InNameOf.choices)
    gift = models.CharField(_("gift"), max_length=120, blank=True, db_default="")
    budget = models.DecimalField(_("budget"), max_digits=10, decimal_places=2, default=0, db_default=0)
    state = models.CharField(
        _("state"), max_length=10, choices=CareState.choices, default=CareState.OPEN, db_default="open"
    )
    approved_budget = models.DecimalField(_("approved"), max_digits=10, decimal_places=2, null=True, blank=True)
    decided_by = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    note = models.CharField(_("note of the decision"), max_length=300, blank=True, db_default="")
    clock = models.OneToOneField(
        "deadlines.Clock", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    skipped_because = models.CharField(_("skipped because"), max_length=300, blank=True, db_default="")
    cost = models.DecimalField(_("cost"), max_digits=10, decimal_places=2, null=True, blank=True)
    entry = models.ForeignKey(
        "customers.ContactEntry",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("contact log entry"),
    )
    changed_by = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+", editable=False)
    changed_at = models.DateTimeField(_("changed"), editable=False)
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)
    submission_key = models.UUIDField(
        default=uuid.uuid4, db_default=models.Func(function="gen_random_uuid"), unique=True, editable=False
    )

    objects = CareTaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("care task")
        verbose_name_plural = _("care tasks")
        constraints = [
            # However often the job runs, and by however many at once.
            models.UniqueConstraint(fields=["occasion", "customer", "occurrence"], name="care_task_once"),
            models.CheckConstraint(condition=Q(budget__gte=0), name="care_task_budget"),
            models.CheckConstraint(condition=Q(cost__gte=0), name="care_task_cost"),
            models.CheckConstraint(
                condition=~Q(state=CareState.SKIPPED) | ~Q(skipped_because=""), name="care_task_skipped_for_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state=CareState.DONE) | Q(cost__isnull=False), name="care_task_done_has_its_cost"
            ),
        ]
        indexes = [
            # A person's tasks by day: list, agenda, feed.
            models.Index(fields=["doer", "day", "id"], name="care_task_doer"),
            # Everybody's calendar.
            models.Index(fields=["day", "id"], name="care_task_day"),
            # A customer's tasks, and what was given the last time.
            models.Index(fields=["customer", "occasion", "-day"], name="care_task_customer"),
        ]

    get_state_display = label_of(CareState, "state")
    get_way_display = label_of(Way, "way")
    get_in_name_of_display = label_of(InNameOf, "in_name_of")

    def __str__(self):
        return f"{self.occasion} · {self.title}" if self.title else str(self.occasion)

    def get_absolute_url(self):
        return reverse("visits:care_detail", args=[self.pk])

    @property
    def state_badge(self):
        return BADGES.get(self.state, "badge-plain")

    @property
    def is_to_do(self):
        return self.state in TO_DO

    def last_time(self):
        """What was done for this customer on the same occasion the last time before."""
        earlier = type(self).objects.filter(customer=self.customer_id, occasion=self.occasion_id, day__lt=self.day)
        return earlier.filter(state=CareState.DONE).select_related("contact", "doer").order_by("-day").first()
