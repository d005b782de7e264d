"""Whether a complaint repeats an earlier one: found by the system, and taken back by people who know better."""

from datetime import timedelta
from functools import reduce
from operator import or_

from django.conf import settings
from django.db import transaction
from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from complaints.loop import State
from complaints.models.machinery import Kind
from crm_site.naming import in_both_languages
from crm_site.workflow import InvalidTransition, lock
from people.models import Role

# The facts by which a repeat is found.
FACTS = frozenset({"waybills", "customer", "contact", "caller_phone", "caller_email", "cause"})
# In the order in which the conditions of `_earlier_same` count.
REASONS = (_("the same waybill number"), _("the same caller"), _("the same customer and cause"))


class ComplaintRepeats:
    """For `Complaint`."""

    def can_be_told_apart_by(self, user):
        """The desk and the customer-relations office, also when it has ended: figures count repeats."""
        if self.repeat_of_id is None or user.pk == self.against_id:
            return False
        return any(person.role in (Role.DESK, Role.ANALYST) for person in user.principals)

    @transaction.atomic
    def tell_apart(self, by, at, reason=""):
        """It is another matter than the one that it was said to repeat; the system does not say so again."""
        lock(self)
        if self.repeat_of_id is None:
            raise InvalidTransition(self._present())
        self._require(self.can_be_told_apart_by(by))
        number, self.repeat_of = self.repeat_of.number, None
        self.save(update_fields=["repeat_of"])
        return self._write(Kind.NOT_REPEAT, by, None, at, note=reason, number=number)

    def _find_repeat(self, at):
        """Say which earlier one it repeats, unless somebody has decided on that."""
        if self.repeat_of_id or self.log.filter(kind=Kind.NOT_REPEAT).exists():
            return
        if earlier := self._earlier_same():
            self.repeat_of_id = earlier["kept"]
            self.save(update_fields=["repeat_of"])
            reason = in_both_languages(REASONS[earlier["nearness"]])
            self._write(Kind.REPEAT, None, None, at, number=self.repeat_of.number, reason=reason)

    def _earlier_same(self):
        """The latest with one of its waybills, else of its caller, else of its customer and cause; the latter two within
        some weeks, because who calls often and who has the same trouble every year does not repeat themself.
        """
        same = (self._same_waybill(), self._same_caller(), self._same_cause())
        known = {place: condition for place, condition in enumerate(same) if condition}
        if not known:
            return None
        cases = [When(condition, then=Value(place)) for place, condition in known.items()]
        rows = type(self).objects.filter(reduce(or_, known.values()), received_at__lte=self.received_at)
        rows = rows.exclude(self._of_one_telling()).annotate(
            kept=Coalesce("merged_into_id", "pk"), nearness=Case(*cases, output_field=IntegerField())
        )
        ordered = rows.exclude(kept=self.pk).order_by("nearness", "-received_at", "-pk")
        return ordered.values("kept", "nearness").first()

    def _of_one_telling(self):
        """Itself, what was told in one go with it, and what was taken back."""
        together = Q(pk=self.pk) | Q(split_from=self.pk) | Q(state=State.WITHDRAWN)
        if self.split_from_id:
            together |= Q(pk=self.split_from_id) | Q(split_from=self.split_from_id)
        return together

    def _same_waybill(self):
        return Q(waybills__overlap=self.waybills) if self.waybills else None

    def _same_caller(self):
        same = Q()
        if self.contact_id:
            same |= Q(contact=self.contact_id)
        if self.caller_phone:
            same |= Q(caller_phone=self.caller_phone)
        if self.caller_email:
            same |= Q(caller_email__iexact=self.caller_email)
        return same & self._lately() if same else None

    def _same_cause(self):
        if not (self.customer_id and self.cause_id):
            return None
        return Q(customer=self.customer_id, cause=self.cause_id) & self._lately()

    def _lately(self):
        return Q(received_at__gte=self.received_at - timedelta(days=settings.COMPLAINT_REPEAT_DAYS))
