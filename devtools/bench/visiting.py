"""The rule run and coverage of visits, inside Django on the database of one size."""

import time


def measure_visits():
    """Seconds to propose the visits of all customers, to run the rules again, and to reckon the coverage of a quarter."""
    from django.utils import timezone

    from customers.models import Customer
    from people.models import User
    from visits.coverage import Coverage
    from visits.models import Visit
    from visits.proposing import propose
    from visits.stretches import Stretch

    at = timezone.now()
    Visit.objects.proposals().delete()
    made, first = timed(lambda: propose(at).made)
    _none, again = timed(lambda: propose(at))
    stretch = Stretch.of("quarter", timezone.localdate(at))
    analyst = User.objects.get(username="analyst")
    cells, coverage = timed(lambda: Coverage(analyst, stretch.first, stretch.last, at).cells())
    due = sum(cell.due for cell in cells.values())
    customers = Customer.objects.count()
    return {"customers": customers, "made": made, "run": first, "again": again, "due": due, "coverage": coverage}


def timed(function):
    start = time.perf_counter()
    result = function()
    return result, round(time.perf_counter() - start, 2)
