"""Reminding the customer-relations office of what only people can know."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from deadlines.models import WorkingCalendar
from people.messaging import tell
from people.models import Role, User


def remind_of_unconfirmed_year(at):
    """From 1 November until next year's days are confirmed, tell the analysts once a day, or the administrators where
    there are none; returns how many."""
    year = WorkingCalendar.objects.default().unconfirmed_year_ahead(at)
    if year is None:
        return 0
    today = timezone.localdate(at)
    people = User.objects.active().select_related("deputy")
    asked = people.filter(role=Role.ANALYST) or people.filter(role=Role.ADMINISTRATOR)

    def words():
        title = _("The working calendar of %(year)s is not confirmed") % {"year": year}
        body = _(
            "Enter the holidays and adjusted working days that the State Council announced for %(year)s and "
            "confirm them. Until then, deadlines in that year are provisional."
        )
        return title, body % {"year": year}

    url = reverse("admin:deadlines_dayoverride_changelist") + f"?date__year={year}"
    return tell(asked, f"unconfirmed-year:{year}:{today}", words, url, at)
