"""What people of the demo company do with open complaints beside their steps: merge, note, hand on, let the time rest."""

from datetime import timedelta
from uuid import UUID

from complaints.loop import DEPARTMENT_STEPS
from complaints.models import Complaint, ComplaintNote
from complaints.models.step_work import WaitsFor
from people.models import Role, User


def play_work(at):
    """On the complaints that wait for a department of Shanghai, those with the most time left first."""
    desk = User.objects.filter(role=Role.DESK).order_by("pk").first()
    waiting = Complaint.objects.open().filter(
        open_step__step__in=DEPARTMENT_STEPS, department__code__startswith="SH", open_step__clock__deadline__gt=at
    )
    complaints = list(
        waiting.select_related("department", "customer").order_by("-open_step__clock__deadline", "pk")[:3]
    )
    for complaint, play in zip(complaints, (merge, rest, hand_on), strict=False):
        play(complaint, desk, at)


def merge(complaint, desk, at):
    """The customer called again about the same waybill, and somebody else took it for a new complaint."""
    again = Complaint.log_new(
        desk,
        at - timedelta(minutes=40),
        key(1, complaint),
        department=complaint.department,
        customer=complaint.customer,
        description="客户来电催问同一票货物的处理进展。",
        waybills=complaint.waybills,
    )
    again.merge_into(desk, at - timedelta(minutes=20), complaint, "同一运单，前一投诉已受理。")


def rest(complaint, desk, at):
    complaint.pause(
        desk, at - timedelta(minutes=30), WaitsFor.CUSTOMER, "等客户寄回破损照片和签收单", at + timedelta(days=5)
    )


def hand_on(complaint, desk, at):
    """The head gives it to a handler; the desk says what it knows, and mentions them."""
    head = desk.tree.head_of(complaint.department_id)
    handler = User.objects.filter(role=Role.HANDLER, department=complaint.department).order_by("pk").first()
    complaint.hand_on(head, at - timedelta(minutes=25), handler)
    text = f"@{handler.name} 客户下午三点后方便接电话，仓库监控已调取。"
    ComplaintNote.write(complaint, desk, at - timedelta(minutes=10), key(2, complaint), text, [handler])


def key(kind, complaint):
    """The same company on the same day again has the same keys."""
    return UUID(int=(0x30B << 64) + (kind << 32) + complaint.pk, version=4)
