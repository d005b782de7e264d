"""The valuation once more, customer by customer in plain Python: what the set-based run must agree with to the last digit."""

from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext
from zoneinfo import ZoneInfo

from customers.models import ContactCost, Customer, CustomerValue, MonthlyFigure, StrategicAssessment

SHANGHAI = ZoneInfo("Asia/Shanghai")
PRESENT = ["amount", "share", "growth", "payment"]
MARKS = ["position", "potential", "loyalty", "cooperation"]
ZERO = Decimal(0)


def value_in_plain_python(policy, as_of):
    """{customer id: {column of CustomerValue: value}} for the day `as_of`, with the policy as it stands."""
    with localcontext(prec=60):
        end = as_of.year * 12 + as_of.month - 1
        rows = [inputs_of(customer, end, policy.months, as_of) for customer in Customer.objects.all()]
        rows = [row for row in rows if row["known"]]
        rows.sort(key=lambda row: (-row["contribution"], row["customer"]))
        total = sum(max(row["contribution"], ZERO) for row in rows)
        running = ZERO
        for rank, row in enumerate(rows, 1):
            row["rank"] = rank
            positive = max(row["contribution"], ZERO)
            row["share_before"] = per_cent(running, total)
            row["share"] = per_cent(positive, total)
            running += positive
            row["cumulative_share"] = per_cent(running, total)
            judge(row, policy)
    return {row.pop("customer"): {k: v for k, v in row.items() if k not in ("known", "lifecycle")} for row in rows}


def inputs_of(customer, end, months, as_of):
    """What the rows of one customer say; months are numbered through, `end` is that of `as_of`."""
    knowledge_ends = datetime.combine(as_of + timedelta(days=1), datetime.min.time(), SHANGHAI)
    now, before = [], []
    for figure in MonthlyFigure.objects.filter(customer=customer):
        age = end - (figure.month.year * 12 + figure.month.month - 1)
        now += [figure] if 1 <= age <= months else []
        before += [figure] if months < age <= 2 * months else []
    costs = {"now": ZERO, "compensation": ZERO, "before": ZERO}
    for cost in ContactCost.objects.filter(entry__customer=customer).select_related("entry"):
        day = cost.entry.at.astimezone(SHANGHAI)
        age = end - (day.year * 12 + day.month - 1)
        if 1 <= age <= months:
            costs["compensation" if cost.category == "compensation" else "now"] += cost.amount
        elif months < age <= 2 * months:
            costs["before"] += cost.amount
    known = [mark for mark in StrategicAssessment.objects.filter(customer=customer) if mark.at < knowledge_ends]
    newest = max(known, key=lambda mark: (mark.at, mark.pk), default=None)
    profit = sum((figure.revenue - figure.cost for figure in now), ZERO)
    contribution = profit - costs["now"] - costs["compensation"]
    previous = sum((figure.revenue - figure.cost for figure in before), ZERO) - costs["before"]
    receivable = sum((figure.receivable for figure in now), ZERO)
    overdue = sum((figure.overdue for figure in now), ZERO)
    return {
        "customer": customer.pk,
        "known": bool(now or before) or customer.created_at.astimezone(UTC) < knowledge_ends,
        "lifecycle": customer.lifecycle,
        "has_figures": bool(now),
        "revenue": sum((figure.revenue for figure in now), ZERO),
        "gross_profit": profit,
        "contact_costs": costs["now"],
        "compensation": costs["compensation"],
        "contribution": contribution,
        "previous_contribution": previous,
        "receivable": receivable,
        "overdue": overdue,
        "growth": per_cent(contribution - previous, previous) if previous > 0 else None,
        "payment": discipline(receivable, overdue) if now else None,
        **{name: getattr(newest, name, None) for name in MARKS},
    }


def discipline(receivable, overdue):
    if overdue == 0:
        return Decimal(100)
    return max(rounded(100 - 100 * overdue / receivable, 4), ZERO) if receivable else ZERO


def judge(row, policy):
    """Points, score, grade and lifetime value, in place."""
    inputs = {"amount": row["contribution"]} | {name: row[name] for name in (*PRESENT[1:], *MARKS)}
    if row["has_figures"] and inputs["growth"] is None:
        inputs["growth"] = ZERO
    score = ZERO
    for name, value in inputs.items():
        reached = [band.points for band in bands_of(policy, name) if value is not None and band.at_least <= value]
        row[f"{name}_points"] = max(reached, default=0)
        score += row[f"{name}_points"] * getattr(policy, f"weight_{name}")
    row["score"] = rounded(score / 100, 2)
    row["grade"] = grade(row, policy)
    retention, discount = policy.retention_rate / 100, 1 + policy.discount_rate / 100
    factor = rounded(sum(retention**year / discount**year for year in range(1, policy.horizon_years + 1)), 6)
    row["lifetime_value"] = rounded(row["contribution"] * factor, 2)


def bands_of(policy, criterion):
    return [band for band in policy.bands.all() if band.criterion == criterion]


def grade(row, policy):
    if row["lifecycle"] == "potential" and not row["has_figures"]:
        return ""
    if policy.grade_rule == "score":
        return "A" if row["score"] >= policy.score_a else "B" if row["score"] >= policy.score_b else "C"
    if row["contribution"] <= 0:
        return "C"
    if row["share_before"] < policy.share_a:
        return "A"
    return "B" if row["share_before"] < policy.share_a + policy.share_b else "C"


def per_cent(part, whole):
    return rounded(100 * part / whole, 4) if whole else ZERO


def rounded(value, digits):
    return Decimal(value).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def stored(run):
    """What the run wrote, in the oracle's form."""
    values = CustomerValue.objects.filter(run=run).values()
    own = {"id", "run_id", "customer_id", "assessment_id", "override_id", "previous_grade"}
    return {row["customer_id"]: {name: value for name, value in row.items() if name not in own} for row in values}
