"""Scanners killed at random while others complete what is due: every level once, and none after the end."""

import multiprocessing
import time
from random import Random

from django.db import transaction
from django.db.models import Count

from deadlines.auditor import audit
from deadlines.models import Clock, EscalationEvent
from deadlines.scanner import scan
from devtools.drill.company import AT, Report, found_company, make_due_clocks, start_process
from people.models import Notification, OutboxMessage

# How long a backend may take to notice that its scanner is gone.
PATIENCE_SECONDS = 60


def drill_clocks(number, scanners=4, completers=2, kills=16, seed=1):
    random = Random(seed)
    due = make_due_clocks(number, found_company(), random)
    to_complete = random.sample(sorted(due), number // 3)
    start = time.perf_counter()
    completing = [Completer(to_complete[part::completers]) for part in range(completers)]
    killed = kill_scanners(scanners, kills, random)
    completed = {pk: seen for completer in completing for pk, seen in completer.result().items()}
    catch_up()
    report = verify(due, completed)
    seconds = time.perf_counter() - start
    report.figures |= {"scanners killed": killed, "seconds": round(seconds, 1)}
    report.figures["events per second"] = round(report.figures["events"] / seconds)
    return report


def kill_scanners(scanners, kills, random):
    """Let so many scan at once, kill one after the other and start another in its place; returns how many died."""
    running = [start_process(scan, AT) for _scanner in range(scanners)]
    killed = 0
    while killed < kills and any(scanner.is_alive() for scanner in running):
        time.sleep(random.uniform(0.02, 0.5))
        victim = running.pop(random.randrange(scanners))
        victim.kill()
        victim.join()
        killed += victim.exitcode < 0
        running.append(start_process(scan, AT))
    for scanner in running:
        scanner.join()
    return killed


def catch_up():
    """The restart: scan until nothing is due. What a killed scanner had locked is free when its backend notices."""
    limit = time.monotonic() + PATIENCE_SECONDS
    while Clock.objects.due(AT).exists() and time.monotonic() < limit:
        scan(AT)


class Completer:
    """Completes clocks in a process of its own, and notes what had been told of each in the same transaction."""

    def __init__(self, ids):
        self.receiver, sender = multiprocessing.Pipe(duplex=False)
        self.process = start_process(self._complete, ids, sender)

    def _complete(self, ids, sender):
        seen = {}
        for pk in ids:
            with transaction.atomic():
                clock = Clock.objects.get(pk=pk)
                clock.complete(AT)
                seen[pk] = clock.events.count()
        sender.send(seen)

    def result(self):
        seen = self.receiver.recv()
        self.process.join()
        return seen


def verify(due, completed):
    """Compare what was recorded with what had to be: all due levels, and of an ended clock what it had at its end."""
    events = EscalationEvent.objects.all()
    told = dict(events.values("clock").annotate(number=Count("pk")).order_by().values_list("clock", "number"))
    distinct = events.order_by().values("clock", "arming", "level", "recipient").distinct().count()
    open_ones = due.keys() - completed.keys()
    total, found = sum(told.values()), audit(AT)
    report = Report()
    report.demand("clocks without all their levels", sum(told.get(pk, 0) != due[pk] for pk in open_ones))
    report.demand("clocks told of after their end", sum(told.get(pk, 0) != seen for pk, seen in completed.items()))
    report.demand("clocks told of in part", sum(seen not in (0, due[pk]) for pk, seen in completed.items()))
    report.demand("events twice", total - distinct)
    report.demand("messages too many or too few", abs(Notification.objects.count() - total))
    report.demand("mails too many or too few", abs(OutboxMessage.objects.count() - total))
    report.demand("stuck or forgotten clocks", found["stuck"] + found["forgotten"])
    report.figures |= {
        "due clocks": len(due),
        "completed meanwhile": len(completed),
        "of them before any level": sum(not seen for seen in completed.values()),
        "events expected": sum(due[pk] for pk in open_ones) + sum(completed.values()),
        "events": total,
        "distinct events": distinct,
    }
    return report
