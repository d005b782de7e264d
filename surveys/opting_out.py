"""Somebody says that they do not want to be asked any more: kept with the contact, for this wave and all to come."""

from django.db import transaction

from crm_site.workflow import lock
from surveys import mailing
from surveys.models import DoNotAsk
from surveys.states import ResponseState, WaveState


def has_opted_out(unit):
    """Whether the person said so; of one who is not on file any more only the refusal is left."""
    if unit.contact is None:
        return unit.response.state == ResponseState.REFUSED
    return DoNotAsk.objects.filter(contact=unit.contact).exists()


@transaction.atomic
def do_not_ask(unit, at, by=None):
    """Take it down; `by` is the interviewer who was told, None the contact themself. A second time changes nothing."""
    lock(unit)
    if unit.contact is not None:
        DoNotAsk.objects.get_or_create(contact=unit.contact, defaults={"at": at, "wave": unit.wave, "by": by})
    mailing.withdraw_from(unit)
    if unit.wave.state == WaveState.FIELDWORK and unit.response.is_open:
        unit.response.refuse()
