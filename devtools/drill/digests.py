"""Everything overdue at once after an outage, with senders at work while the scan goes on: one mail for each person."""

import multiprocessing
import re
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import Random

from django.test.utils import override_settings

from deadlines.models import EscalationEvent
from deadlines.scanner import scan
from devtools.drill.company import AT, Report, found_company, make_due_clocks, start_process
from people.models import OutboxMessage
from people.sending import send_due

TO = re.compile(r"^To: (\S+)$", re.MULTILINE)
PATIENCE_SECONDS = 600


def drill_digests(number, scanners=2, senders=2, seed=1):
    # The reminder and the head's level: the deadline passed some hours ago.
    due = make_due_clocks(number, found_company(), Random(seed), levels=[2])
    start = time.perf_counter()
    with (
        tempfile.TemporaryDirectory() as folder,
        override_settings(EMAIL_BACKEND="django.core.mail.backends.filebased.EmailBackend", EMAIL_FILE_PATH=folder),
    ):
        scanning = [start_process(scan, AT) for _scanner in range(scanners)]
        is_over = multiprocessing.get_context("fork").Event()
        sending = [start_process(send_until, is_over) for _sender in range(senders)]
        for scanner in scanning:
            scanner.join()
        told = time.perf_counter() - start
        wait_for_outbox()
        is_over.set()
        for sender in sending:
            sender.join()
        mails = Counter(name for file in Path(folder).iterdir() for name in TO.findall(file.read_text()))
    report = verify(due, mails)
    seconds = time.perf_counter() - start
    report.figures |= {"seconds to record": round(told, 1), "seconds in all": round(seconds, 1)}
    return report


def send_until(is_over):
    """As often as beat would nudge, and oftener."""
    while not is_over.wait(0.2):
        send_due(AT)


def wait_for_outbox():
    limit = time.monotonic() + PATIENCE_SECONDS
    while OutboxMessage.objects.due(AT).exists() and time.monotonic() < limit:
        time.sleep(0.5)


def verify(due, mails):
    people = set(EscalationEvent.objects.order_by().values_list("recipient__email", flat=True).distinct())
    events, sent = EscalationEvent.objects.count(), OutboxMessage.objects.filter(state=OutboxMessage.State.SENT).count()
    report = Report()
    report.demand("people without a mail", len(people - mails.keys()))
    report.demand("people with more than one mail", sum(number > 1 for number in mails.values()))
    report.demand("levels not recorded", abs(sum(due.values()) - events))
    report.demand("messages not sent", events - sent)
    report.figures |= {"overdue clocks": len(due), "levels recorded": events, "people": len(people)}
    report.figures["mails"] = sum(mails.values())
    return report
