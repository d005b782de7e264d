"""How far the demo company trusts its customers: credit reviews of most of them, in all states, and their papers."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial
from random import Random
from uuid import UUID

import pghistory
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from crm_site import files
from crm_site.seeding.papers import pdf, png
from crm_site.seeding.past import end_context
from customers import renewals
from customers.credit_light import debts_of
from customers.models import Activity, CreditPolicy, CreditReview, Customer, Document
from customers.models.credit_review import SET
from people.models import User

REVIEWED = 0.85
WAN = 10_000
# Of the receivable, what the limit is: most have room, some are near it, some over it.
ROOM = [(0.66, (1.6, 2.6)), (0.86, (1.02, 1.2)), (1, (0.75, 0.97))]
TERMS = ["monthly", "monthly", "monthly", "credit_sale", "credit_sale", "instalment", "consignment"]
FINDINGS = [
    "工商登记正常，无失信记录；近一年按期回款，同意给予授信。",
    "实地走访工厂，产能利用率约八成，财务报表经审计，偿债能力良好。",
    "为集团子公司，母公司出具担保函；历史逾期均在十五日内结清。",
    "应收账款周转略慢，旺季前需压缩账期，授信额度维持不变。",
    "行业景气下滑，客户毛利收窄，建议下调额度并缩短账期。",
]
# Whose customer, how many times its limit is proposed, days since, what became of it, in which words.
PROPOSED = [
    ("manager", 1.8, 1, "", "新仓投产后月均运费预计翻倍，申请提高授信。"),
    ("manager", 2.2, 20, "approve", "客户提供银行保函，申请提高授信。"),
    ("manager", 3, 30, "send_back", "年度框架合同已签，申请提高授信。"),
    ("colleague", 1.6, 3, "withdraw", "广交会旺季备货，申请临时提高额度。"),
    ("colleague", 2, 2, "", "出口订单增长，申请提高授信。"),
    ("zhao.lei", 1.7, 40, "approve", "并入集团统一授信，申请提高额度。"),
]
NOTES = {"approve": "同意，六个月后复核。", "send_back": "请补充经审计的财务报表和担保材料。"}
# Kind, title, number, begun and ending so many days from today, files, days since it was filed.
PAPERS = [
    ("manager", "contract", "仓储服务合同", "HT-2025-018", -345, 20, 2, 330),
    ("manager", "contract", "干线运输框架协议", "HT-2024-107", -400, 330, 1, 390),
    ("manager", "licence", "营业执照副本", "", -2000, None, 1, 300),
    ("manager", "certificate", "危险货物经营许可证", "WH-3301-221", -1080, 12, 1, 700),
    ("manager", "letter", "关于调整卸货时间的函", "", None, None, 1, 45),
    ("manager", "quotation", "华东城配报价单", "BJ-2026-044", -60, 30, 1, 58),
    ("colleague", "contract", "跨境运输代理合同", "HT-2025-201", -380, -15, 1, 375),
    ("colleague", "certificate", "ISO 9001 认证证书", "CN-0091", -900, 195, 1, 500),
    ("colleague", "contract", "保税仓租赁合同", "HT-2025-233", -500, -135, 1, 480),
    ("colleague", "licence", "道路运输经营许可证", "YS-440100-77", -1400, 60, 1, 420),
    ("zhao.lei", "contract", "整车运输合同", "HT-2026-011", -300, 65, 1, 290),
    ("zhao.lei", "credit", "银行保函", "BG-2026-3", -200, 25, 1, 190),
]


def play_credit(seed, at):
    """All of it as it would stand at `at`; small overdue debt is usual here and does not count since this year."""
    random = Random(f"{seed} credit")  # noqa: S311 - made-up data
    CreditPolicy.objects.create(valid_from=date(timezone.localdate(at).year, 1, 1), tolerance=10)
    review_customers(random, at)
    propose(random, at)
    end_context()
    file_papers(random, at)
    renewals.ask(at)


def review_customers(random, at):
    """What was reviewed in the course of the last year, in force without anybody's approval."""
    customers = list(Customer.objects.filter(owner__isnull=False).exclude(lifecycle="potential").order_by("id"))
    debts = debts_of([customer.pk for customer in customers], timezone.localdate(at))
    made = [
        review(customer, debts.get(customer.pk), random, at) for customer in customers if random.random() < REVIEWED
    ]
    CreditReview.objects.bulk_create(made)
    for each in made:
        for name, field in SET.items():
            setattr(each.customer, field, getattr(each, name))
    with pghistory.context(user=User.objects.get(username="analyst").pk):
        Customer.objects.bulk_update([each.customer for each in made], [*SET.values()])
    Activity.objects.bulk_create(
        Activity(
            customer_id=each.customer_id,
            kind="credit.set",
            by_id=each.by_id,
            at=each.at,
            facts={"old": "–", "limit": f"{each.limit:,.0f}", "grade": each.grade, "author": ""},
        )
        for each in made
    )


def review(customer, debts, random, at):
    owed = float(debts[0].receivable) if debts else 60_000
    low, high = next(room for share, room in ROOM if random.random() < share or share == 1)
    limit = max(1, round(owed * random.uniform(low, high) / WAN)) * WAN
    day = timezone.localdate(at) - timedelta(days=random.randrange(10, 352))
    moment = max(timezone.make_aware(datetime.combine(day, time(9, 0))), customer.created_at)
    return CreditReview(
        customer=customer,
        grade=random.choice("AABBBCCD" if limit > 20 * WAN else "BBCCD"),
        limit=Decimal(limit),
        payment_days=random.choice((30, 30, 45, 60, 90)),
        terms=random.choice(TERMS),
        reviewed_on=timezone.localdate(moment),
        valid_until=timezone.localdate(moment) + timedelta(days=365),
        findings=random.choice(FINDINGS),
        by_id=customer.owner_id,
        at=moment,
        state=CreditReview.State.APPROVED,
        decided_at=moment,
        submission_key=UUID(int=random.getrandbits(128)),
    )


def propose(random, at):
    """Greater limits, which somebody had to decide on."""
    taken = set()
    for owner, times, days, end, findings in sorted(PROPOSED, key=lambda each: -each[2]):
        known = Customer.objects.filter(owner__username=owner, lifecycle="current", credit_limit__isnull=False)
        customer = known.exclude(pk__in=taken).select_related("owner__department").order_by("-credit_limit", "id")[0]
        taken.add(customer.pk)
        moment = at - timedelta(days=days, hours=2)
        facts = {
            "grade": "A",
            "limit": Decimal(round(float(customer.credit_limit) * times / WAN) * WAN),
            "payment_days": 60,
            "terms": "monthly",
        }
        facts |= {"reviewed_on": timezone.localdate(moment), "findings": findings}
        facts["valid_until"] = facts["reviewed_on"] + timedelta(days=365)
        made = CreditReview.make(customer, customer.owner, moment, UUID(int=random.getrandbits(128)), **facts)
        if end == "withdraw":
            made.withdraw(customer.owner, moment + timedelta(hours=1))
        elif end:
            getattr(made, end)(made.approver, moment + timedelta(hours=1), NOTES[end])


def file_papers(random, at):
    """On a few customers of a few people, the greatest first."""
    today = timezone.localdate(at)
    for number, (owner, kind, title, code, begun, ends, versions, ago) in enumerate(PAPERS):
        known = Customer.objects.filter(owner__username=owner, lifecycle="current").order_by("-credit_limit", "id")
        customer = known.filter(credit_limit__isnull=False).select_related("owner")[number % 3]
        moment = at - timedelta(days=ago, hours=number % 7)
        facts = {"kind": kind, "title": title, "number": code}
        dates = {
            "valid_from": None if begun is None else today + timedelta(days=begun),
            "valid_until": None if ends is None else today + timedelta(days=ends),
        }
        key = partial(random.getrandbits, 128)
        document = Document.file(
            customer, customer.owner, moment, UUID(int=key()), paper(title, customer, 1), **facts, **dates
        )
        for version in range(2, versions + 1):
            later = moment + timedelta(days=30 * version)
            document.renew(
                customer.owner, later, UUID(int=key()), version - 1, paper(title, customer, version), **dates
            )


def paper(title, customer, version):
    """A PDF; of licences and certificates a photograph."""
    if title.endswith(("副本", "证", "证书")):
        return files.check(SimpleUploadedFile(f"{title}.png", png()))
    lines = [title, f"甲方：{customer.name}", "乙方：本公司", f"第 {version} 版", "（演示文件，无法律效力）"]
    return files.check(SimpleUploadedFile(f"{title}.pdf", pdf(lines)))
