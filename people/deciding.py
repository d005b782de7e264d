"""Who decides on what somebody else proposed: the supervisor asked, or whoever stands above the department.

The author never decides, and nobody does in the author's place.
"""

from django.db.models import Q

from people.models import Role


def principal_who_decides(user, asked_id, department_id, authors):
    """The person in whose right `user` may decide: themself, somebody absent whose deputy they are, or None.

    `asked_id` is the supervisor who was asked (None: the proposal comes from the top), `department_id` the department of
    the account manager, `authors` the ids of those who wrote or handed in what is decided on.
    """
    if user.pk in authors:
        return None
    may = (
        person
        for person in user.principals
        if person.pk not in authors and _may_decide(person, asked_id, department_id, user.tree)
    )
    return next(may, None)


def asked_of(user):
    """What was put to `user`, or to somebody absent whose deputy the user is, as a condition on `approver`."""
    people = user.principals
    asked = Q(approver__in=[person.pk for person in people])
    if any(person.role == Role.ANALYST for person in people):
        asked |= Q(approver__isnull=True)
    return asked


def _may_decide(person, asked_id, department_id, tree):
    if not person.is_active or person.role == Role.ADMINISTRATOR:
        return False
    if person.pk == asked_id or (asked_id is None and person.role == Role.ANALYST):
        return True
    return any(_answers_for(person, unit) for unit in tree.lineage(department_id))


def _answers_for(person, unit):
    """Whether the person holds a post of the department, or supervises it by their own place."""
    supervises = person.role == Role.SUPERVISOR and person.department_id == unit.pk
    return supervises or person.pk in (unit.head_id, unit.supervising_leader_id)
