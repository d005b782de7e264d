"""The states of a care task, and what of it goes where in the contact log."""

from django.db import models
from django.utils.translation import pgettext_lazy

from customers.models import ContactCost, ContactEntry
from visits.models.occasion import Way

APPROVAL = "visit.gift"
# What can be planned of a task while it is to be done.
PLAN = ("way", "in_name_of", "gift", "budget", "doer", "contact")
CHANNELS = {
    Way.VISIT: ContactEntry.Channel.VISIT,
    Way.LETTER: ContactEntry.Channel.LETTER,
    Way.GIFT: ContactEntry.Channel.GIFT,
    Way.FLOWERS: ContactEntry.Channel.GIFT,
    Way.MESSAGE: ContactEntry.Channel.WECHAT,
}
# Everything else is a gift.
CATEGORIES = {Way.LETTER: ContactCost.Category.OTHER, Way.MESSAGE: ContactCost.Category.OTHER}


class CareState(models.TextChoices):
    OPEN = "open", pgettext_lazy("care task", "To be done")
    ASKED = "asked", pgettext_lazy("care task", "Waits for approval")
    APPROVED = "approved", pgettext_lazy("care task", "Approved")
    DONE = "done", pgettext_lazy("care task", "Done")
    SKIPPED = "skipped", pgettext_lazy("care task", "Skipped")


TO_DO = (CareState.OPEN, CareState.ASKED, CareState.APPROVED)
BADGES = {
    CareState.ASKED: "badge-warn",
    CareState.APPROVED: "badge-good",
    CareState.DONE: "badge-good",
    CareState.OPEN: "badge-info",
}
