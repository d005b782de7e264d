"""The states of a hand-over, and which hand-overs are shown to whom."""

from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import pgettext_lazy

from customers.models.handed_customer import HandedCustomer
from people.models import Role, User


class State(models.TextChoices):
    PROPOSED = "proposed", pgettext_lazy("hand-over", "Proposed")
    ACCEPTED = "accepted", pgettext_lazy("hand-over", "Accepted")
    DECLINED = "declined", pgettext_lazy("hand-over", "Declined")
    CANCELLED = "cancelled", pgettext_lazy("hand-over", "Cancelled")
    EFFECTIVE = "effective", pgettext_lazy("hand-over", "Effective")


OPEN = (State.PROPOSED, State.ACCEPTED)
BADGES = {State.PROPOSED: "badge-warn", State.ACCEPTED: "badge-info", State.EFFECTIVE: "badge-good"}


class HandOverQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Who proposed, receives or gives away; their supervisors; those who see all."""
        if user.sees_all:
            return self
        if user.role == Role.ADMINISTRATOR:
            return self.none()
        people = [person.pk for person in user.principals]
        if user.supervised_departments:
            staff = User.objects.filter(Q(department__in=user.supervised_departments) | Q(pk__in=people))
            people = list(staff.values_list("pk", flat=True))
        given = HandedCustomer.objects.filter(former_owner__in=people).values("hand_over")
        return self.filter(Q(receiver__in=people) | Q(proposed_by__in=people) | Q(pk__any_of=given))

    def open(self):
        return self.filter(state__in=OPEN)

    def due(self, at):
        """Accepted, and the day has come."""
        return self.filter(state=State.ACCEPTED, effective_on__lte=localdate(at))

    def for_list(self):
        counted = models.Count("customers")
        shown = self.select_related("receiver", "proposed_by", "decided_by").annotate(customer_count=counted)
        return shown.order_by("-proposed_at", "-id")
