"""Every figure of the reports once more, from the raw rows in plain Python."""

from collections import defaultdict
from datetime import timedelta
from decimal import Decimal
from statistics import median
from zoneinfo import ZoneInfo

from complaints.loop import Step
from complaints.models import Complaint
from customers.models import MonthlyFigure
from deadlines.models import WorkingCalendar

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOT_DONE = ("rerouted", "withdrawn", "merged")
SAID = ("satisfied", "partly", "not_satisfied")


def value_of(complaint, dimension):
    match dimension:
        case "month":
            return complaint.received_at.astimezone(SHANGHAI).date().replace(day=1)
        case "cause_group":
            return complaint.cause and (complaint.cause.parent_id or complaint.cause_id)
        case "cause" | "department":
            return getattr(complaint, f"{dimension}_id")
        case "branch":
            unit = complaint.department
            while unit and unit.kind != "branch" and unit.parent:
                unit = unit.parent
            return unit and unit.pk
    return getattr(complaint, dimension)


def complaints_by(dimension, keep=lambda _complaint: True):
    found = defaultdict(list)
    for complaint in Complaint.objects.exclude(state="merged"):
        if keep(complaint):
            found[value_of(complaint, dimension)].append(complaint)
            found["total"].append(complaint)
    return found


def counted(complaint):
    return not complaint.is_malicious


def steps_by(dimension):
    """{value: steps done}; by step, or by something of their complaint."""
    found = defaultdict(list)
    for complaint in complaints_by("state", counted)["total"]:
        for step in complaint.steps.all():
            if step.done_at and step.outcome not in NOT_DONE:
                found[step.step if dimension == "step" else value_of(complaint, dimension)].append(step)
                found["total"].append(step)
    return found


def share(part, whole):
    return 100 * Decimal(part) / Decimal(whole) if whole else None


def number(dimension):
    everything = complaints_by(dimension)
    all_counted = sum(map(counted, everything["total"]))
    for value, complaints in everything.items():
        count = sum(map(counted, complaints))
        yield value, {"count": count, "share": share(count, all_counted), "malicious": len(complaints) - count}


def rate(dimension):
    figures = list(MonthlyFigure.objects.select_related("customer"))
    everything = complaints_by(dimension, counted)
    for value, complaints in everything.items():
        behind = [
            figure.shipments
            for figure in figures
            if value == "total"
            or (dimension == "month" and figure.month == value)
            or (dimension == "grade" and figure.customer.grade == value)
            or dimension not in ("month", "grade")
        ]
        yield value, {"count": len(complaints), "shipments": sum(behind), "rate": 1000 * len(complaints) / sum(behind)}


def on_time(dimension):
    for value, steps in steps_by(dimension).items():
        late = [step for step in steps if step.done_at > step.clock.deadline]
        found = {"count": len(steps), "late": len(late), "on_time": 100 - share(len(late), len(steps))}
        found["complaints"] = len({step.complaint_id for step in late})
        if dimension != "step":
            for kind in Step.values:
                of = [step for step in steps if step.step == kind]
                of_late = [step for step in late if step.step == kind]
                found[kind] = 100 - share(len(of_late), len(of)) if of else None
        yield value, found


def worked(step):
    return WorkingCalendar.objects.default().working_time().between(step.clock.started_at, step.clock.ended_at)


def ninth(values):
    """The 90th percentile between two values in proportion."""
    values = sorted(values)
    place = 0.9 * (len(values) - 1)
    low = int(place)
    high = min(low + 1, len(values) - 1)
    return values[low] + (place - low) * (values[high] - values[low])


def time(dimension):
    if dimension == "step":
        times = {value: [worked(step) for step in steps] for value, steps in steps_by("step").items()}
    else:
        closed = complaints_by(
            dimension, lambda each: counted(each) and each.state == "closed" and not each.is_imported
        )
        times = {
            value: [sum(worked(step) for step in each.steps.filter(done_at__isnull=False)) for each in complaints]
            for value, complaints in closed.items()
        }
    for value, seconds in times.items():
        yield value, {"count": len(seconds), "median": median(seconds), "ninth": ninth(seconds)}


def repeats(dimension):
    for value, complaints in complaints_by(dimension, counted).items():
        again = sum(each.repeat_of_id is not None for each in complaints)
        reopened = sum(each.log.filter(kind="reopened").exists() for each in complaints)
        yield (
            value,
            {
                "count": len(complaints),
                "repeats": again,
                "repeat_share": share(again, len(complaints)),
                "reopened": reopened,
                "reopened_share": share(reopened, len(complaints)),
            },
        )


def said(complaint):
    calls = [step for step in complaint.steps.order_by("cycle") if step.step == "follow_up" and step.outcome in SAID]
    return calls[-1].outcome if calls else complaint.is_imported and complaint.register_entry.satisfaction


def satisfaction(dimension):
    for value, complaints in complaints_by(dimension, lambda each: counted(each) and said(each)).items():
        answers = [said(each) for each in complaints]
        found = {answer: answers.count(answer) for answer in SAID}
        yield value, {"count": len(answers), "share": share(found["satisfied"], len(answers)), **found}


def backlog(dimension, at):
    bands = {"age0": (0, 7), "age7": (7, 14), "age14": (14, 30), "age30": (30, 90), "age90": (90, 9999)}
    for value, complaints in complaints_by(dimension, lambda each: counted(each) and each.is_open).items():
        ages = [at - each.received_at for each in complaints]
        found = {
            band: sum(timedelta(days=first) <= age < timedelta(days=last) for age in ages)
            for band, (first, last) in bands.items()
        }
        yield value, {"count": len(ages), **found}


def money(dimension):
    for value, complaints in complaints_by(dimension, counted).items():
        claims = [each.claim for each in complaints if hasattr(each, "claim")]
        paid = sum(each.register_entry.compensation or 0 for each in complaints if each.is_imported)
        paid += sum(claim.paid_amount or 0 for claim in claims)
        recovered = sum(recovery.amount for claim in claims for recovery in claim.recoveries.all())
        found = {"count": len(complaints), "with_claim": len(claims), "paid": paid, "recovered": recovered}
        yield value, found | {"recovered_share": share(recovered, paid)}


def heat(dimension):
    for value, complaints in complaints_by(dimension, counted).items():
        found = {"count": len(complaints), "nowhere": sum(each.department is None for each in complaints)}
        for each in complaints:
            if each.department:
                key = f"branch{value_of(each, 'branch')}"
                found[key] = found.get(key, 0) + 1
        yield value, found
