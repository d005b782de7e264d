"""Invitations and reminders by e-mail, through the outbox, only to those who have not answered.

Keys are survey:<wave>:<unit>:<what>, so each mail is written once, and one that still waits can be withdrawn.
"""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from crm_site.celery import nudge
from people import messaging
from people.models import OutboxMessage
from surveys import links

INVITATION = "invitation"
REMINDER = "reminder"
# Nobody is written to twice within this time.
REST = timedelta(days=1)


def send_soon():
    """Write the invitations once the transaction commits; the periodic task finds what a stopped broker held up."""
    from surveys.tasks import write_invitations

    nudge(write_invitations)


def write_due(at):
    """Write the invitations and reminders that are due at `at` in all waves that ask by web; returns how many."""
    from surveys.models import Wave

    written = 0
    for pk in Wave.objects.in_fieldwork().by_web().values_list("pk", flat=True):
        with transaction.atomic():
            # Two workers at once: the second one passes over what the first one has in hand.
            wave = Wave.objects.in_fieldwork().select_for_update(skip_locked=True).filter(pk=pk).first()
            if wave is not None:
                written += invite(wave, at) + sum(remind(wave, units, at) for units in due_reminders(wave, at))
    return written


def addressed(wave):
    """Those who can still be written to: unanswered, with an address, still there and willing."""
    reachable = wave.units.unanswered().exclude(email="").filter(contact__left_since__isnull=True)
    return reachable.filter(contact__isnull=False, contact__do_not_ask__isnull=True)


def invite(wave, at):
    """Write to all who have not been invited yet, but not while they are on the line; returns to how many."""
    units = list(_for_mail(addressed(wave).filter(invited_at__isnull=True).exclude(claimed_until__gt=at)))
    _write([(unit, INVITATION) for unit in units], at)
    wave.units.filter(pk__in=[unit.pk for unit in units]).update(invited_at=at, asked_at=at)
    return len(units)


def remind(wave, units, at):
    """Write a reminder to `units` (a queryset); returns to how many."""
    units = list(_for_mail(units))
    _write([(unit, f"{REMINDER}-{unit.reminders + 1}") for unit in units], at)
    ids = [unit.pk for unit in units]
    wave.units.filter(pk__in=ids).update(reminders=F("reminders") + 1, reminded_at=at, asked_at=at)
    return len(units)


def due_reminders(wave, at):
    """For each reminder day that has passed, those who were not reminded so often yet."""
    for number, days in enumerate(sorted(wave.reminder_days)):
        yield not_written_to_lately(wave, at).filter(reminders=number, invited_at__lte=at - timedelta(days=days))


def not_written_to_lately(wave, at):
    """Invited, unanswered, and at rest since yesterday."""
    last = Coalesce("reminded_at", "invited_at")
    return addressed(wave).alias(last_mail=last).filter(invited_at__isnull=False, last_mail__lte=at - REST)


def withdraw(wave):
    """Mails of the wave that have not left yet do not leave; whose invitation it was can be invited again."""
    _withdraw(wave, f"survey:{wave.pk}:")


def withdraw_from(unit):
    """The same for one person, who has answered meanwhile."""
    _withdraw(unit.wave, f"survey:{unit.wave_id}:{unit.pk}:")


def _withdraw(wave, start):
    waiting = OutboxMessage.objects.filter(state=OutboxMessage.State.WAITING, key__startswith=start)
    ids = {INVITATION: [], REMINDER: []}
    for key in waiting.select_for_update(skip_locked=True).values_list("key", flat=True):
        _survey, _wave, unit, what = key.split(":")
        ids[what.partition("-")[0]].append(int(unit))
    if not any(ids.values()):
        return
    waiting.delete()
    wave.units.filter(pk__in=ids[INVITATION]).update(invited_at=None)
    wave.units.filter(pk__in=ids[REMINDER]).update(reminders=F("reminders") - 1, reminded_at=None)


def _for_mail(units):
    return units.select_related("response", "owner", "wave").order_by("order")


def _write(mails, at):
    OutboxMessage.objects.bulk_create((_message(unit, what, at) for unit, what in mails), ignore_conflicts=True)
    if mails:
        messaging.send_soon()


def _message(unit, what, at):
    language = unit.response.language or settings.LANGUAGE_CODE
    with translation.override(language):
        title, body = _invitation(unit) if what == INVITATION else _reminder(unit)
    # Of several contacts of one customer each is written to.
    change = f"-{unit.contact_changes}" if unit.contact_changes else ""
    return OutboxMessage(
        key=f"survey:{unit.wave_id}:{unit.pk}:{what}{change}",
        address=unit.email,
        language=language,
        title=title,
        body=body,
        url=links.address_of(unit),
        unsubscribe_url=reverse("survey:opt_out", args=[links.token_of(unit)]),
        created_at=at,
        next_attempt_at=at,
    )


def _invitation(unit):
    body = _(
        "Dear %(name)s,\n\nhow satisfied are you with our logistics services? Your answers show us what to improve "
        "first. It takes about ten minutes; you can stop at any time and go on later, also on your phone. The link is "
        "yours alone, please do not pass it on."
    )
    return _("How satisfied are you with our services?"), _signed(unit, body)


def _reminder(unit):
    body = _(
        "Dear %(name)s,\n\nlately we asked you how satisfied you are with our logistics services. Your answer is still "
        "missing, and it counts. What you have filled in already is kept."
    )
    return _("Reminder: how satisfied are you with our services?"), _signed(unit, body)


def _signed(unit, body):
    text = body % {"name": unit.name}
    return f"{text}\n\n{_('Your account manager: %(name)s') % {'name': unit.owner}}" if unit.owner else text
