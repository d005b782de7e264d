"""What of surveys moves with customers that are handed over: open follow-ups, by the same deadline."""

from surveys.models import FollowUp


def find_follow_ups(customers, owner):
    """The open ones of `customers` (ids) that wait for `owner`."""
    return FollowUp.objects.open().filter(customer__in=customers, clock__doer=owner)


def move_follow_ups(customers, owner, receiver, _by, _at):
    """From now on they wait for `receiver`; returns how many."""
    moving = list(find_follow_ups(customers, owner).select_related("clock"))
    for follow_up in moving:
        follow_up.give_to(receiver)
    return len(moving)
