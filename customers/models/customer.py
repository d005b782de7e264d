"""The customer file 客户档案. It belongs to the company, not to the person: people leave, customers stay."""

import uuid

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import PermissionDenied
from django.db import connection, models, transaction
from django.db.models import F, Q, Value
from django.db.models.functions import NullIf
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from crm_site.choices import label_of
from crm_site.workflow import lock
from customers.models.customer_bin import RecyclableCustomer
from customers.models.customer_choices import (
    CreditGrade,
    Grade,
    Lifecycle,
    PaymentTerms,
    RelationshipType,
    Size,
    TaxpayerKind,
    Tier,
    Type,
)
from customers.models.customer_group import CustomerGroup, without_loop
from customers.models.customer_lifecycle import TOLD, CustomerLifecycle
from customers.models.customer_queries import CustomerQuerySet
from customers.models.customer_rights import CustomerRights
from customers.models.editing import EditedMeanwhile, three_way
from customers.models.tagging import Tagging

LIFECYCLE_BADGES = {"current": "badge-good", "won_back": "badge-good", "potential": "badge-info", "lost": "badge-bad"}


@pghistory.track(exclude=["submission_key"])
class Customer(CustomerRights, CustomerLifecycle, CustomerGroup, RecyclableCustomer, Tagging, models.Model):
    Type, Size, Lifecycle, Grade, Tier = Type, Size, Lifecycle, Grade, Tier
    RelationshipType, CreditGrade = RelationshipType, CreditGrade
    PaymentTerms, TaxpayerKind = PaymentTerms, TaxpayerKind

    code = models.CharField(_("customer code"), max_length=30, unique=True)
    name = models.CharField(_("full name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=80, blank=True)
    english_name = models.CharField(_("English name"), max_length=200, blank=True)
    aliases = ArrayField(
        models.CharField(max_length=200), verbose_name=_("aliases and former names"), default=list, blank=True
    )
    credit_code = models.CharField(_("unified social credit code"), max_length=18, blank=True)
    customer_type = models.CharField(_("customer type"), max_length=20, choices=Type.choices, blank=True)
    industry = models.ForeignKey(
        "customers.Industry", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("industry")
    )
    region = models.ForeignKey(
        "customers.Region", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("region")
    )
    size = models.CharField(_("size"), max_length=10, choices=Size.choices, blank=True)
    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="subsidiaries", verbose_name=_("parent group")
    )
    website = models.URLField(_("web site"), blank=True)
    source = models.CharField(_("source"), max_length=60, blank=True)
    remark = models.TextField(_("remark"), blank=True)

    taxpayer_kind = models.CharField(_("taxpayer kind"), max_length=20, choices=TaxpayerKind.choices, blank=True)
    tax_rate = models.DecimalField(_("tax rate, %"), max_digits=5, decimal_places=2, null=True, blank=True)
    bank = models.CharField(_("bank"), max_length=100, blank=True)
    bank_account = models.CharField(_("bank account"), max_length=40, blank=True)

    # What is known of the customer beyond figures (统计分析资料).
    relationship_type = models.CharField(
        _("relationship type"), max_length=12, choices=RelationshipType.choices, blank=True
    )
    attitude = models.TextField(_("attitude to us"), blank=True)
    contract_performance = models.TextField(_("contract performance"), blank=True)
    frictions = models.TextField(_("frictions"), blank=True)
    competitors = models.TextField(_("dealings with competitors"), blank=True)
    share_of_wallet = models.PositiveSmallIntegerField(
        _("our share of their logistics spending, %"), null=True, blank=True
    )
    needs = models.TextField(_("needs"), blank=True)
    potential = models.TextField(_("potential"), blank=True)

    # Set by credit reviews, and nowhere else.
    credit_grade = models.CharField(
        _("credit grade"), max_length=1, choices=CreditGrade.choices, blank=True, editable=False
    )
    credit_limit = models.DecimalField(
        _("credit limit"), max_digits=14, decimal_places=2, null=True, blank=True, editable=False
    )
    payment_days = models.PositiveSmallIntegerField(_("payment terms, days"), null=True, blank=True, editable=False)
    payment_terms = models.CharField(
        _("kind of payment terms"), max_length=12, choices=PaymentTerms.choices, blank=True, editable=False
    )

    tags = ArrayField(models.CharField(max_length=30), verbose_name=_("tags"), default=list, blank=True)
    owner = models.ForeignKey(
        "people.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="customers",
        verbose_name=_("account manager"),
        help_text=_("Empty: in the public pool."),
    )
    salesperson_code = models.CharField(_("salesperson code"), max_length=30, blank=True)
    commission_code = models.CharField(_("commission code"), max_length=30, blank=True)
    lifecycle = models.CharField(_("lifecycle"), max_length=12, choices=Lifecycle.choices, default=Lifecycle.CURRENT)
    lost_reason = models.CharField(_("reason of loss"), max_length=200, blank=True)
    lost_to = models.CharField(_("lost to competitor"), max_length=100, blank=True)
    grade = models.CharField(_("grade"), max_length=1, choices=Grade.choices, blank=True)

    # Empty: no key account. Set where key accounts are designated and ended, and nowhere else.
    tier = models.CharField(_("key account tier"), max_length=10, choices=Tier.choices, blank=True, editable=False)

    # In the recycle bin since then, or merged into another file: nobody sees it any more.
    removed_at = models.DateTimeField(_("removed"), null=True, editable=False)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="merged_files", verbose_name=_("merged into")
    )

    # Grows with every edit by a person; a form that was opened at an older one is shown the difference.
    version = models.PositiveIntegerField(default=1, editable=False)
    # A form sent twice makes one customer.
    submission_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(_("created"))
    updated_at = models.DateTimeField(_("last changed"))

    objects = CustomerQuerySet.as_manager()

    class Meta:
        verbose_name = _("customer")
        verbose_name_plural = _("customers")
        constraints = [
            models.UniqueConstraint(
                fields=["credit_code"],
                condition=~Q(credit_code=""),
                name="customer_credit_code_once",
                violation_error_message=_("There is a customer with this credit code already."),
            ),
            models.CheckConstraint(
                condition=~Q(code="") & ~Q(name=""),
                name="customer_has_code_and_name",
                violation_error_message=_("A customer needs a code and a name."),
            ),
            models.CheckConstraint(
                condition=~Q(parent=models.F("id")),
                name="customer_is_not_own_parent",
                violation_error_message=_("A customer is not its own parent group."),
            ),
            models.CheckConstraint(
                condition=Q(tax_rate__gte=0, tax_rate__lte=100),
                name="customer_tax_rate_is_per_cent",
                violation_error_message=_("The tax rate lies between 0 and 100 per cent."),
            ),
            models.CheckConstraint(
                condition=Q(credit_limit__gte=0),
                name="customer_credit_limit_is_not_negative",
                violation_error_message=_("A credit limit is not below 0."),
            ),
            models.CheckConstraint(
                condition=Q(share_of_wallet__lte=100),
                name="customer_share_of_wallet_is_per_cent",
                violation_error_message=_("Our share is at most 100 per cent."),
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(removed_at__isnull=False),
                name="customer_merged_is_removed",
                violation_error_message=_("A file that was merged into another one is removed."),
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=models.F("id")),
                name="customer_is_not_merged_into_itself",
                violation_error_message=_("A file is not merged into itself."),
            ),
        ]
        triggers = [without_loop()]
        # Those behind lists hold `removed_at` too: pages and counts of the files kept then read nothing but the index.
        indexes = [
            # The list as it opens (analysts, the desk) and an account manager's own.
            models.Index(fields=["-updated_at", "-id"], include=["removed_at"], name="customer_recently_changed"),
            models.Index(fields=["owner", "-updated_at", "-id"], include=["removed_at"], name="customer_of_owner"),
            # The list sorted by name, and the import's look-up of a customer without code.
            models.Index(fields=["name", "id"], include=["removed_at"], name="customer_by_name"),
            # The list filtered by grade or lifecycle.
            models.Index(fields=["grade", "-updated_at", "-id"], include=["removed_at"], name="customer_of_grade"),
            models.Index(fields=["lifecycle", "-updated_at", "-id"], include=["removed_at"], name="customer_in_phase"),
            # The list sorted by grade, customers without one at the end.
            models.Index(NullIf("grade", Value("")), F("updated_at").desc(), F("id").desc(), name="customer_by_grade"),
            # The list filtered by tags.
            GinIndex(fields=["tags"], name="customer_tags"),
            # The tags in use, offered where tags are typed.
            models.Index(fields=["id"], condition=~Q(tags=[]), name="customer_tagged"),
            # The recycle bin, and the job that empties it; next to no customer is in it.
            models.Index(fields=["removed_at"], condition=Q(removed_at__isnull=False), name="customer_removed"),
        ]

    get_customer_type_display = label_of(Type, "customer_type")
    get_lifecycle_display = label_of(Lifecycle, "lifecycle")
    get_tier_display = label_of(Tier, "tier")

    def __str__(self):
        return self.short_name or self.name

    def get_absolute_url(self):
        return reverse("customers:customer_detail", args=[self.pk])

    @property
    def lifecycle_badge(self):
        return LIFECYCLE_BADGES.get(self.lifecycle, "badge-plain")

    def tab_url(self, tab):
        return f"{self.get_absolute_url()}?tab={tab}"

    @classmethod
    def next_codes(cls, count):
        """The next free numbers of our own series, such as C000123; one that was typed by hand is passed over."""
        codes = []
        while len(codes) < count:
            with connection.cursor() as cursor:
                cursor.execute("SELECT nextval('customers_code') FROM generate_series(1, %s)", [count - len(codes)])
                drawn = [f"C{number:06}" for (number,) in cursor.fetchall()]
            taken = set(cls.objects.filter(code__in=drawn).values_list("code", flat=True))
            codes.extend(code for code in drawn if code not in taken)
        return codes

    @classmethod
    @transaction.atomic
    def open_file(cls, by, at, submission_key, **values):
        """Open a file; without a code it gets one. The same `submission_key` again returns the file it made before."""
        if not cls.can_be_opened_by(by):
            raise PermissionDenied
        values["code"] = values.get("code") or cls.next_codes(1)[0]
        customer, created = cls.objects.get_or_create(
            submission_key=submission_key, defaults={**values, "created_at": at, "updated_at": at}
        )
        if created:
            customer.log("customer.created", by, at)
        return customer

    @transaction.atomic
    def edit(self, by, at, version, changes):
        """Write `changes` ({field: value}) from a form that was opened at `version`; return the log row, if any.

        What others changed meanwhile stays. Where both changed the same field, EditedMeanwhile names it and nothing
        is written. A step in the lifecycle that is not possible, or not explained, is a ValidationError.
        """
        lock(self)
        if not self.can_be_edited_by(by):
            raise PermissionDenied
        seen = self.events.filter(version=version).order_by("-pgh_id").first() if version != self.version else None
        wanted, clashing = three_way(self, seen, changes, is_stale=version != self.version)
        if clashing:
            raise EditedMeanwhile(self, wanted, clashing)
        if not wanted:
            return None
        self._settle_parent(wanted)
        step = self._settle_lifecycle(wanted)
        for name, value in wanted.items():
            setattr(self, name, value)
        self.version += 1
        self.updated_at = at
        self.save(update_fields=[*wanted, "version", "updated_at"])
        row = self.log(step[0], by, at, **step[1]) if step else None
        others = [name for name in wanted if step is None or name not in TOLD]
        return self.log("customer.edited", by, at, fields=others) if others else row

    def log(self, kind, by, at, **facts):
        """Write on the timeline what was done."""
        return self.activities.create(kind=kind, by=by, at=at, facts=facts)
