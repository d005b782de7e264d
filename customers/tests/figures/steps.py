"""An import of figures as a person does it, and what it left on file."""

from customers.models import MonthlyFigure
from customers.tests.importing.files import workbook
from customers.tests.importing.steps import FIGURES, check, confirm, csv, upload


def checked(client, *rows, name="数据.csv", **options):
    return check(client, upload(client, csv(*rows), name, FIGURES), **options)


def checked_workbook(client, *rows, merged=(), name="数据.xlsx", **options):
    return check(client, upload(client, workbook(*rows, merged=merged), name, FIGURES), **options)


def imported(client, *rows, **options):
    return confirm(client, checked(client, *rows, **options))


def figures(customer, *names):
    """{"2025-01": (value of each name, …)} of all rows of a customer."""
    rows = MonthlyFigure.objects.of(customer).order_by("month").values_list("month", *names)
    return {f"{month:%Y-%m}": tuple(map(float, values)) for month, *values in rows}
