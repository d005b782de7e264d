"""The frame: the people a wave is about, as they stood when it was made, and what became of asking them."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm_site.choices import label_of
from customers.models import Customer
from surveys.models.calling import Calling
from surveys.models.wave import Wave
from surveys.states import MENDABLE, Disposition, Problem, ResponseState, WaveState


class FrameUnitQuerySet(models.QuerySet):
    def visible_to(self, user):
        """With the wave; interviewers see those of waves in fieldwork."""
        return self.filter(wave__in=Wave.objects.visible_to(user)) if Wave.can_be_listed_by(user) else self.none()

    def complete(self):
        """Those who can be asked."""
        return self.filter(problems=[])

    def with_problems(self):
        return self.exclude(problems=[])

    def drawn(self):
        return self.filter(is_drawn=True)

    def unanswered(self):
        """Drawn, and neither answered completely nor refused."""
        ended = [ResponseState.COMPLETE, ResponseState.REFUSED]
        return self.drawn().exclude(response__state__in=ended).exclude(disposition=Disposition.NOT_ELIGIBLE)

    def due(self, at):
        """Those that an interviewer may call at `at` and nobody holds."""
        free = Q(claimed_until__isnull=True) | Q(claimed_until__lte=at)
        asking = Q(wave__state=WaveState.FIELDWORK, wave__is_paused=False)
        return self.filter(free, asking, next_call_at__lte=at)

    def for_list(self):
        return self.select_related("customer", "owner", "owner_department", "region", "industry", "response")


class FrameUnit(Calling, models.Model):
    """One customer of a wave's frame, with the contact who is asked. `is_drawn` ones are the sample."""

    Problem = Problem
    Disposition = Disposition

    wave = models.ForeignKey(Wave, models.CASCADE, related_name="units", verbose_name=_("wave"))
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="survey_units", verbose_name=_("customer"))
    contact = models.ForeignKey(
        "customers.Contact", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("contact")
    )
    # The snapshot. Region and industry are those of the first level of their trees.
    name = models.CharField(pgettext_lazy("person", "name"), max_length=60, blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    lifecycle = models.CharField(_("lifecycle"), max_length=12, choices=Customer.Lifecycle.choices, blank=True)
    grade = models.CharField(_("grade"), max_length=1, blank=True)
    tier = models.CharField(_("tier"), max_length=20, blank=True)
    region = models.ForeignKey(
        "customers.Region", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("region")
    )
    industry = models.ForeignKey(
        "customers.Industry", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("industry")
    )
    size = models.CharField(_("size"), max_length=10, choices=Customer.Size.choices, blank=True)
    owner = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("account manager")
    )
    owner_department = models.ForeignKey(
        "people.Department", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("department")
    )
    problems = ArrayField(
        models.CharField(max_length=15, choices=Problem.choices), verbose_name=_("problems"), default=list, blank=True
    )
    # The values of the wave's strata fields, such as "A|17"; see surveys/strata.py for its label.
    stratum = models.CharField(_("stratum"), max_length=100, blank=True)
    is_drawn = models.BooleanField(_("drawn"), default=False)
    # The place in the drawn list, at random too, so that nobody chooses whom to call first.
    order = models.PositiveIntegerField(_("order"), null=True, blank=True)

    disposition = models.CharField(
        _("result"),
        max_length=2,
        choices=Disposition.choices,
        blank=True,
        help_text=_("The final result by AAPOR so far; empty: not tried yet."),
    )
    # When they were last rung up or written to, for the contact-frequency rule of other waves.
    asked_at = models.DateTimeField(_("last asked"), null=True, blank=True)
    # Telephone: when they may be called next, empty when nobody shall; and who has them on the line until when.
    next_call_at = models.DateTimeField(_("next call"), null=True, blank=True)
    is_call_back = models.BooleanField(_("call-back was agreed"), default=False)
    claimed_by = models.ForeignKey(
        "people.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("interviewer")
    )
    claimed_until = models.DateTimeField(_("held until"), null=True, blank=True)
    # Each of those who are asked in turn for one customer has a personal link of their own.
    contact_changes = models.PositiveSmallIntegerField(_("changes of the contact"), default=0, editable=False)
    # Web: the SHA-256 of the personal link, and what was mailed.
    token_hash = models.CharField(max_length=64, blank=True, editable=False)
    invited_at = models.DateTimeField(_("invited"), null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(_("reminders"), default=0)
    reminded_at = models.DateTimeField(_("last reminded"), null=True, blank=True)

    objects = FrameUnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("person of the frame")
        verbose_name_plural = _("people of the frame")
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["wave", "customer"], name="frame_unit_once_per_customer"),
            models.CheckConstraint(
                condition=Q(is_drawn=False) | Q(problems=[], order__isnull=False), name="frame_unit_drawn_is_complete"
            ),
            models.CheckConstraint(
                condition=Q(is_drawn=True) | Q(disposition="", next_call_at__isnull=True, invited_at__isnull=True),
                name="frame_unit_only_drawn_is_asked",
            ),
            # The personal link's look-up.
            models.UniqueConstraint(fields=["token_hash"], condition=~Q(token_hash=""), name="frame_unit_token_once"),
        ]
        indexes = [
            # The next call of a wave.
            models.Index(
                fields=["wave", "next_call_at"], name="frame_unit_calls", condition=Q(next_call_at__isnull=False)
            ),
            # Who of a wave was drawn, in order: the list, the invitations, the results.
            models.Index(fields=["wave", "order"], name="frame_unit_drawn", condition=Q(is_drawn=True)),
            # The contact-frequency rule of other waves.
            models.Index(fields=["contact", "asked_at"], name="frame_unit_asked", condition=Q(asked_at__isnull=False)),
            # Problems of one kind in the frame.
            GinIndex(fields=["problems"], name="frame_unit_problems"),
        ]

    get_disposition_display = label_of(Disposition, "disposition")
    get_size_display = label_of(Customer.Size, "size")
    get_lifecycle_display = label_of(Customer.Lifecycle, "lifecycle")

    def __str__(self):
        return f"{self.customer} · {self.name}"

    @property
    def is_complete(self):
        return not self.problems

    @property
    def problem_labels(self):
        return [str(Problem(problem).label) for problem in self.problems]

    @property
    def can_be_mended(self):
        """Whether they can be asked once what is missing stands in the customer's file."""
        return bool(self.problems) and all(problem in MENDABLE for problem in self.problems)

    def other_contacts(self):
        """Who may be asked instead: who works for the customer, too, and is willing."""
        present = self.customer.contacts.present().filter(do_not_ask__isnull=True)
        return present.exclude(pk=self.contact_id).order_by("-is_primary", "id")

    @property
    def audience(self):
        """Which sections are for them: "current", "past" or "potential"."""
        lifecycle = Customer.Lifecycle
        return {lifecycle.POTENTIAL: "potential", lifecycle.LOST: "past"}.get(self.lifecycle, "current")


class DoNotAsk(models.Model):
    """Somebody who does not want to be asked by surveys any more, kept until they say otherwise."""

    contact = models.OneToOneField(
        "customers.Contact", models.CASCADE, related_name="do_not_ask", verbose_name=_("contact")
    )
    at = models.DateTimeField(_("since"))
    wave = models.ForeignKey(Wave, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("said to"))
    by = models.ForeignKey(
        "people.User",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("taken down by"),
        help_text=_("Empty: the contact themself, by the link in a mail."),
    )

    class Meta:
        verbose_name = _("contact who is not asked")
        verbose_name_plural = _("contacts who are not asked")

    def __str__(self):
        return str(self.contact)
