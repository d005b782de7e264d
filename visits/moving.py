"""What of the area moves when customers are handed over: open visits and proposals, and care tasks still to be done."""

from visits.models import CareTask, Visit
from visits.states import OPEN, State


def find_visits(customers, owner):
    return Visit.objects.filter(customer__in=customers, owner=owner, state__in=[*OPEN, State.PROPOSED])


def move_visits(customers, owner, receiver, by, at):
    visits = find_visits(customers, owner).select_related("report_clock")
    for visit in visits:
        visit.give_to(receiver, by, at)
    return len(visits)


def find_care_tasks(customers, owner):
    return CareTask.objects.to_do().filter(customer__in=customers, doer=owner)


def move_care_tasks(customers, owner, receiver, by, at):
    tasks = find_care_tasks(customers, owner).select_related("clock")
    for task in tasks:
        task.give_to(receiver, by, at)
    return len(tasks)
