"""How many shipments stand behind the complaints of a report: those of the customers whose figures the reader may read."""

from django.db.models import F, Sum

from complaints.fact_filters import NONE
from customers.models import MonthlyFigure

# What shipments can be divided by; by everything else each row is set against all of the period.
DIVIDED = {"month": F("month"), "grade": F("customer__grade")}


def shipments_of(report):
    """A function that gives those of a value of the report's dimension; of None, all together."""
    figures = MonthlyFigure.objects.visible_to(report.user)
    if report.since:
        figures = figures.filter(month__gte=report.since)
    if report.until:
        figures = figures.filter(month__lte=report.until)
    if grade := report.chosen.get("grade"):
        figures = figures.filter(customer__grade="" if grade == NONE else grade)
    divided_by = DIVIDED.get(report.dimension.name)
    if divided_by is None:
        everything = figures.aggregate(sum=Sum("shipments", default=0))["sum"]
        return lambda _value: everything
    counts = dict(figures.order_by().values_list(divided_by).annotate(Sum("shipments")))
    return lambda value: sum(counts.values()) if value is None else counts.get(value, 0)
