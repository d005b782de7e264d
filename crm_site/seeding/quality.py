"""What followed from complaints of the demo company: corrective actions, a malicious mark, penalties, claims."""

from datetime import timedelta
from uuid import UUID

from django.utils.timezone import localdate

from complaints.models import Claim, Complaint, CorrectiveAction, MaliciousMark, Penalty
from people.models import Role, User

# What was agreed on how many days ago (None: when the complaint was closed), what was done, what the check found.
TASKS = [
    ("叉车司机重新培训并逐人考核", "corrective", None, "全员培训两次，考核全部合格。", "抽查一周，未再发生同类货损。"),
    ("装车前拍照留底，照片随回单归档", "preventive", 5, "已在两个仓库执行，现场主管每日抽查。", ""),
    ("冷藏车发车前由调度复核温度记录", "corrective", 1, "", ""),
]
DONE_AFTER, CHECKED_AFTER = timedelta(days=2), timedelta(days=9)


def play_quality(at):
    """On complaints that are closed, so that the list of corrective actions has some in every state."""
    closed = list(
        Complaint.objects.filter(state=Complaint.State.CLOSED, department__code__startswith="SH")
        .select_related("department", "cause", "customer")
        .order_by("closed_at", "pk")[: len(TASKS)]
    )
    analyst = User.objects.get(username="analyst")
    for complaint, task in zip(closed, TASKS, strict=False):
        correct(complaint, analyst, at, *task)
    if closed:
        punish(closed[0], at)
    suspect(at)
    play_claims(closed, at)


def correct(complaint, analyst, now, task, kind, days, account, finding):
    at = complaint.closed_at if days is None else now - timedelta(days=days)
    owner = User.objects.filter(role=Role.HANDLER, department=complaint.department).order_by("pk").first()
    correction = CorrectiveAction.agree_on(
        complaint,
        analyst,
        at,
        key(1, complaint),
        task=task,
        kind=kind,
        owner=owner,
        due=localdate(at) + timedelta(days=14),
        checker=analyst,
        check_after_weeks=1,
    )
    if account:
        correction.finish(owner, at + DONE_AFTER, account)
    if finding:
        correction.check_effect(analyst, at + CHECKED_AFTER, True, finding)


def punish(complaint, now):
    """A fine that is in force, which its bearer may still appeal against, and a criticism that waits for a decision."""
    tree = complaint.department.head.tree if complaint.department.head else User.objects.get(username="director").tree
    head, leader = tree.head_of(complaint.department_id), tree.leader_of(complaint.department_id)
    bearer = User.objects.filter(role=Role.HANDLER, department=complaint.department).order_by("pk").first()
    if head is None or leader in (None, head) or bearer is None:
        return
    at = complaint.closed_at
    facts = {"department": complaint.department, "reason": "装卸时未按操作规程系固，造成货损。"}
    fine = Penalty.propose(complaint, head, at, key(2, complaint), person=bearer, kind="fine", amount=500, **facts)
    fine.put_in_force(leader, now - timedelta(days=1), "情节较轻，从轻处理。")
    facts["reason"] = "同类货损一季度内两次，部门管理责任。"
    analyst = User.objects.get(username="analyst")
    Penalty.propose(complaint, analyst, now - timedelta(days=1), key(3, complaint), kind="criticism", **facts)


def suspect(now):
    """One that the desk takes for malicious; a second person has not said so yet."""
    complaint = Complaint.objects.open().filter(department__isnull=False).order_by("-received_at", "pk").first()
    desk = User.objects.filter(role=Role.DESK).order_by("pk").first()
    if complaint is not None and desk is not None:
        reason, evidence = "一月内第三次以同一票货物索赔，前两次已赔付。", "签收照片显示外包装完好；三次通话录音。"
        MaliciousMark.propose(complaint, desk, now, key(4, complaint), reason=reason, evidence=evidence)


def play_claims(closed, now):
    """One paid and partly recovered, one to be paid, and one whose settlement waits for the supervising leader."""
    desk = User.objects.filter(role=Role.DESK).order_by("pk").first()
    for complaint, amount in zip(closed, (1800, 1200), strict=False):
        claim = Claim.make(complaint, desk, complaint.closed_at, key(5, complaint), amount + 700, "货损及延误损失")
        claim.propose(desk, complaint.closed_at, "ours", amount, "按运输合同第九条赔付")
    if closed:
        paid = closed[0].claim
        paid.pay(desk, now - timedelta(days=2), 1800, localdate(now) - timedelta(days=2), "FK-20260318")
        facts = {"source": "insurer", "name": "平安财产保险", "amount": 1000, "received_on": localdate(now)}
        paid.recover(desk, now, key(6, closed[0]), **facts)
    waiting = Complaint.objects.open().filter(department__code="SH-O").order_by("received_at", "pk").first()
    if waiting is not None:
        claim = Claim.make(waiting, desk, now, key(5, waiting), 36_000, "整托货物受潮报废")
        claim.propose(desk, now, "supplier", 28_000, "承运商责任，先行赔付后追偿")


def key(kind, complaint):
    """The same company on the same day again has the same keys."""
    return UUID(int=(0x9A11 << 64) + (kind << 32) + complaint.pk, version=4)
