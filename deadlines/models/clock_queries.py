"""How clocks are found: what is due, late, or waits for somebody."""

from collections import defaultdict

from django.db import models
from django.db.models import F, Q


class ClockQuerySet(models.QuerySet):
    def running(self):
        return self.filter(state="running")

    def open(self):
        """Running or paused."""
        return self.filter(ended_at__isnull=True)

    def due(self, at):
        """Running clocks with a level to fire by `at`, longest waiting first; one index, no joins."""
        return self.running().filter(next_due_at__lte=at).order_by("next_due_at", "id")

    def claim_due(self, at, limit):
        """Lock up to `limit` due clocks that no other scanner and no completion holds."""
        return list(self.due(at).select_for_update(skip_locked=True)[:limit])

    def save_next_levels(self, clocks):
        """Store what each of `clocks` waits for next, in a statement per level instead of a value per row."""
        by_level = defaultdict(list)
        for clock in clocks:
            by_level[clock.next_level].append(clock.pk)
        for level, ids in by_level.items():
            moment = None if level is None else F(f"level_due_at__{level.value}")
            self.filter(pk__in=ids).update(next_level=level, next_due_at=moment)

    def overdue(self, at):
        return self.running().filter(deadline__lt=at)

    def waiting_for(self, user):
        """What `user` is to do, in their own right or in place of somebody absent."""
        return self.running().filter(doer__in=[person.pk for person in user.principals])

    def late_around(self, user, at):
        """What others are late with in the departments that `user` supervises."""
        late = self.overdue(at).exclude(doer__in=[person.pk for person in user.principals])
        return late if user.sees_all else late.filter(department__in=user.supervised_departments)

    def outdated(self, yardstick):
        """Running clocks reckoned by an older version of their time limits or calendar than `yardstick` holds."""
        older = Q(pk__in=[])
        for policy in yardstick.policies.values():
            older |= Q(policy=policy, policy_version__lt=policy.version)
        for calendar in yardstick.calendars.values():
            older |= Q(calendar=calendar, calendar_version__lt=calendar.version)
        return self.running().filter(older)

    def reassess(self, at, **facts):
        """Reckon the open clocks among these anew whose `severity` or `grade` is now another; returns how many.

        In batches, passing over clocks that somebody holds just then: whoever calls it asks again later.
        """
        from deadlines.recomputation import reassess

        return reassess(self.open().exclude(**facts), at, facts)
