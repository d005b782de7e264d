"""What of surveys moves with customers that are handed over: open follow-ups, by the same deadline; and with somebody who
works for another customer now."""

from surveys.models import DoNotAsk, FollowUp


def find_follow_ups(customers, owner):
    """The open ones of `customers` (ids) that wait for `owner`."""
    return FollowUp.objects.open().filter(customer__in=customers, clock__doer=owner)


def move_follow_ups(customers, owner, receiver, _by, _at):
    """From now on they wait for `receiver`; returns how many."""
    moving = list(find_follow_ups(customers, owner).select_related("clock"))
    for follow_up in moving:
        follow_up.give_to(receiver)
    return len(moving)


def keep_unasked(former, present):
    """Who does not want to be asked is not asked at the new customer either."""
    if wish := DoNotAsk.objects.filter(contact=former).first():
        DoNotAsk.objects.get_or_create(contact=present, defaults={"at": wish.at, "wave": wish.wave, "by": wish.by})
