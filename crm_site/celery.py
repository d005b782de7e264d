"""The Celery application and the one table of periodic jobs.

Beat only nudges: each task asks the database what is due, so that a late, doubled or lost nudge changes nothing.
A nudge expires before the next one is sent, so a worker that was away does not find a queue of stale ones.
"""

import logging
import os

from celery import Celery
from django.db import transaction
from kombu.exceptions import OperationalError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crm_site.settings")

logger = logging.getLogger(__name__)

app = Celery("crm_site")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


def every(seconds, task):
    """One row of the beat table: `task` is nudged every `seconds` and a nudge not taken by then is dropped."""
    return {"task": task, "schedule": float(seconds), "options": {"expires": seconds}}


app.conf.beat_schedule = {
    # A deadline may be noticed at most this late.
    "scan clocks": every(30, "deadlines.tasks.scan_clocks"),
    # Mail leaves as soon as it is written (see `nudge`); this sends what a stopped broker or mail server held up.
    "send outbox": every(30, "people.tasks.send_outbox"),
    # The status page says whether a worker is alive by the age of this beat.
    "worker heartbeat": every(30, "deadlines.tasks.beat_worker"),
    # The rule that no clock is forgotten is checked apart from the scanner that keeps it.
    "audit clocks": every(600, "deadlines.tasks.audit_clocks"),
    # Time limits and calendars are edited while clocks run; whoever edited them looks at the result within a minute or two.
    "recompute clocks": every(60, "deadlines.tasks.recompute_clocks"),
    # A pause ends at the moment agreed on; the deadline is reckoned from that moment, however late this comes.
    "resume clocks": every(60, "deadlines.tasks.resume_clocks"),
    # Customers are graded in several places; their complaints get the time limits of the new grade within minutes.
    "follow grades": every(300, "complaints.tasks.follow_grades"),
    # Whoever edits a limit for notices of claim nudges it; this finds what a stopped broker or a crash left.
    "follow limits of notices of claim": every(300, "complaints.tasks.follow_notice_limits"),
    # A customer who writes a mail has an acknowledgement within a minute or two.
    "read mailbox for complaints": every(60, "complaints.tasks.read_mailbox"),
    # Takes up imports that were waiting while the broker was down, and names those whose worker died.
    "resume imports": every(30, "customers.tasks.resume_imports"),
    # Results of surveys that closed, of running ones with new answers, and those asked for while the broker was down.
    "compute due results": every(60, "surveys.tasks.compute_due_results"),
    # Takes up a valuation that was waiting while the broker was down or its worker died.
    "resume valuations": every(30, "customers.tasks.resume_valuations"),
    # Takes up exports that waited while the broker was down or lost their worker, and deletes files after seven days.
    "resume exports": every(30, "customers.tasks.resume_exports"),
    # All files are compared once a day; also takes up a search that waited while the broker was down or its worker died.
    "resume searches for duplicates": every(60, "customers.tasks.resume_duplicate_scans"),
    # Whoever wrote to a file in the second in which it was merged finds that in the kept one, some minutes later.
    "gather late rows": every(300, "customers.tasks.gather_late_rows"),
    # Customers are valued once a month, when the figures are in; asked every hour, for the reason given below.
    "value month": every(3600, "customers.tasks.value_month"),
    # A grade given by hand is given back on the day after its last; nobody should wait longer than an hour for it.
    "end grade overrides": every(3600, "customers.tasks.end_overrides"),
    # Files lie in the recycle bin for 30 days; a beat that is restarted daily would never get to a daily row.
    "empty recycle bin": every(3600, "customers.tasks.empty_recycle_bin"),
    # Customers change hands at the beginning of the day agreed on, or as soon after it as the worker is there.
    "make hand-overs effective": every(300, "customers.tasks.make_hand_overs_effective"),
    # The days before a credit review or a document runs out are counted whole; within the hour is soon enough.
    "ask for renewals": every(3600, "customers.tasks.ask_for_renewals"),
    # Invitations leave when fieldwork opens (see `nudge`); reminders fall due on a day, an hour sooner or later is the same.
    "write survey mails": every(600, "surveys.tasks.write_invitations"),
    # From November on, somebody must confirm next year's working days. People are told once a day; the task asks more
    # often, because a beat that is restarted daily would never get to a daily row.
    "remind of unconfirmed year": every(3600, "deadlines.tasks.remind_of_unconfirmed_year"),
    # Plans, self-reviews and yearly reviews of key accounts are asked for on the day that the policy says, within the hour.
    "keep key accounts": every(3600, "key_accounts.tasks.keep_key_accounts"),
    # Months of revenue are added up for every customer; figures come in a few times a month.
    "propose key accounts": every(6 * 3600, "key_accounts.tasks.propose_key_accounts"),
    # Customers change their grade and account manager during a period; who is missing is proposed within hours.
    "propose visits": every(3600, "visits.tasks.propose_visits"),
    # The same for occasions: a birthday entered today may be next week.
    "make care tasks": every(3600, "visits.tasks.make_care_tasks"),
    # The clock of a report runs from the end of the visit; it is enough to notice that soon after.
    "follow up visits": every(600, "visits.tasks.follow_up_visits"),
    # At 18:00 and 08:00 of everybody's own zone; asked often, because zones and restarts know no full hours.
    "remind of visits": every(300, "visits.tasks.remind_of_visits"),
}


def nudge(task, *args):
    """Queue `task` once the present transaction commits; a broker that is down costs nothing but time.

    Every task that is nudged is also found by a periodic job, because its work stands in a table.
    """

    def send():
        try:
            task.apply_async(args, retry=False)
        except OperationalError as error:
            logger.warning("%s waits for the next beat: %s", task.name, error)

    transaction.on_commit(send)
