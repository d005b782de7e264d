"""A round: one visit to each of several customers, one after the other in the free times of who goes."""

from dataclasses import dataclass, field
from uuid import uuid5

from visits.models import CareTask, Visit
from visits.slots import Slots


@dataclass
class Round:
    """What came of it: the visits planned; the customers whose file is not the person's to write in; and
    (customer, day) of those who have a visit to come already."""

    planned: list = field(default_factory=list)
    refused: list = field(default_factory=list)
    met: list = field(default_factory=list)


def plan_round(by, at, submission_key, customers, day, owner=None, occasion=None, **facts):
    """Plan the visits from `day` on; each stands for itself, and the same `submission_key` again makes none anew.

    Without `owner` the account manager of each customer goes, where `by` may send them, else `by`. With `occasion` the
    visit is the way in which the customer's task of that occasion is done.
    """
    made = Round()
    tasks = tasks_of(by, customers, occasion)
    senders = set(Visit.possible_owners(by))
    going = {each.pk: owner or (each.owner if each.owner in senders else by) for each in customers}
    slots = Slots(set(going.values()), at)
    keys = {each.pk: uuid5(submission_key, str(each.pk)) for each in customers}
    to_come = visits_to_come(customers, at, keys.values())
    for customer in customers:
        if not Visit.can_be_planned_for(customer, by):
            made.refused.append(customer)
        elif customer.pk in to_come:
            made.met.append((customer, to_come[customer.pk]))
        else:
            who = going[customer.pk]
            known = facts | {"owner": who, "care_task": tasks.get(customer.pk)}
            made.planned.append(Visit.plan(by, at, keys[customer.pk], customer, slots.next_on(who.pk, day), **known))
    return made


def tasks_of(user, customers, occasion):
    """{customer id: their next task of the occasion that is still to be done}"""
    if occasion is None:
        return {}
    open_tasks = CareTask.objects.visible_to(user).to_do().filter(customer__in=customers, occasion=occasion)
    return {task.customer_id: task for task in open_tasks.order_by("-day")}


def visits_to_come(customers, at, but):
    """{customer id: when the next one is}, of visits made under other keys than `but`."""
    planned = Visit.objects.open().filter(customer__in=customers, planned_at__gt=at).exclude(submission_key__in=but)
    return dict(planned.order_by("-planned_at").values_list("customer", "planned_at"))
