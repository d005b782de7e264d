"""A year of the demo company's new business: found, brought from stage to stage, won and lost, through the real methods."""

from datetime import datetime, time, timedelta
from random import Random
from typing import NamedTuple

from django.utils import timezone

from crm_site.seeding.log import escalate_all, key_of
from customers.business.figures import first_of
from customers.business.stages import ADDED, OPEN, Stage
from customers.models import Customer, LossReason, Opportunity
from customers.models.opportunity_moves import STEP
from deadlines.models import Clock


class Plan(NamedTuple):
    """What is offered; `revenue` in CNY 10,000 per month, from … to."""

    name: str
    services: list
    needs: str
    proposal: str
    revenue: tuple


PLANS = [
    Plan(
        "华东仓配一体",
        ["warehousing", "distribution"],
        "三仓合一，江浙沪当日达",
        "昆山一仓覆盖，波次分拣，按单计费",
        (25, 90),
    ),
    Plan("进口整柜拖车", ["transport", "customs"], "洋山到厂，免堆期内提柜", "自有车队专线，报关拖车一口价", (8, 30)),
    Plan("电商退货仓", ["warehousing"], "退货48小时内质检上架", "增设退货质检线，扫码留影", (12, 45)),
    Plan("冷链干线运输", ["transport"], "全程2到8度，温度可追溯", "双温车加在途温度推送", (15, 60)),
    Plan("跨境空运包板", ["customs", "forwarding"], "每周三班稳定舱位", "浦东机场固定包板，旺季保舱", (30, 120)),
    Plan("保税仓备货", ["warehousing", "customs"], "保税进口，分批出区", "外高桥保税仓，库存可视", (18, 70)),
    Plan("全国零担网络", ["transport"], "三百个门店隔日达", "五个分拨中心直发，单票跟踪", (20, 80)),
    Plan("工厂VMI供料", ["warehousing", "distribution"], "产线两小时一配送", "厂边仓加循环取货", (22, 65)),
    Plan("中欧班列订舱", ["forwarding"], "替代部分海运，时效二十天", "西安始发，每周两列订舱", (10, 50)),
    Plan("大件设备运输", ["transport", "other"], "超限设备到工地，吊装", "路勘、办证、吊装总包", (5, 40)),
]
CREDIT = [
    "上市公司，付款及时",
    "民营企业，建议先款后货三个月",
    "国企，账期九十天但无坏账",
    "同行反映偶有拖欠，限额从紧",
]
COMPETITORS = ["顺达物流、中海供应链", "德通速运", "本地车队报价低", "中海供应链（现供应商）"]
NEXT_STEPS = ["约采购经理看仓", "送补充报价", "请操作做成本核算", "回复招标答疑", "邀请客户参观保税仓", "催合同会签"]
OWN_CHANCE = [(80, "客户已口头同意，只差会签"), (30, "对手报价更低，客户在犹豫")]
# Where it stands today, for how many there are.
ENDS = {
    Stage.IDENTIFIED: 7,
    Stage.ASSESSED: 6,
    Stage.ANALYSED: 5,
    Stage.PROPOSAL: 5,
    Stage.BID: 3,
    Stage.WON: 8,
    Stage.LOST: 8,
}


def play_business(seed, at):
    """All of it as it would stand at `at`."""
    random = Random(seed)  # noqa: S311 - made-up data
    customers = prospects(random, at)
    reasons = list(LossReason.objects.all())
    for stage, count in ENDS.items():
        for _number in range(count):
            play(customers.pop(), stage, random, at, reasons)
    escalate_all(Clock.objects.filter(step=STEP), at)


def prospects(random, at):
    """Potential customers and present ones to sell more to, those of `manager` in the front of each stage."""
    known = Customer.objects.filter(owner__isnull=False, created_at__lt=at - timedelta(days=400))
    known = known.select_related("owner__department").order_by("id")
    new = list(known.filter(lifecycle="potential"))
    present = list(known.exclude(lifecycle="potential"))
    chosen = random.sample(new, min(len(new), 26)) + random.sample(present, sum(ENDS.values()))
    random.shuffle(chosen)
    hers = [customer for customer in present if customer.owner.username == "manager" and customer not in chosen]
    mixed = chosen[: sum(ENDS.values())]
    mixed[::4] = hers[: len(mixed[::4])]
    return mixed


def play(customer, end, random, at, reasons):
    """One opportunity, from its first day to where it stands."""
    plan, owner = random.choice(PLANS), customer.owner
    passed = way(end, random)
    moments = moments_of(len(passed), end, random, at)
    facts = facts_of(plan, customer, random)
    opportunity = Opportunity.add(
        customer,
        owner,
        moments[0],
        key_of(random),
        name=plan.name,
        services=plan.services,
        owner=owner,
        # Half of them begin with a guess of what it may bring.
        monthly_revenue=random.choice([None, facts["monthly_revenue"]]),
        starts_on=first_of(timezone.localdate(moments[-1]), random.randrange(2, 8)),
    )
    for stage, moment in zip(passed, moments[1:], strict=True):
        enter(opportunity, stage, owner, moment, facts, random, reasons)
    if opportunity.is_open:
        look_ahead(opportunity, random, at)


def way(end, random):
    """The stages after the first one, up to `end`; not every way has a bid, and some are lost early."""
    if end == Stage.LOST:
        return [*OPEN[1 : random.randrange(1, 6)], end]
    if end == Stage.WON:
        return [*OPEN[1:4], *([Stage.BID] if random.random() < 0.5 else []), end]
    return list(OPEN[1 : OPEN.index(end) + 1])


def moments_of(moves, end, random, at):
    """When it was opened and each time moved, in office hours; what is closed has been so for up to ten months."""
    since = random.randrange(3, 28) if end in OPEN else random.randrange(5, 300)
    days = [since]
    for _move in range(moves):
        days.append(days[-1] + random.randrange(4, 24))
    return [office_hour(at - timedelta(days=each), random) for each in reversed(days)]


def office_hour(moment, random):
    return timezone.make_aware(datetime.combine(timezone.localdate(moment), time(9, 0))) + timedelta(
        minutes=random.randrange(480)
    )


def facts_of(plan, customer, random):
    return {
        "monthly_revenue": random.randrange(*plan.revenue) * 10_000,
        "credit_opinion": random.choice(CREDIT),
        "needs": plan.needs,
        "decision_contact": customer.contacts.first(),
        "proposal": plan.proposal,
        "gross_margin": random.randrange(6, 24),
        "competitors": random.choice(COMPETITORS),
    }


def enter(opportunity, stage, by, moment, facts, random, reasons):
    version = opportunity.version
    if stage == Stage.LOST:
        reason = random.choice(reasons)
        opportunity.lose(by, moment, version, reason, "顺达物流" if reason.to_competitor else "")
    elif stage == Stage.WON:
        starts_on = timezone.localdate(moment) + timedelta(days=random.randrange(5, 60))
        ends_on = starts_on + timedelta(days=730)
        opportunity.win(by, moment, version, f"{opportunity.name}项目", ends_on, {"starts_on": starts_on})
    else:
        day = timezone.localdate(moment)
        known = facts | {"proposed_on": day, "bid_due_on": day + timedelta(days=21)}
        opportunity.move(by, moment, version, stage, {name: known[name] for name in ADDED[stage]})


def look_ahead(opportunity, random, at):
    """Most have a next step, some of them late; a few are forgotten, and a few are seen differently than usual."""
    by, today = opportunity.owner, timezone.localdate(at)
    if random.random() < 0.2:
        return
    moment = max(opportunity.touched_at, at - timedelta(days=random.randrange(3, 9), hours=2))
    day = max(today + timedelta(days=random.randrange(-2, 15)), timezone.localdate(moment) + timedelta(days=1))
    opportunity.plan_next_step(by, moment, opportunity.version, random.choice(NEXT_STEPS), day)
    if random.random() < 0.2:
        chance, reason = random.choice(OWN_CHANCE)
        changes = {"own_probability": chance, "probability_reason": reason}
        opportunity.edit(by, moment, opportunity.version, changes)
