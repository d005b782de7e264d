"""A valuation of all customers on one day.

    waiting → done
       ↓
     failed (nothing was written)

All of a run is written in one transaction by customers/valuing.py: a worker that dies leaves nothing, and the run waits for
the next one. What a run used and found is never changed, so that it can be opened and explained years later.
"""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, models, transaction
from django.db.models import F, Q, Value
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from crm_site.celery import nudge
from crm_site.workflow import InvalidTransition
from customers.models.valuation_policy import ValuationPolicy
from customers.valuation import Parameters, months_before
from people.messaging import Message, language_of, post
from people.models import Role, User

GRADES = 0x6B78


class ValuationRunQuerySet(models.QuerySet):
    def done(self):
        """Those that can be opened, the newest first."""
        return self.filter(state=ValuationRun.State.DONE).order_by("-as_of", "-id")

    def waiting(self):
        return self.filter(state=ValuationRun.State.WAITING)

    def unheld(self):
        """Locks the rows and leaves out those that a worker holds."""
        return self.select_for_update(of=("self",), no_key=True, skip_locked=True)


class ValuationRun(models.Model):
    class State(models.TextChoices):
        WAITING = "waiting", _("Being computed")
        DONE = "done", pgettext_lazy("valuation", "Done")
        FAILED = "failed", _("Stopped, nothing changed")

    as_of = models.DateField(_("valued on"), help_text=_("The full months before this day count."))
    first_month = models.DateField(_("first month"))
    last_month = models.DateField(_("last month"))
    policy = models.ForeignKey(ValuationPolicy, models.PROTECT, related_name="runs", verbose_name=_("policy"))
    # All that the run was computed with: customers.valuation.Parameters.
    parameters = models.JSONField(_("parameters"), default=dict)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.WAITING)
    # How often a worker began it: what ends its worker is not tried for ever.
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    by = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("asked for by")
    )
    # Set where the periodic job asked for it: the month that had ended.
    monthly_for = models.DateField(_("monthly valuation for"), null=True, blank=True, unique=True)
    previous = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("compared with")
    )
    # The curve and the sums per grade of all customers; see customers/portfolio.py.
    summary = models.JSONField(_("sums and curve"), default=dict)
    created_at = models.DateTimeField(_("asked for"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    objects = ValuationRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("valuation")
        verbose_name_plural = _("valuations")
        constraints = [
            models.CheckConstraint(
                condition=Q(first_month__lte=F("last_month"), last_month__lt=F("as_of")),
                name="valuation_of_past_months",
            ),
            # Two people who press the button at once ask for one run.
            models.UniqueConstraint(Value(1), condition=Q(state="waiting"), name="valuation_one_waiting"),
        ]
        indexes = [
            # The newest that is done: every page of values, and the run to compare with.
            models.Index(fields=["-as_of", "-id"], condition=Q(state="done"), name="valuation_newest_done"),
        ]

    def __str__(self):
        return formats.date_format(self.as_of)

    def get_absolute_url(self):
        return f"{reverse('customers:portfolio')}?run={self.pk}"

    @staticmethod
    def can_be_listed_by(user):
        """Who has a portfolio: those who keep customers, and those above."""
        return user.role in (Role.ACCOUNT_MANAGER, Role.SUPERVISOR, Role.ANALYST)

    @staticmethod
    def can_be_started_by(user):
        return user.role == Role.ANALYST

    @property
    def used(self):
        """What the run was computed with."""
        return Parameters(**self.parameters)

    @property
    def is_newest(self):
        """Only the newest gives customers their grades; one made later for an earlier day is for comparison."""
        later = Q(as_of__gt=self.as_of) | Q(as_of=self.as_of, pk__gt=self.pk)
        return not ValuationRun.objects.done().filter(later).exists()

    @classmethod
    def start(cls, by, at, as_of=None):
        """Have all customers valued on the day `as_of`, today if none is given; a worker does it."""
        from customers.tasks import value_customers

        if not cls.can_be_started_by(by):
            raise PermissionDenied
        with transaction.atomic():
            run = cls.prepare(by, at, as_of)
            nudge(value_customers, run.pk)
        return run

    @classmethod
    def prepare(cls, by, at, as_of=None, monthly_for=None):
        """A run that waits; refused while another one does, for a day to come, and where no policy is valid yet."""
        today = timezone.localdate(at)
        as_of = as_of or today
        if as_of > today:
            raise InvalidTransition(gettext("The day of a valuation cannot lie in the future."))
        policy = ValuationPolicy.objects.valid_on(as_of)
        if policy is None:
            day = formats.date_format(as_of)
            raise InvalidTransition(gettext("No valuation policy is valid on %(day)s.") % {"day": day})
        first, end = months_before(as_of, policy.months)
        try:
            with transaction.atomic():
                return cls.objects.create(
                    as_of=as_of,
                    first_month=first,
                    last_month=months_before(end, 1)[0],
                    policy=policy,
                    parameters=policy.parameters().as_json(),
                    by=by,
                    monthly_for=monthly_for,
                    created_at=at,
                )
        except IntegrityError:
            other = cls.objects.waiting().select_related("by").first()
            raise InvalidTransition(_refusal(other)) from None

    @classmethod
    def prepare_monthly(cls, at):
        """The run for the month that has ended, from the policy's day on; None where it is too early, or done or waiting."""
        from customers.tasks import value_customers

        today = timezone.localdate(at)
        month, _end = months_before(today, 1)
        policy = ValuationPolicy.objects.valid_on(today)
        if policy is None or today.day < policy.run_day or cls.objects.filter(monthly_for=month).exists():
            return None
        try:
            with transaction.atomic():
                run = cls.prepare(None, at, monthly_for=month)
                nudge(value_customers, run.pk)
                return run
        except InvalidTransition:
            # Another run waits, or a second beat was faster; the next beat asks again.
            return None

    def end(self, state, at):
        """The worker's last word, told to who asked for the run; of a monthly one, to the customer-relations office."""
        self.state, self.finished_at = state, at
        self.save(update_fields=["state", "finished_at", "summary", "previous"])
        analysts = User.objects.active().filter(role=Role.ANALYST)
        post([self._message(person) for person in ([self.by] if self.by else analysts)], at)

    def _message(self, person):
        with language_of(person):
            title = gettext("Valuation of %(day)s: %(state)s") % {"day": self, "state": self.get_state_display()}
            return Message(person, f"valuation:{self.pk}", title, self._result(), self.get_absolute_url())

    def _result(self):
        if self.state == self.State.FAILED:
            return gettext("An error in the system stopped it. Start it again or tell your administrator.")
        counts = {grade["grade"]: grade["customers"] for grade in self.summary["grades"]}
        return gettext("A: %(a)d, B: %(b)d, C: %(c)d customers.") % {
            "a": counts.get("A", 0),
            "b": counts.get("B", 0),
            "c": counts.get("C", 0),
        }


def keep_grades(from_all=False):
    """Until the transaction ends, overrides (many at a time) and a run that gives grades do not cross each other."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_advisory_xact_lock{'' if from_all else '_shared'}(%s)", [GRADES])


def _refusal(other):
    if other is None:
        return gettext("This valuation was made meanwhile.")
    return gettext("A valuation asked for by %(person)s at %(time)s is still being computed.") % {
        "person": other.by or gettext("the system"),
        "time": formats.date_format(timezone.localtime(other.created_at), "SHORT_DATETIME_FORMAT"),
    }
