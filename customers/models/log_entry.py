"""The contact log 往来记录: who of us spoke with whom of the customer, what was said, what it cost, what answer is owed.

Whoever was contacted hears back in time: an entry with an answer owed carries a clock until the answer is logged.
"""

import uuid
from datetime import timedelta

import pghistory
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from crm_site.choices import label_of
from crm_site.workflow import InvalidTransition, lock
from customers.models.contact import Contact
from customers.models.customer import Customer
from customers.models.log_queries import ContactEntryQuerySet
from customers.models.part import Part
from customers.models.project import Project
from deadlines.models import Clock

# So long the author may correct an entry; later a new one is written.
EDIT_DAYS = 30
STEP = "customer.answer"


class Channel(models.TextChoices):
    CALL = "call", _("Call")
    EMAIL = "email", _("E-mail")
    WECHAT = "wechat", _("WeChat")
    MEETING = "meeting", _("Meeting")
    VISIT = "visit", pgettext_lazy("contact by us", "Visit")
    MEAL = "meal", _("Meal")
    GIFT = "gift", _("Gift")
    EVENT = "event", _("Event")
    LETTER = "letter", _("Letter")
    OTHER = "other", _("Other")


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["submission_key"])
class ContactEntry(Part):
    Channel = Channel

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="contact_entries", verbose_name=_("customer"))
    project = models.ForeignKey(
        Project,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="contact_entries",
        verbose_name=_("project"),
    )
    contacts = models.ManyToManyField(Contact, blank=True, related_name="contact_entries", verbose_name=_("contacts"))
    by = models.ForeignKey("people.User", models.PROTECT, related_name="contact_entries", verbose_name=_("our person"))
    colleagues = models.ManyToManyField(
        "people.User", blank=True, related_name="joined_contact_entries", verbose_name=_("colleagues")
    )
    at = models.DateTimeField(_("when"))
    channel = models.CharField(_("how"), max_length=10, choices=Channel.choices, default=Channel.CALL)
    place = models.CharField(_("where"), max_length=100, blank=True)
    summary = models.TextField(_("what was said"), max_length=4000)
    needs = models.TextField(_("needs heard"), max_length=2000, blank=True)
    problems = models.TextField(_("problems heard"), max_length=2000, blank=True)
    concession = models.CharField(_("concession given"), max_length=300, blank=True)
    next_contact_on = models.DateField(_("next contact"), null=True, blank=True)

    answer_owed = models.CharField(_("answer owed"), max_length=300, blank=True)
    answer_clock = models.OneToOneField(
        Clock,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contact_entry",
        editable=False,
        verbose_name=_("answer due"),
    )
    answer_text = models.TextField(_("answer given"), max_length=4000, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("answered by")
    )

    created_at = models.DateTimeField(_("logged"))
    edited_at = models.DateTimeField(_("last changed"))
    # A form sent twice makes one entry.
    submission_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = ContactEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact log entry")
        verbose_name_plural = _("contact log")
        constraints = [
            models.CheckConstraint(
                condition=~Q(summary=""),
                name="contact_entry_says_something",
                violation_error_message=_("Say what was talked about."),
            ),
            models.CheckConstraint(
                condition=Q(answer_owed="", answer_clock__isnull=True)
                | (~Q(answer_owed="") & Q(answer_clock__isnull=False)),
                name="contact_entry_answer_has_a_clock",
                violation_error_message=_("An answer owed has a day on which it is due."),
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, answer_text="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer_text="") & ~Q(answer_owed="")),
                name="contact_entry_answered_by_somebody",
                violation_error_message=_("An answer has its words, its time and who gave it."),
            ),
        ]
        indexes = [
            # The log of one customer, and when they were last spoken with.
            models.Index(fields=["customer", "-at", "-id"], name="contact_entry_customer"),
            # The log of a person, and all of it.
            models.Index(fields=["by", "-at", "-id"], name="contact_entry_by"),
            models.Index(fields=["-at", "-id"], name="contact_entry_recent"),
            # Answers still owed: few among many entries.
            models.Index(
                fields=["answer_clock"],
                name="contact_entry_owed",
                condition=Q(answer_clock__isnull=False, answered_at__isnull=True),
            ),
            # Next contacts that have come due.
            models.Index(
                fields=["next_contact_on"], name="contact_entry_next", condition=Q(next_contact_on__isnull=False)
            ),
        ]

    get_channel_display = label_of(Channel, "channel")

    def __str__(self):
        return f"{self.customer} · {self.answer_owed or self.get_channel_display()}"

    def get_absolute_url(self):
        return reverse("customers:log_detail", args=[self.pk])

    @property
    def is_answer_owed(self):
        """An answer was promised and is not given yet."""
        return self.answer_clock_id is not None and self.answered_at is None

    @property
    def total_cost(self):
        return sum(cost.amount for cost in self.costs.all())

    @staticmethod
    def can_be_listed_by(user):
        return Customer.can_be_listed_by(user)

    def can_be_edited_by(self, user, at):
        """By who wrote it, or acts for them, for some weeks, while they still keep the file."""
        is_author = self.by_id in [person.pk for person in user.principals]
        is_fresh = at <= self.created_at + timedelta(days=EDIT_DAYS)
        return is_author and is_fresh and self.customer.can_be_edited_by(user)

    def can_be_answered_by(self, user):
        """By whom it waits for, those who act for them, and whoever may write in the file."""
        if not self.is_answer_owed:
            return False
        waits_for = self.answer_clock.doer_id in [person.pk for person in user.principals]
        return waits_for or self.customer.can_be_edited_by(user)

    @classmethod
    def record(cls, by, at, submission_key, customer, **facts):
        """Log a contact, as `write` does, where `by` may write in the customer's file."""
        if not customer.can_be_edited_by(by):
            raise PermissionDenied
        return cls.write(by, at, submission_key, customer, **facts)

    @classmethod
    @transaction.atomic
    def write(
        cls, by, at, submission_key, customer, *, happened_at, answer_owed="", contacts=(), colleagues=(), costs=None,
        **facts,
    ):  # fmt: skip
        """Log a contact of `happened_at`; the same `submission_key` again returns the entry it made before.

        `facts`: channel, summary, place, needs, problems, concession, next_contact_on, project. `costs` are
        {category: amount}. With `answer_owed` (what) the clock runs from the contact on. The caller has asked whether
        `by` may: who was sent to a customer reports, also where they cannot write in the file.
        """
        entry, is_new = cls.objects.get_or_create(
            submission_key=submission_key,
            defaults=facts | {"customer": customer, "by": by, "at": happened_at, "created_at": at, "edited_at": at},
        )
        if is_new:
            entry._owe(answer_owed.strip(), by, at)
            entry.contacts.set(contacts)
            entry.colleagues.set(colleagues)
            entry.set_costs(costs or {})
            entry._tell(f"contactentry.{entry.channel}", by, at, summary=entry.summary[:200])
        return entry

    @transaction.atomic
    def answer(self, by, at, text):
        """The customer has heard back: `text` says what. The clock ends."""
        lock(self)
        if self.answered_at:
            facts = {"who": self.answered_by, "when": date_format(localtime(self.answered_at), "SHORT_DATETIME_FORMAT")}
            raise InvalidTransition(gettext("%(who)s logged the answer on %(when)s already.") % facts)
        if not self.is_answer_owed:
            raise InvalidTransition(gettext("No answer is owed here any more."))
        if not self.can_be_answered_by(by):
            raise PermissionDenied
        if not text.strip():
            raise ValidationError({"text": gettext("Say what was answered.")})
        self.answer_text, self.answered_at, self.answered_by = text.strip(), at, by
        self.save(update_fields=["answer_text", "answered_at", "answered_by"])
        self.answer_clock.complete(at)
        return self._tell("contactentry.answered", by, at, what=self.answer_owed)

    @transaction.atomic
    def edit(self, by, at, version, changes, contacts=None, colleagues=None, costs=None):
        """Correct the entry, as `Part.edit` does; people and costs are replaced where given."""
        if not self.can_be_edited_by(by, at):
            raise PermissionDenied
        row = super().edit(by, at, version, changes)
        for relation, wanted in ((self.contacts, contacts), (self.colleagues, colleagues)):
            if wanted is not None:
                relation.set(wanted)
        if costs is not None:
            self.set_costs(costs)
        return row

    def _save_edited(self, by, at, fields):
        self.edited_at = at
        if self.answered_at and "answer_owed" in fields:
            raise InvalidTransition(gettext("The answer was given already, so what was owed stays as it is."))
        if self.answered_at is None and {"answer_owed", "at"} & set(fields):
            self._owe(self.answer_owed, self.answer_clock.doer if self.answer_clock else self.by, at)
        self.save(update_fields=[*fields, "edited_at"])
        return self._tell("contactentry.edited", by, at, fields=fields)

    def _owe(self, what, doer, at):
        """From the contact on `doer` owes an answer, or none (any more)."""
        before = self.answer_clock
        self.answer_owed, self.answer_clock = what, self._start_clock(what, doer) if what else None
        self.save(update_fields=["answer_owed", "answer_clock"])
        if before:
            before.cancel(at)

    def _start_clock(self, what, doer):
        return Clock.start(
            step=STEP,
            title=f"{self.customer} · {what}",
            url=self.get_absolute_url(),
            doer=doer,
            department=doer.department or doer.tree.root,
            at=self.at,
            grade=self.customer.grade,
        )

    def set_costs(self, costs):
        """{category: amount} in place of the present ones; nothing is kept for an empty or zero amount."""
        wanted = {category: amount for category, amount in costs.items() if amount}
        self.costs.exclude(category__in=wanted).delete()
        for category, amount in wanted.items():
            self.costs.update_or_create(category=category, defaults={"amount": amount})

    def _tell(self, kind, by, at, **facts):
        return self.customer.activities.create(kind=kind, by=by, at=at, url=self.get_absolute_url(), facts=facts)
