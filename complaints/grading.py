"""The grade of a customer changes while a complaint waits: its time limit follows."""

from django.db.models import F

from complaints.models import ComplaintStep
from deadlines.models import Clock


def follow_grades(at):
    """Reckon the waiting steps anew whose customers have another grade now; returns how many.

    A grade changes in many places (the monthly valuation, a grade given by hand and its end, an import); the table
    knows it, whoever changed it.
    """
    waiting = ComplaintStep.objects.open().exclude(clock__grade=F("complaint__customer__grade"))
    waiting = waiting.filter(complaint__customer__isnull=False, clock__ended_at=None).order_by()
    grades = set(waiting.values_list("complaint__customer__grade", flat=True))
    return sum(
        Clock.objects.filter(complaint_step__in=waiting.filter(complaint__customer__grade=grade)).reassess(
            at, grade=grade
        )
        for grade in grades
    )
