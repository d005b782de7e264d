"""How the demo company valued its customers: marks by those who know them, valuations by quarter, a few grades by hand."""

from datetime import datetime, time, timedelta
from functools import partial
from random import Random
from uuid import UUID

from django.utils import timezone

from customers.figures.months import shift
from customers.models import Activity, Customer, GradeOverride, StrategicAssessment, ValuationPolicy, ValuationRun
from customers.valuation import STRATEGIC
from customers.valuing import value
from people.models import User

# Months since the valuations; before the first there is no full year of figures.
VALUATIONS = (12, 9, 6, 3, 0)
ASSESSED = 0.6
ASSESSED_AGAIN = 0.25
NOTES = [
    *("", "", ""),
    "细分行业前三，物流外包比例逐年提高",
    "计划明年在华南建新厂，仓储需求明确",
    "比价频繁，每年招标一次",
    "合作六年，信息共享及时，愿意共建流程",
    "采购负责人变更，关系需要重新建立",
]
# Whose customer, the grade given, days since, for how many days (None: until ended early), why.
OVERRIDES = [
    ("manager", "A", 40, 180, "集团已签战略合作框架，新仓三月启用后货量翻倍"),
    ("manager", "B", 300, 120, "试运行期间给予B级服务标准"),
    ("colleague", "A", 25, 150, "广交会重点客户，旺季前保障舱位"),
    ("zhao.lei", "C", 150, None, "欠款超过九十天，暂停优惠"),
    ("tang.yuwei", "B", 10, 90, "客户并购后业务整合中，暂不降级"),
]


def play_value(seed, at):
    """All of it in the order of time, as it would stand at `at`; the newest valuation is the monthly one."""
    random = Random(f"{seed} value")  # noqa: S311 - made-up data
    assess_customers(random, at)
    acts = [*valuations(at), *overrides(random, at)]
    for moment, act in sorted(acts, key=lambda each: each[0]):
        GradeOverride.end_run_out(moment)
        act(moment)
    GradeOverride.end_run_out(at)


def valuations(at):
    """(moment, what is done then): by hand while the company tried it out, then by the month."""
    run_day = ValuationPolicy.objects.get().run_day
    today = timezone.localdate(at)
    newest = today if today.day >= run_day else shift(today, -1)
    analyst = User.objects.get(username="analyst")
    for ago in VALUATIONS:
        day = shift(newest, -ago).replace(day=run_day)
        moment = min(timezone.make_aware(datetime.combine(day, time(9, 30))), at)
        yield moment, partial(value_all, analyst if ago else None, shift(day, -1))


def value_all(analyst, month, at):
    run = ValuationRun.prepare(analyst, at, monthly_for=None if analyst else month)
    value(run.pk, at)


def overrides(random, at):
    supervisors = {"SH": "supervisor", "GZ": "huang.zhiming", "TJ": "ma.zhendong", "CD": "jiang.xuewen"}
    taken = set()
    for owner, grade, days, length, reason in OVERRIDES:
        known = Customer.objects.filter(owner__username=owner, lifecycle="current").exclude(grade=grade)
        customer = known.exclude(pk__in=taken).order_by("id").select_related("owner__department__parent").first()
        taken.add(customer.pk)
        by = User.objects.get(username=supervisors[customer.owner.department.parent.code])
        moment = at - timedelta(days=days, hours=3)
        last = timezone.localdate(moment) + timedelta(days=length or 200)
        yield moment, partial(give, customer.pk, by, UUID(int=random.getrandbits(128)), grade, reason, last)
        if length is None:
            yield moment + timedelta(days=60), partial(end, customer.pk, by)


def give(customer_id, by, key, grade, reason, last, at):
    customer = Customer.objects.select_related("owner").get(pk=customer_id)
    GradeOverride.make(customer, by, at, key, grade, reason, last)


def end(customer_id, by, at):
    GradeOverride.objects.select_related("customer__owner").get(customer=customer_id, ended_at=None).end(by, at)


def assess_customers(random, at):
    """By the account manager, for some a second time when they knew more."""
    given = []
    for customer in Customer.objects.filter(owner__isnull=False).order_by("id"):
        if random.random() < ASSESSED:
            given.append(assessment(customer, random, at, range(120, 380)))
            if random.random() < ASSESSED_AGAIN:
                given.append(assessment(customer, random, at, range(5, 110)))
    StrategicAssessment.objects.bulk_create(given)
    Activity.objects.bulk_create(
        Activity(
            customer_id=each.customer_id,
            kind="value.assessed",
            by_id=each.by_id,
            at=each.at,
            facts={"marks": " · ".join(str(getattr(each, name)) for name in STRATEGIC)},
        )
        for each in given
    )


def assessment(customer, random, at, days):
    """Better customers mostly have better marks."""
    middle = {"A": 4, "B": 3}.get(customer.grade, 2)
    return StrategicAssessment(
        customer=customer,
        by_id=customer.owner_id,
        at=max(at - timedelta(days=random.choice(days), minutes=random.randrange(480)), customer.created_at),
        note=random.choice(NOTES),
        submission_key=UUID(int=random.getrandbits(128)),
        **{name: min(5, max(1, middle + random.choice((-1, 0, 0, 1, 2)))) for name in STRATEGIC},
    )
