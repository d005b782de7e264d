"""The rule that no clock is forgotten, checked apart from the scanner that keeps it."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from deadlines.models import Clock, EscalationEvent, Heartbeat, Level
from deadlines.posts import Posts
from people import messaging

PATIENCE = timedelta(minutes=10)


def audit(at):
    """Count what must be nothing, and alarm the administrators once an hour for each cause that is not."""
    counts = {"stuck": stuck(at).count(), "forgotten": forgotten().count()}
    causes = [cause for cause, count in counts.items() if count]
    with transaction.atomic():
        Heartbeat.beat("auditor", at, **counts)
        alarm(causes, counts, at)
    return counts


def stuck(at):
    """Running clocks whose next level is long past: no scanner has taken them."""
    return Clock.objects.running().filter(next_due_at__lt=at - PATIENCE)


def forgotten():
    """Running clocks that wait for nothing although the last level has not been recorded."""
    armed = EscalationEvent.objects.filter(clock=OuterRef("pk"), arming=OuterRef("arming"))
    last_level = armed.filter(level=Level.GENERAL_MANAGER)
    return Clock.objects.running().filter(~Exists(last_level), next_due_at__isnull=True)


def alarm(causes, counts, at):
    messages = []
    for administrator in Posts(at).administrators if causes else []:
        with messaging.language_of(administrator):
            texts = {
                "stuck": _("%(count)s clocks are more than 10 minutes past their next level. Is a worker running?"),
                "forgotten": _("%(count)s clocks are running and wait for nothing: nobody will be told of them."),
            }
            messages += [
                messaging.Message(
                    recipient=administrator,
                    key=f"audit:{cause}:{at:%Y-%m-%dT%H}",
                    title=_("Deadlines need attention"),
                    body=texts[cause] % {"count": counts[cause]},
                    url=reverse("admin:deadlines_clock_changelist"),
                )
                for cause in causes
            ]
    messaging.post(messages, at)
