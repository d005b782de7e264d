"""At which times visits may be made: on working days, where the person has nothing else."""

from collections import defaultdict
from datetime import datetime, time, timedelta

from django.utils import timezone

from deadlines.models import WorkingCalendar
from visits.models import Visit

# Customers are visited at these times of a working day.
TIMES = (time(9, 30), time(11, 0), time(14, 0), time(15, 30))
# If everything is full for so long, two visits may well meet.
LONGEST_SEARCH = 30


class Slots:
    """The free times of some people from tomorrow on, as first guesses; a time that was given out is taken."""

    def __init__(self, owners, at):
        self.tomorrow = timezone.localdate(at) + timedelta(days=1)
        self.working = WorkingCalendar.objects.default().working_time()
        self.taken = defaultdict(set)
        planned = Visit.objects.open().filter(owner__in=owners, planned_at__gt=at)
        for owner, moment in planned.values_list("owner", "planned_at"):
            self.taken[owner].add(moment)

    def next_for(self, visit):
        """The first free time on or after the day proposed."""
        return self.next_on(visit.owner_id, visit.due_on)

    def next_on(self, owner_id, day=None):
        day = first = max(day or self.tomorrow, self.tomorrow)
        while day < first + timedelta(days=LONGEST_SEARCH):
            for moment in self._times_of(day):
                if moment not in self.taken[owner_id]:
                    self.taken[owner_id].add(moment)
                    return moment
            day += timedelta(days=1)
        return timezone.make_aware(datetime.combine(first, TIMES[0]))

    def _times_of(self, day):
        """None on a day off."""
        midnight = timezone.make_aware(datetime.combine(day, time()))
        if not self.working.between(midnight, midnight + timedelta(days=1)):
            return []
        return [timezone.make_aware(datetime.combine(day, hour)) for hour in TIMES]
