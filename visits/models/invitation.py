"""Whom we invite to our own days and events 周年庆典与活动, what they reply, and who came.

An invitation belongs to one occurrence of an occasion of our own, its day. Who came is written into the contact log.
"""

import uuid
from datetime import datetime, time

import pghistory
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from crm_site.choices import label_of
from crm_site.workflow import InvalidTransition, lock
from customers.models import Activity, ContactEntry, Customer
from visits.models.occasion import Occasion

# One press of a button invites at most so many.
MOST_AT_ONCE = 1000


class Reply(models.TextChoices):
    OPEN = "open", pgettext_lazy("reply", "No answer")
    ACCEPTED = "accepted", pgettext_lazy("reply", "Accepted")
    DECLINED = "declined", pgettext_lazy("reply", "Declined")


class InvitationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the customers whose file the person may read."""
        if user.sees_all:
            return self
        return self.filter(customer__in=Customer.objects.readable_by(user).values("pk"))

    def to(self, occasion, day):
        return self.filter(occasion=occasion, day=day)

    def for_list(self):
        return self.select_related("customer__owner", "contact", "entry")

    def counts(self):
        """How many are invited, by their reply, and how many came."""
        by_reply = {reply.value: Count("pk", filter=Q(reply=reply)) for reply in Reply}
        return self.aggregate(invited=Count("pk"), attended=Count("pk", filter=Q(attended=True)), **by_reply)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=["submission_key"])
class Invitation(models.Model):
    Reply = Reply

    occasion = models.ForeignKey(
        Occasion, models.PROTECT, related_name="invitations", verbose_name=pgettext_lazy("invitation", "event")
    )
    day = models.DateField(_("day"))
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="event_invitations", verbose_name=_("customer"))
    contact = models.ForeignKey(
        "customers.Contact", models.CASCADE, related_name="event_invitations", verbose_name=_("who is invited")
    )
    invited_by = models.ForeignKey("people.User", models.PROTECT, related_name="+", verbose_name=_("invited by"))
    invited_at = models.DateTimeField(_("invited"))
    reply = models.CharField(
        _("reply"), max_length=10, choices=Reply.choices, default=Reply.OPEN, db_default=Reply.OPEN
    )
    # Empty until somebody has said whether they came.
    attended = models.BooleanField(_("attended"), null=True, blank=True)
    entry = models.OneToOneField(
        "customers.ContactEntry", models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    changed_by = models.ForeignKey("people.User", models.PROTECT, related_name="+", editable=False)
    changed_at = models.DateTimeField(_("changed"), editable=False)
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            # However often a button is pressed, and by however many at once. Serves the list of an event as well.
            models.UniqueConstraint(fields=["occasion", "day", "contact"], name="invitation_once"),
            models.CheckConstraint(
                condition=Q(entry__isnull=True) | Q(attended=True), name="invitation_entry_of_who_came"
            ),
        ]

    get_reply_display = label_of(Reply, "reply")

    def __str__(self):
        return f"{self.occasion} · {self.contact}"

    def get_absolute_url(self):
        return self.occasion.event_url(self.day)

    def can_be_changed_by(self, user):
        """Who may write in the customer's file."""
        return self.customer.can_be_edited_by(user)

    @classmethod
    @transaction.atomic
    def invite(cls, by, at, occasion, day, contacts):
        """Invite those of `contacts` who are not invited yet; returns how many. Refused outside `by`'s own files."""
        occasion = Occasion.objects.select_for_update().get(pk=occasion.pk)
        if not occasion.is_event_on(day):
            raise ValidationError(gettext("There is no such event on this day."))
        invited = set(cls.objects.to(occasion, day).values_list("contact", flat=True))
        new = [contact for contact in contacts if contact.pk not in invited]
        customers = {contact.customer_id for contact in new}
        if Customer.objects.editable_by(by).filter(pk__in=customers).count() < len(customers):
            raise PermissionDenied
        facts = {"occasion": occasion, "day": day, "invited_by": by, "invited_at": at}
        facts |= {"changed_by": by, "changed_at": at}
        made = [cls(contact=contact, customer_id=contact.customer_id, **facts) for contact in new]
        cls.objects.bulk_create(made)
        Activity.objects.bulk_create(each._activity("care.invited", by, at) for each in made)
        return len(made)

    @transaction.atomic
    def answer(self, by, at, reply, version):
        """What they said: accepted, declined, or nothing yet."""
        self._expect(by, version)
        if reply != self.reply:
            self._save(by, at, reply=reply)
            self._activity("care.replied", by, at, reply=self.get_reply_display()).save()
        return self

    @transaction.atomic
    def attend(self, by, at, attended, version):
        """Whether they came. It goes into the contact log; what was ticked by mistake is taken out again."""
        self._expect(by, version)
        if self.day > timezone.localdate(at):
            raise ValidationError(gettext("The event has not taken place yet."))
        if attended and not self.entry:
            self._save(by, at, attended=True, entry=self._write_in_log(by, at))
        elif not attended:
            self._take_out_of_log(by, at)
        return self

    @transaction.atomic
    def withdraw(self, by, at, version):
        """They are not invited any more."""
        self._expect(by, version)
        if self.attended:
            raise ValidationError(gettext("Who came stays on the list."))
        self._activity("care.uninvited", by, at).save()
        self.delete()

    def _write_in_log(self, by, at):
        noon = timezone.make_aware(datetime.combine(self.day, time(12)))
        summary = gettext("Attended: %(event)s") % {"event": self.occasion}
        facts = {"channel": ContactEntry.Channel.EVENT, "happened_at": min(noon, at), "summary": summary}
        return ContactEntry.write(by, at, uuid.uuid4(), self.customer, contacts=[self.contact], **facts)

    def _take_out_of_log(self, by, at):
        entry = self.entry
        if entry and entry.answer_clock_id:
            raise InvalidTransition(gettext("An answer was promised in its entry of the contact log, so it stays."))
        self._save(by, at, attended=False, entry=None)
        if entry:
            entry.delete()

    def _expect(self, by, version):
        """Lock the row; refuse what was read before a change, and what may not be done."""
        lock(self)
        if version != self.version:
            facts = {
                "contact": self.contact,
                "person": self.changed_by,
                "time": date_format(timezone.localtime(self.changed_at), "SHORT_DATETIME_FORMAT"),
            }
            message = gettext("The invitation of %(contact)s was changed by %(person)s on %(time)s.")
            raise InvalidTransition(message % facts)
        if not self.can_be_changed_by(by):
            raise PermissionDenied

    def _save(self, by, at, **values):
        for name, value in values.items():
            setattr(self, name, value)
        self.changed_by, self.changed_at, self.version = by, at, self.version + 1
        self.save(update_fields=[*values, "changed_by", "changed_at", "version"])

    def _activity(self, kind, by, at, **facts):
        about = {"who": self.contact.name, "occasion": self.occasion.both_names, "day": self.day.isoformat()}
        url = self.get_absolute_url()
        return Activity(customer_id=self.customer_id, kind=kind, by=by, at=at, url=url, facts=about | facts)
