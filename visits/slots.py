"""At which times proposed visits may be made: on working days, where the person has nothing else."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from deadlines.models import WorkingCalendar
from visits.models import Visit

# Customers are visited at these times of a working day.
TIMES = (time(9, 30), time(11, 0), time(14, 0), time(15, 30))
# If everything is full for so long, two visits may well meet.
LONGEST_SEARCH = 30


class Slots:
    """The free times of one person from tomorrow on; a time that was given out is taken."""

    def __init__(self, owner, at):
        self.at = at
        self.working = WorkingCalendar.objects.default().working_time()
        # A first guess; who decides sees it beside the customer and may change it.
        planned = Visit.objects.open().filter(owner=owner, planned_at__gt=at).values_list("planned_at", flat=True)
        self.taken = set(planned)

    def next_for(self, visit):
        """The first free time on or after the day proposed."""
        tomorrow = timezone.localdate(self.at) + timedelta(days=1)
        day = first = max(visit.due_on or tomorrow, tomorrow)
        while day < first + timedelta(days=LONGEST_SEARCH):
            for moment in self._times_of(day):
                if moment not in self.taken:
                    self.taken.add(moment)
                    return moment
            day += timedelta(days=1)
        return timezone.make_aware(datetime.combine(first, TIMES[0]))

    def _times_of(self, day):
        """None on a day off."""
        moments = [timezone.make_aware(datetime.combine(day, hour)) for hour in TIMES]
        midnight = timezone.make_aware(datetime.combine(day, time()))
        if not self.working.between(midnight, midnight + timedelta(days=1)):
            return []
        return moments
