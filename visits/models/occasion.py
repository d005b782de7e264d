"""Occasions 关怀日: festivals by the lunar or solar calendar, our own days, and the customers' days."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from crm_site.naming import Named
from customers.models import Activity, Customer
from visits import lunar


class Way(models.TextChoices):
    """How somebody is congratulated."""

    VISIT = "visit", pgettext_lazy("contact by us", "Visit")
    LETTER = "letter", _("Letter")
    GIFT = "gift", _("Gift")
    FLOWERS = "flowers", _("Flowers")
    MESSAGE = "message", _("Message")


class InNameOf(models.TextChoices):
    COMPANY = "company", _("Our company")
    HEAD_OFFICE = "head_office", _("Head office")


class CalendarKind(models.TextChoices):
    SOLAR = lunar.Calendar.SOLAR.value, _("Solar")
    LUNAR = lunar.Calendar.LUNAR.value, _("Lunar")


def check_date(calendar, year, month, day):
    """Refuse a day that the calendar can never have; 29 February and the 30th of a lunar month are kept in every year."""
    if month is None or day is None:
        return
    if calendar == CalendarKind.LUNAR:
        if year is None and not (1 <= month <= 12 and 1 <= day <= lunar.LONGEST_MONTH):
            raise ValidationError({"day": _("A lunar year has 12 months, a month at most 30 days.")})
        if year is not None and lunar.exact(year, month, day) is None:
            raise ValidationError({"day": _("The lunar calendar has no such day in this year.")})
    elif not lunar.is_day(year or 2000, month, day):
        raise ValidationError({"day": _("There is no such day.")})


class DatedQuerySet(models.QuerySet):
    def dated(self):
        """Active festivals and days of our own: what calendars show."""
        return self.filter(is_active=True, month__isnull=False)

    def kept_between(self, first, last):
        """[(day, row)] of every day from `first` to `last` on which a row is kept, in order."""
        found = [(day, row) for row in self for day in row.days_between(first, last)]
        return sorted(found, key=lambda pair: (pair[0], pair[1].pk))


class Dated(models.Model):
    """A day of the solar or lunar calendar: of every year, or with a year of that one."""

    calendar = models.CharField(_("calendar"), max_length=5, choices=CalendarKind.choices, default=CalendarKind.SOLAR)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    month = models.PositiveSmallIntegerField(_("month"), null=True, blank=True)
    day = models.PositiveSmallIntegerField(_("day"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_yearly(self):
        return self.year is None

    @property
    def date_text(self):
        """Such as 1998-05-23, or “lunar 08-15” where the lunar calendar counts."""
        text = f"{self.month:02}-{self.day:02}" if self.year is None else f"{self.year}-{self.month:02}-{self.day:02}"
        return gettext("lunar %(date)s") % {"date": text} if self.calendar == CalendarKind.LUNAR else text

    def days_between(self, first, last):
        """The days from `first` to `last` on which it is kept."""
        if self.month is None:
            return []
        days = lunar.days_of(self.calendar, self.month, self.day, first, last)
        if self.is_yearly:
            return days
        only = lunar.in_year(self.calendar, self.year, self.month, self.day)
        return [day for day in days if day == only]


class Occasion(Named, Dated):
    """What is congratulated on, whom and how. An occasion without a way is only shown in calendars.

    Festivals and our own days have their date here. The others are kinds, of which the date stands in the customer's
    file: founding, opening, project start, milestone, honour, news, birthday.
    """

    class Kind(models.TextChoices):
        FESTIVAL = "festival", _("Festival")
        OUR_DAY = "our_day", _("Our own day or event")
        FOUNDING = "founding", _("Founding")
        OPENING = "opening", pgettext_lazy("occasion", "Opening")
        PROJECT_START = "project_start", _("Project start")
        MILESTONE = "milestone", _("Milestone")
        HONOUR = "honour", _("Honour received")
        NEWS = "news", _("Big news")
        BIRTHDAY = "birthday", _("Birthday of a contact")

    DATED = (Kind.FESTIVAL, Kind.OUR_DAY)

    kind = models.CharField(_("kind"), max_length=15, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("English name"), max_length=80, blank=True)
    tiers = ArrayField(
        models.CharField(max_length=12, choices=Customer.Tier.choices),
        verbose_name=_("tiers"),
        default=list,
        blank=True,
        help_text=_("Customers of one of these tiers or grades; without any, all."),
    )
    grades = ArrayField(
        models.CharField(max_length=1, choices=Customer.Grade.choices),
        verbose_name=_("grades"),
        default=list,
        blank=True,
    )
    way = models.CharField(
        _("way"), max_length=10, blank=True, choices=Way.choices, help_text=_("Empty: shown in calendars, no tasks.")
    )
    in_name_of = models.CharField(_("in whose name"), max_length=12, choices=InNameOf.choices, default=InNameOf.COMPANY)
    gift = models.CharField(_("gift"), max_length=120, blank=True)
    budget = models.DecimalField(_("budget per task"), max_digits=10, decimal_places=2, default=0)
    lead_days = models.PositiveSmallIntegerField(
        _("prepare ahead, days"), null=True, blank=True, help_text=_("Empty: as the settings of visits say.")
    )
    is_active = models.BooleanField(_("active"), default=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("occasion")
        verbose_name_plural = _("occasions")
        ordering = ["kind", "calendar", "month", "day", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["festival", "our_day"], month__isnull=False, day__isnull=False)
                | (~Q(kind__in=["festival", "our_day"]) & Q(month__isnull=True, day__isnull=True, year__isnull=True)),
                name="occasion_has_its_date",
                violation_error_message=_(
                    "Festivals and own days need month and day; of the others the file has them."
                ),
            ),
            models.UniqueConstraint(
                fields=["kind"],
                condition=~Q(kind__in=["festival", "our_day"]),
                name="occasion_kind_once",
                violation_error_message=_("There is an occasion of this kind already."),
            ),
            models.CheckConstraint(
                condition=Q(month__gte=1, month__lte=12, day__gte=1, day__lte=31),
                name="occasion_date_range",
                violation_error_message=_("There is no such day."),
            ),
            models.CheckConstraint(
                condition=Q(budget__gte=0),
                name="occasion_budget",
                violation_error_message=_("The budget is not below 0."),
            ),
            models.CheckConstraint(
                condition=Q(lead_days__lte=90),
                name="occasion_lead_days",
                violation_error_message=_("At most 90 days ahead."),
            ),
        ]

    def clean(self):
        check_date(self.calendar, self.year, self.month, self.day)

    def is_event_on(self, day):
        """Whether people are invited to it on that day: one of our own that is kept then, or was when they were."""
        is_kept = bool(self.days_between(day, day)) or self.invitations.filter(day=day).exists()
        return self.kind == self.Kind.OUR_DAY and is_kept

    def event_url(self, day):
        return reverse("visits:event_detail", args=[self.pk, day.isoformat()])


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class CustomerDay(Dated):
    """A day in the life of a customer: founding and opening return every year, an honour or news comes once."""

    KINDS = [
        (kind.value, kind.label)
        for kind in (Occasion.Kind.FOUNDING, Occasion.Kind.OPENING, Occasion.Kind.HONOUR, Occasion.Kind.NEWS)
    ]
    YEARLY = (Occasion.Kind.FOUNDING, Occasion.Kind.OPENING)

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="days", verbose_name=_("customer"))
    kind = models.CharField(_("kind"), max_length=15, choices=KINDS)
    title = models.CharField(_("what"), max_length=120)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("day of a customer")
        verbose_name_plural = _("days of customers")
        ordering = ["month", "day", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(month__gte=1, month__lte=12, day__gte=1, day__lte=31),
                name="customer_day_date_range",
                violation_error_message=_("There is no such day."),
            ),
            models.CheckConstraint(
                condition=Q(month__isnull=False, day__isnull=False),
                name="customer_day_has_its_date",
                violation_error_message=_("Month and day are needed."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["founding", "opening"]) | Q(year__isnull=False),
                name="customer_day_once_has_a_year",
                violation_error_message=_("An honour or news needs its year."),
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="customer_day_has_a_title",
                violation_error_message=_("Say what happens on this day."),
            ),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        check_date(self.calendar, self.year, self.month, self.day)

    @property
    def is_yearly(self):
        return self.kind in self.YEARLY

    @classmethod
    @transaction.atomic
    def add(cls, customer, by, at, **values):
        if not customer.can_be_edited_by(by):
            raise PermissionDenied
        day = cls.objects.create(customer=customer, **values)
        Activity.record(customer, "care.day_added", by, at, title=day.title)
        return day

    @transaction.atomic
    def remove(self, by, at):
        if not self.customer.can_be_edited_by(by):
            raise PermissionDenied
        self.delete()
        return Activity.record(self.customer, "care.day_removed", by, at, title=self.title)
