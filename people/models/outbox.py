"""Messages that must leave the house: written with the event that causes them, sent by a task of their own.

The record is exactly once (`key` is unique); the sending is at least once.

    waiting → sent | dead (given up after the last attempt; administrators see it and may send it again)
"""

from django.db import connection, models
from django.db.models import Min, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# The first number of the lock under which the mails of one person are sent; the second is their id.
SENDING = 73_200


class OutboxMessageQuerySet(models.QuerySet):
    def due(self, at):
        """Waiting messages whose next attempt has come, oldest first."""
        return self.filter(state=OutboxMessage.State.WAITING, next_attempt_at__lte=at).order_by("next_attempt_at", "id")

    def recipients(self):
        """(id of our person or None, address of somebody outside) of those for whom something is here, whoever has
        waited longest first."""
        waiting = self.values("recipient_id", "address").annotate(first=Min("next_attempt_at")).order_by("first")
        return [(row["recipient_id"], row["address"]) for row in waiting]

    def claim(self, recipient_id, address=""):
        """Lock what waits for one person, unless another sender is at it; somebody outside gets one letter at a time.

        There may be very many, so each is only what sending needs to know of it.
        """
        messages = self.filter(recipient_id=recipient_id, address=address).select_for_update(skip_locked=True)
        messages = messages.values_list("pk", "key", "attempts", "is_urgent", named=True)
        if not recipient_id:
            return list(messages[:1])
        return list(messages) if _is_alone_with(recipient_id) else []

    def in_full(self, claimed):
        """The rows of `claimed`, in its order."""
        found = self.in_bulk([message.pk for message in claimed])
        return [found[message.pk] for message in claimed]

    def send_again(self, at):
        """Give the dead ones a new life, with all their attempts; returns how many."""
        dead = self.filter(state=OutboxMessage.State.DEAD)
        return dead.update(state=OutboxMessage.State.WAITING, attempts=0, next_attempt_at=at)


def _is_alone_with(recipient_id):
    """Two senders would each lock a part of what waits for one person, and send it as two mails."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [SENDING, recipient_id])
        return cursor.fetchone()[0]


class OutboxMessage(models.Model):
    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", pgettext_lazy("outbox", "Sent")
        DEAD = "dead", _("Given up")

    class Channel(models.TextChoices):
        EMAIL = "email", _("E-mail")

    key = models.CharField(_("key"), max_length=160, unique=True)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices, default=Channel.EMAIL)
    # Our own person; else the address and the language of somebody outside, such as a contact.
    recipient = models.ForeignKey(
        "people.User",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="outbox_messages",
        verbose_name=_("recipient"),
    )
    address = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    title = models.CharField(_("title"), max_length=200)
    body = models.TextField(_("text"), blank=True)
    url = models.CharField(pgettext_lazy("web", "address"), max_length=300, blank=True)
    # Where somebody outside can say that they want no more of these.
    unsubscribe_url = models.CharField(_("address to unsubscribe"), max_length=300, blank=True)
    # Where answers go, if not to the address that all our mail comes from.
    reply_to = models.EmailField(_("answers to"), blank=True)
    # Further headers of the mail to somebody outside, such as In-Reply-To.
    headers = models.JSONField(default=dict, db_default={}, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    is_urgent = models.BooleanField(_("urgent"), default=False, db_default=False)
    created_at = models.DateTimeField(_("written at"))
    next_attempt_at = models.DateTimeField(_("next attempt"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    last_error = models.TextField(_("last error"), blank=True)

    objects = OutboxMessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("outgoing message")
        verbose_name_plural = _("outgoing messages")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(recipient__isnull=False, address="") | (Q(recipient__isnull=True) & ~Q(address="")),
                name="outbox_for_our_person_or_an_address",
            ),
        ]
        indexes = [
            # The sender's claim; an idle run reads an empty index.
            models.Index(fields=["next_attempt_at", "id"], name="outbox_due", condition=Q(state="waiting")),
            # The status page counts those given up.
            models.Index(fields=["id"], name="outbox_dead", condition=Q(state="dead")),
            # The administrators' list, newest first.
            models.Index(fields=["-created_at", "-id"], name="outbox_list"),
        ]

    def __str__(self):
        return self.title

    @property
    def addressee(self):
        return self.recipient or self.address
