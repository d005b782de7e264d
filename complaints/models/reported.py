"""What reports ask of complaints: which of them are counted, and what became of each. Lists filter by the same."""

from datetime import timedelta

from django.db.models import DecimalField, Exists, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from complaints.loop import ENDED, Outcome, State, Step
from complaints.models.log import ComplaintLog
from complaints.models.step import ComplaintStep

SATISFACTIONS = (Outcome.SATISFIED, Outcome.PARTLY, Outcome.NOT_SATISFIED)
# How many days an open complaint is old: from, and before.
AGES = {
    "0": (_("up to 7 days"), 0, 7),
    "7": (_("8 to 14 days"), 7, 14),
    "14": (_("15 to 30 days"), 14, 30),
    "30": (_("31 to 90 days"), 30, 90),
    "90": (_("over 90 days"), 90, 36_500),
}


class ReportedComplaints(QuerySet):
    """For `ComplaintQuerySet`."""

    def unmerged(self):
        """One that was merged is counted as the one that it became."""
        return self.exclude(state=State.MERGED)

    def counted(self):
        """Malicious ones are counted apart."""
        return self.unmerged().filter(is_malicious=False)

    def closed_here(self):
        """Closed after all steps were done here: not withdrawn, not from an older register."""
        return self.filter(state=State.CLOSED, is_imported=False)

    def with_late_step(self, step=None):
        """Those of which a step, or one of this kind, was done after its deadline."""
        late = ComplaintStep.objects.done().filter(was_late=True)
        return self.filter(pk__in=(late.filter(step=step) if step else late).values("complaint"))

    def with_reopening(self):
        reopenings = ComplaintLog.objects.filter(complaint=OuterRef("pk"), kind=ComplaintLog.Kind.REOPENED)
        return self.annotate(was_reopened=Exists(reopenings))

    def with_worked_seconds(self):
        """The working time of all steps together, whatever became of each."""
        steps = ComplaintStep.objects.filter(complaint=OuterRef("pk")).order_by().values("complaint")
        return self.annotate(worked_seconds=Subquery(steps.annotate(sum=Sum("worked_seconds")).values("sum")))

    def with_satisfaction(self):
        """`satisfaction`: what the customer said in the last follow-up call, or in the older register; else empty."""
        calls = ComplaintStep.objects.filter(
            complaint=OuterRef("pk"), step=Step.FOLLOW_UP, outcome__in=SATISFACTIONS
        ).order_by("-cycle")
        return self.annotate(
            satisfaction=Coalesce(Subquery(calls.values("outcome")[:1]), "register_entry__satisfaction")
        )

    def with_money(self):
        """`paid`: the compensation of the claim or of the older register; `recovered`: what others gave back of it."""
        from complaints.models.claim import Recovery

        recoveries = Recovery.objects.filter(claim__complaint=OuterRef("pk")).order_by().values("claim")
        nothing = Value(0, DecimalField(max_digits=14, decimal_places=2))
        return self.annotate(
            paid=Coalesce("claim__paid_amount", "register_entry__compensation", nothing),
            recovered=Coalesce(Subquery(recoveries.annotate(sum=Sum("amount")).values("sum")), nothing),
        )

    def of_age(self, band, at):
        """Open ones received so many days before `at`."""
        _label, first, last = AGES[band]
        days = {"received_at__lte": at - timedelta(days=first), "received_at__gt": at - timedelta(days=last)}
        return self.exclude(state__in=ENDED).filter(**days)
