"""Results of surveys: a wave in which every customer answered, a second one against it, and the page that shows them."""

import time
from datetime import timedelta


def measure_survey():
    """Seconds to reckon the results of a wave, and of a second one against it; milliseconds of the slowest part of the
    page."""
    from django.test import Client
    from django.utils import timezone

    from crm_site.seeding.mass_surveys import add_wave
    from customers.models import Customer
    from people.models import User
    from surveys.models import Answer, ResultSnapshot
    from surveys.results.parts import PARTS

    at, sheets = timezone.now(), Customer.objects.count()
    first = add_wave(sheets, at - timedelta(days=365))
    answers = Answer.objects.filter(response__unit__wave=first).count()
    compute = timed(ResultSnapshot.compute, first, at)
    second = add_wave(sheets, at)
    compare = timed(ResultSnapshot.compute, second, at)
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(User.objects.get(username="analyst"))
    addresses = [f"/surveys/{second.pk}/results/?part={part}" for part in PARTS]
    # The first request also loads what a process loads once.
    client.get(addresses[0])
    page = round(1000 * max(timed(client.get, address) for address in addresses))
    return {"sheets": sheets, "answers": answers, "compute": compute, "compare": compare, "page": page}


def timed(function, *arguments):
    start = time.perf_counter()
    function(*arguments)
    return round(time.perf_counter() - start, 2)
