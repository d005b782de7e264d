"""The customer's people 联系人."""

import datetime
import re

import pghistory
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from customers.attitudes import ATTITUDES, BADGES
from customers.models.contact_moving import ContactMoving
from customers.models.customer import Customer
from customers.models.part import Part, PartQuerySet

BIRTHDAY = re.compile(r"(?:(\d{4})-)?(\d{2})-(\d{2})", re.ASCII)


class ContactQuerySet(PartQuerySet):
    def present(self):
        """Those who still work there."""
        return self.filter(left_since__isnull=True)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Contact(ContactMoving, Part):
    class Level(models.TextChoices):
        TOP = "top", _("Top")
        MIDDLE = "middle", _("Middle")
        WORKING = "working", _("Working level")

    class DecisionRole(models.TextChoices):
        DECISION_MAKER = "decision_maker", _("Decision maker")
        SPONSOR = "sponsor", _("Sponsor")
        CHAMPION = "champion", _("Champion")
        INFLUENCER = "influencer", _("Influencer")
        USER = "user", pgettext_lazy("decision role", "User")
        GATEKEEPER = "gatekeeper", _("Gatekeeper")
        OPPONENT = "opponent", _("Opponent")

    class BirthdayCalendar(models.TextChoices):
        SOLAR = "solar", _("Solar")
        LUNAR = "lunar", _("Lunar")

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="contacts", verbose_name=_("customer"))
    name = models.CharField(pgettext_lazy("person", "name"), max_length=60)
    title = models.CharField(pgettext_lazy("contact", "title"), max_length=60, blank=True)
    department = models.CharField(_("department"), max_length=60, blank=True)
    level = models.CharField(pgettext_lazy("contact", "level"), max_length=10, choices=Level.choices, blank=True)
    is_primary = models.BooleanField(_("first contact"), default=False)
    mobile = models.CharField(_("mobile"), max_length=20, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    wechat = models.CharField(_("WeChat"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    # Month and day are what counts; a lunar date is kept as year, month and day of the lunar calendar.
    birthday = models.CharField(_("birthday"), max_length=10, blank=True, help_text=_("1980-05-23 or 05-23"))
    birthday_calendar = models.CharField(
        _("calendar of the birthday"), max_length=5, choices=BirthdayCalendar.choices, default=BirthdayCalendar.SOLAR
    )
    decision_role = models.CharField(_("decision role"), max_length=20, choices=DecisionRole.choices, blank=True)
    attitude = models.SmallIntegerField(_("attitude"), null=True, blank=True, help_text=_("−2 against us … +2 for us"))
    influence = models.PositiveSmallIntegerField(_("influence"), null=True, blank=True, help_text=_("1 … 5"))
    reports_to = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="reports", verbose_name=_("reports to")
    )
    left_since = models.DateField(_("left since"), null=True, blank=True)
    # Whom they are at the customer for whom they work now; several who left may turn out to be one person.
    moved_to = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, editable=False, db_index=False, related_name="moved_from",
        verbose_name=_("works now as"),
    )  # fmt: skip
    tells_where = models.BooleanField(_("the file tells where they work now"), default=True, editable=False)
    remark = models.CharField(_("remark"), max_length=300, blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["-is_primary", "id"]
        indexes = [
            # Whence a contact came, beside their name; next to nobody moves.
            models.Index(fields=["moved_to"], name="contact_came_from", condition=Q(moved_to__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["customer"],
                condition=Q(is_primary=True),
                name="contact_one_primary_per_customer",
                violation_error_message=_("This customer has a first contact already."),
            ),
            models.CheckConstraint(
                condition=Q(attitude__gte=-2, attitude__lte=2),
                name="contact_attitude_range",
                violation_error_message=_("The attitude goes from −2 to 2."),
            ),
            models.CheckConstraint(
                condition=Q(influence__gte=1, influence__lte=5),
                name="contact_influence_range",
                violation_error_message=_("The influence goes from 1 to 5."),
            ),
            models.CheckConstraint(
                condition=~Q(reports_to=models.F("id")),
                name="contact_not_own_superior",
                violation_error_message=_("Nobody reports to themself."),
            ),
            models.CheckConstraint(
                condition=Q(moved_to__isnull=True) | (Q(left_since__isnull=False) & ~Q(moved_to=models.F("id"))),
                name="contact_who_moved_has_left",
                violation_error_message=_("Who works elsewhere now has left."),
            ),
            models.CheckConstraint(
                condition=~Q(name=""), name="contact_has_a_name", violation_error_message=_("A contact needs a name.")
            ),
            models.CheckConstraint(
                condition=Q(birthday="") | Q(birthday__regex=r"^(\d{4}-)?(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"),
                name="contact_birthday_well_formed",
                violation_error_message=_("Write the birthday as 1985-05-20 or 05-20."),
            ),
            models.CheckConstraint(
                condition=~Q(birthday_calendar="lunar", birthday__endswith="-31"),
                name="contact_lunar_month_has_30_days",
                violation_error_message=_("A lunar month has 30 days at most."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def attitude_label(self):
        return dict(ATTITUDES)[self.attitude]

    @property
    def attitude_badge(self):
        return BADGES[self.attitude]

    def clean(self):
        """A lunar month has at most 30 days; a solar birthday is a day of the calendar."""
        if self.birthday and not is_birthday(self.birthday, self.birthday_calendar == self.BirthdayCalendar.LUNAR):
            raise ValidationError({"birthday": _("There is no such day. Write it like 1980-05-23 or 05-23.")})

    @classmethod
    @transaction.atomic
    def add(cls, customer, by, at, **values):
        """Add a contact; a file's only one is its first contact."""
        contact = cls(customer=customer, **values)
        contact.is_primary = contact.is_primary or not customer.contacts.present().exists()
        contact._check(by)
        contact._write()
        customer.log("contact.added", by, at, name=contact.name)
        return contact

    @transaction.atomic
    def edit(self, by, at, version, changes):
        """As `Part.edit`. Who reports to whom at one customer is changed by one person at a time: no ring can close."""
        if changes.get("reports_to") is not None:
            Customer.objects.select_for_update(no_key=True).get(pk=self.customer_id)
            if refusal := self.refusal_below(changes["reports_to"]):
                raise ValidationError({"reports_to": refusal})
        return super().edit(by, at, version, changes)

    def refusal_below(self, superior):
        """Why this person cannot report to `superior`: who is the same, or reports to them, also through others; or None."""
        above = dict(self.customer.contacts.values_list("pk", "reports_to"))
        step, seen = superior.pk, set()
        while step is not None and step not in seen:
            if step == self.pk:
                facts = {"superior": superior, "name": self.name}
                return gettext("%(superior)s reports to %(name)s already, so it cannot be the other way round.") % facts
            seen.add(step)
            step = above.get(step)
        return None

    def _save_edited(self, by, at, fields):
        self._write()
        return self.customer.log("contact.edited", by, at, name=self.name, fields=fields)

    def _write(self):
        """A file has one first contact: whoever becomes it takes it over."""
        if self.is_primary:
            self.customer.contacts.filter(is_primary=True).exclude(pk=self.pk).update(is_primary=False)
        self.save()


def is_birthday(text, is_lunar):
    """Whether `text` (1980-05-23 or 05-23) can be a birthday; without a year 29 February can."""
    found = BIRTHDAY.fullmatch(text)
    if not found:
        return False
    year, month, day = (int(part) if part else None for part in found.groups())
    if is_lunar:
        return 1 <= month <= 12 and 1 <= day <= 30
    try:
        datetime.date(year or 2000, month, day)
    except ValueError:
        return False
    return True
