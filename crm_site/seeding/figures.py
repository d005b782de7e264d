"""Two years of monthly figures of the demo company, some of them by project; a few are not entered yet."""

from random import Random

from django.utils import timezone

from crm_site.seeding.mass_figures import add_figures
from customers.figures.months import shift
from customers.models import Customer, MonthlyFigure, Project
from customers.models.figure import FIGURES

MONTHS = 24
PROJECT_SHARE = 0.6
# Of so many customers one has not handed in the last month.
LATE = 9


def play_figures(seed, at):
    random = Random(f"{seed} figures")  # noqa: S311 - made-up data
    customers = list(Customer.objects.order_by("id").values_list("id", "grade", "lifecycle"))
    add_figures(customers, MONTHS, random, at)
    last = shift(timezone.localdate(at), -1)
    late = [pk for pk, _grade, _lifecycle in customers if random.randrange(LATE) == 0]
    MonthlyFigure.objects.filter(customer__in=late, month=last).delete()
    give_to_projects()


def give_to_projects():
    """From its start on, the greater part of a customer's business runs in its oldest project."""
    started = Project.objects.filter(started_on__isnull=False).order_by("customer", "-id")
    oldest = {project.customer_id: project for project in started}
    shares = []
    for row in MonthlyFigure.objects.filter(customer__in=oldest, project=None):
        project = oldest[row.customer_id]
        if row.month >= project.started_on:
            share = {
                name: type(getattr(row, name))(round(float(getattr(row, name)) * PROJECT_SHARE)) for name in FIGURES
            }
            shares.append(MonthlyFigure(customer_id=row.customer_id, project=project, month=row.month, **share))
            for name, value in share.items():
                setattr(row, name, getattr(row, name) - value)
            row.save()
    MonthlyFigure.objects.bulk_create(shares)
