"""Values all customers for a run: set-based, in one transaction, one run at a time."""

from datetime import datetime, time, timedelta

import pghistory
from django.db import connection, transaction
from django.utils import timezone

from crm_site.attempts import attempt
from customers.figures.months import shift
from customers.models import CustomerValue, ValuationRun
from customers.models.valuation import keep_grades
from customers.portfolio import summary_of
from customers.valuation import Criterion, GradeRule
from customers.valuation_sql import GIVE_GRADES, VALUE_CUSTOMERS, band_parameters

State = ValuationRun.State

ONE_AT_A_TIME = 0x6B77
ATTEMPTS = 3


def value(run_id, at):
    """Do the run unless somebody else does or did. Returns {"valued": …, "regraded": …}, None where nothing was done."""
    if not _begin(run_id, at):
        return None

    def give_up(run, _refusal):
        run.end(State.FAILED, at)

    return attempt(f"Valuation {run_id}", lambda: _taken(run_id), lambda run: _value_all(run, at), give_up)


def one_at_a_time():
    """Until the transaction ends, no valuation is computed but by whoever called this."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])


def _begin(run_id, at):
    """Count the attempt; a run that ended its worker again and again is given up."""
    with transaction.atomic():
        run = _taken(run_id)
        if run is None:
            return False
        run.attempts += 1
        run.save(update_fields=["attempts"])
        if run.attempts > ATTEMPTS:
            run.end(State.FAILED, at)
        return run.state == State.WAITING


def _taken(run_id):
    return ValuationRun.objects.unheld().select_related("by").filter(pk=run_id, state=State.WAITING).first()


def _value_all(run, at):
    # Two runs would give grades in turn; whoever comes second compares with the first.
    one_at_a_time()
    with connection.cursor() as cursor:
        run.previous = ValuationRun.objects.done().filter(as_of__lt=run.as_of).first()
        cursor.execute(VALUE_CUSTOMERS, _parameters(run, at))
        valued = cursor.rowcount
        run.summary = summary_of(CustomerValue.objects.filter(run=run), run)
        regraded = 0
        with pghistory.context(user=run.by_id, valuation_run=run.pk):
            # Saving is also what tells the database the context, before the grades are given.
            run.end(State.DONE, at)
            if run.is_newest:
                keep_grades(from_all=True)
                cursor.execute(GIVE_GRADES, _grading_parameters(run, at))
                regraded = cursor.rowcount
    return {"valued": valued, "regraded": regraded}


def _parameters(run, at):
    used = run.used
    end = shift(run.last_month, 1)
    before = shift(run.first_month, -used.months)
    days = {"before": before, "first": run.first_month, "end": end}
    return {
        **days,
        **{f"{name}_at": _midnight(day) for name, day in days.items()},
        **band_parameters(used.bands),
        **{f"{name}_weight": used.weights[name] for name in Criterion.values},
        "known_until": _midnight(run.as_of + timedelta(days=1)),
        "by_score": used.grade_rule == GradeRule.SCORE,
        **{name: getattr(used, name) for name in ("share_a", "share_to_b", "score_a", "score_b")},
        "factor": used.lifetime_factor,
        "run": run.pk,
        "previous": run.previous_id,
        "today": timezone.localdate(at),
    }


def _grading_parameters(run, at):
    return {
        "run": run.pk,
        "by": run.by_id,
        "at": at,
        "url": run.get_absolute_url(),
        "as_of": run.as_of.isoformat(),
        "today": timezone.localdate(at),
    }


def _midnight(day):
    """The moment at which `day` begins in the company's zone."""
    return timezone.make_aware(datetime.combine(day, time()), timezone.get_default_timezone())
