"""The customer's people 联系人."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from customers.models.customer import Customer


class ContactQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(customer__in=Customer.objects.visible_to(user))

    def present(self):
        """Those who still work there."""
        return self.filter(left_since__isnull=True)


@pghistory.track()
class Contact(models.Model):
    class Level(models.TextChoices):
        TOP = "top", _("Top")
        MIDDLE = "middle", _("Middle")
        WORKING = "working", _("Working level")

    class DecisionRole(models.TextChoices):
        DECISION_MAKER = "decision_maker", _("Decision maker")
        SPONSOR = "sponsor", _("Sponsor")
        CHAMPION = "champion", _("Champion")
        INFLUENCER = "influencer", _("Influencer")
        USER = "user", _("User")
        GATEKEEPER = "gatekeeper", _("Gatekeeper")
        OPPONENT = "opponent", _("Opponent")

    class BirthdayCalendar(models.TextChoices):
        SOLAR = "solar", _("Solar")
        LUNAR = "lunar", _("Lunar")

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="contacts", verbose_name=_("customer"))
    name = models.CharField(_("name"), max_length=60)
    title = models.CharField(_("title"), max_length=60, blank=True)
    department = models.CharField(_("department"), max_length=60, blank=True)
    level = models.CharField(_("level"), max_length=10, choices=Level.choices, blank=True)
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
    remark = models.CharField(_("remark"), max_length=300, blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["-is_primary", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["customer"], condition=Q(is_primary=True), name="contact_one_primary_per_customer"
            ),
            models.CheckConstraint(condition=Q(attitude__gte=-2, attitude__lte=2), name="contact_attitude_range"),
            models.CheckConstraint(condition=Q(influence__gte=1, influence__lte=5), name="contact_influence_range"),
            models.CheckConstraint(condition=~Q(reports_to=models.F("id")), name="contact_not_own_superior"),
            models.CheckConstraint(condition=~Q(name=""), name="contact_has_a_name"),
            models.CheckConstraint(
                condition=Q(birthday="") | Q(birthday__regex=r"^(\d{4}-)?(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"),
                name="contact_birthday_well_formed",
            ),
        ]

    def __str__(self):
        return self.name
