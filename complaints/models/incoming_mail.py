"""Every mail that came to the mailbox for complaints, with what became of it.

taken as a new complaint | added to a complaint | waiting for the desk → one of these, or nothing to do | not taken
"""

import re
import uuid

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from complaints import telling
from complaints.mail.belonging import complaint_of, is_from_a_party, is_from_the_caller, why_not
from complaints.mail.reading import ReadMail, read
from complaints.models.complaint import Complaint
from crm_site.workflow import InvalidTransition, lock
from people.models import Role

# Characters of Chinese, Japanese and Korean.
CHINESE = re.compile(r"[\u3400-\u9fff]")


class IncomingMailQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The desk, and those who see all complaints."""
        return self if IncomingMail.can_be_listed_by(user) else self.none()

    def taken(self):
        """Those that made or joined a complaint."""
        return self.filter(state__in=[IncomingMail.State.NEW, IncomingMail.State.ADDED])


def storage_name(_mail, _name):
    return f"complaint-mails/{uuid.uuid4().hex}"


class IncomingMail(models.Model):
    class State(models.TextChoices):
        NEW = "new", pgettext_lazy("mail", "New complaint")
        ADDED = "added", _("Added to a complaint")
        WAITING = "waiting", _("Waits for the desk")
        NOT_TAKEN = "not_taken", _("Not taken")
        DISMISSED = "dismissed", _("Nothing to do")

    class Reason(models.TextChoices):
        AUTOMATIC = "automatic", _("written by a machine")
        OWN = "own", _("from an address of our own")
        MANY = "many", _("too many from one sender")
        TOO_LARGE = "too_large", _("too large")
        EMPTY = "empty", _("without words")
        NO_SENDER = "no_sender", _("without a sender")
        STAFF = "staff", _("from one of us")
        OTHER_SENDER = "other_sender", _("sender is not known for this complaint")

    # As the mail bears it; what is found again after a crash is not taken twice.
    message_id = models.CharField(_("Message-ID"), max_length=260, unique=True)
    received_at = models.DateTimeField(_("received"))
    sender = models.CharField(_("sender"), max_length=320, blank=True)
    sender_name = models.CharField(_("name of the sender"), max_length=60, blank=True)
    subject = models.CharField(_("subject"), max_length=300, blank=True)
    text = models.TextField(_("text"), blank=True)
    # Names of attached files that `crm_site.files` did not let in.
    refused_files = models.JSONField(_("files not kept"), default=list, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    reason = models.CharField(_("reason"), max_length=15, choices=Reason.choices, blank=True)
    # The one that it became, was added to, or seems to belong to.
    complaint = models.ForeignKey(
        "complaints.Complaint",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="incoming_mails",
        verbose_name=_("complaint"),
    )
    # As it came, to be read again when the desk decides; empty where it was too large.
    raw = models.FileField(_("original"), upload_to=storage_name, blank=True)
    decided_by = models.ForeignKey(
        "people.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    objects = IncomingMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("incoming mail")
        verbose_name_plural = _("incoming mails")
        ordering = ["-received_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["new", "added"]) | Q(complaint__isnull=False),
                name="incoming_mail_taken_has_its_complaint",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True, decided_at__isnull=True)
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="incoming_mail_decided_by_somebody",
            ),
        ]
        indexes = [
            # The desk's list, newest first: all, and what waits.
            models.Index(fields=["-received_at", "-id"], name="incoming_mail_recent"),
            models.Index(fields=["id"], name="incoming_mail_waiting", condition=Q(state="waiting")),
            # How many one sender wrote lately, and for which complaints they are known.
            models.Index(fields=["sender", "received_at"], name="incoming_mail_sender"),
        ]

    def __str__(self):
        return self.subject or self.sender

    def get_absolute_url(self):
        return reverse("complaints:mail_detail", args=[self.pk])

    @staticmethod
    def can_be_listed_by(user):
        return user.sees_all or any(person.role == Role.DESK for person in user.principals)

    @property
    def can_be_decided(self):
        return self.state in (self.State.WAITING, self.State.NOT_TAKEN, self.State.DISMISSED)

    @classmethod
    @transaction.atomic
    def take(cls, mail, raw, at, is_too_large=False):
        """Record a mail that `mail.reading` read, and do what it asks for; one on record already changes nothing."""
        values = {
            "received_at": at,
            "sender": mail.sender.lower(),
            "sender_name": mail.sender_name,
            "subject": mail.subject,
            "text": mail.text,
            "refused_files": mail.refused,
        }
        waiting = {"state": cls.State.WAITING}
        row, is_new = cls.objects.get_or_create(message_id=mail.message_id, defaults=values | waiting)
        if not is_new:
            return row
        row.complaint = complaint_of(mail, cls.objects.taken())
        row.reason = why_not(mail, row)
        if not is_too_large:
            row.raw.save("", ContentFile(raw), save=False)
        elif row.reason not in UNWANTED:
            row.reason = cls.Reason.TOO_LARGE
        row._sort(mail, at)
        row.save()
        return row

    def _sort(self, mail, at):
        if self.reason in UNWANTED:
            self.state = self.State.NOT_TAKEN
        elif self.reason:
            telling.mail_waits(self, at)
        elif self.complaint is None:
            self._become(mail, at)
        elif is_from_a_party(self.sender, self.complaint, type(self).objects.taken()):
            self._join(self.complaint, mail, at)
        else:
            self.reason = self.Reason.OTHER_SENDER
            telling.mail_waits(self, at)

    @transaction.atomic
    def make_complaint(self, by, at):
        """The desk: it is a complaint of its own."""
        self._decide(by, at)
        self._become(self._original(), at)
        self.save()
        return self.complaint

    @transaction.atomic
    def assign(self, by, at, complaint):
        """The desk: it belongs to `complaint`; from now on its sender is known there."""
        self._decide(by, at)
        self._join(complaint, self._original(), at)
        self.save()
        return complaint

    @transaction.atomic
    def dismiss(self, by, at):
        """The desk: nothing is to be done."""
        self._decide(by, at)
        self.state = self.State.DISMISSED
        self.save()

    def _decide(self, by, at):
        lock(self)
        if not self.can_be_listed_by(by):
            raise PermissionDenied
        if not self.can_be_decided:
            facts = {"state": self.get_state_display(), "person": self.decided_by or gettext("the system")}
            raise InvalidTransition(gettext("Meanwhile, by %(person)s: %(state)s.") % facts)
        self.decided_by, self.decided_at, self.reason = by, at, ""

    def _original(self):
        """The mail read again with its files; what was too large has only its words."""
        if self.raw:
            with self.raw.open("rb") as file:
                return read(file.read())
        return ReadMail(self.message_id, self.sender, self.sender_name, self.subject, self.text)

    def _become(self, mail, at):
        text = f"{mail.subject}\n\n{mail.text}".strip()
        self.complaint = Complaint.receive(
            at,
            uuid.uuid5(uuid.NAMESPACE_URL, self.message_id),
            files=mail.files,
            channel=Complaint.Channel.EMAIL,
            caller_name=self.sender_name,
            caller_email=self.sender if len(self.sender) <= 254 else "",
            description=text or "—",
            language="zh-hans" if CHINESE.search(text) else "en",
        )
        self.state = self.State.NEW

    def _join(self, complaint, mail, at):
        others = {} if is_from_the_caller(self.sender, complaint) else {"sender": f"{self.sender_name} <{self.sender}>"}
        complaint.take_message(at, self.message_id, mail.text or mail.subject, mail.files, **others)
        self.complaint, self.state = complaint, self.State.ADDED


# What no person wrote is not taken, and nobody is told.
UNWANTED = (IncomingMail.Reason.AUTOMATIC, IncomingMail.Reason.OWN, IncomingMail.Reason.MANY)
