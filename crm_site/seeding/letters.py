"""Letters of the demo company to customers who complained, and the answers that its desk writes again and again."""

from datetime import timedelta
from uuid import uuid5

from complaints.models import CannedAnswer, Complaint, LetterTemplate
from complaints.placeholders import GAP, fill
from people.models import Department, Role, User

# Title, English title, text, English text, code of the department that uses it, if not everybody.
CANNED = [
    (
        "致歉",
        "Apology",
        "对由此给贵方造成的不便，我们深表歉意。",
        "We are sorry for the trouble that this has caused you.",
        "",
    ),
    (
        "索要凭证",
        "Asking for papers",
        "请将运单{waybills}的签收单、货损照片和商业发票发给我们，以便尽快核实。",
        "Please send us the receipt of waybill {waybills}, photos of the damage and the commercial invoice.",
        "",
    ),
    (
        "理赔流程",
        "How a claim is made",
        "收到完整的索赔资料后，我们会提出赔付方案，经双方确认后付款。",
        "Once we have all papers of the claim we will propose a settlement, which is paid when both sides have agreed.",
        "",
    ),
    (
        "下一步时间",
        "The next date",
        "我们将于{next date}前再次与您联系。",
        "We will be in touch again by {next date}.",
        "",
    ),
    ("现场已核实", "Checked on site", "已到现场核实，情况属实，照片见附件。", "", "SH-O"),
]
# What the writer fills into the gaps, in their order, by the kind of letter.
WRITTEN = {
    "interim": ["已调取交货现场的照片和监控，并联系了当班司机。", "需等仓库的盘点结果，预计还要一个工作日。"],
    "final": [
        "夜班装车时未按装载规范加固，责任在我方。",
        "受损货物已按发票金额赔付，补发的货物已送达。",
        "已对全部夜班装卸人员重新培训，并在装车时增加一次复核。",
        "赔款将在五个工作日内到账，到账后客服会电话回访。",
    ],
}


def play_letters(at):
    """An interim letter to one who complained on the web, and the final answer to the last ones closed."""
    departments = {department.code: department for department in Department.objects.all()}
    CannedAnswer.objects.bulk_create(
        CannedAnswer(name=name, name_en=name_en, text=text, text_en=text_en, department=departments.get(code))
        for name, name_en, text, text_en, code in CANNED
    )
    desk = User.objects.filter(role=Role.DESK).order_by("id").first()
    asking = Complaint.objects.filter(channel="web", logged_by=None, language="zh-hans", state="logged")
    closed = Complaint.objects.filter(state="closed", is_imported=False, logged_by=desk).order_by("-closed_at", "-pk")
    for complaint in asking.order_by("pk")[:1]:
        _write(complaint, desk, at - timedelta(minutes=30), "interim", "email")
    for complaint in closed[:3]:
        _write(complaint, desk, max(complaint.closed_at, at - timedelta(minutes=20)), "final", "paper")


def _write(complaint, desk, at, kind, way):
    template = LetterTemplate.objects.get(kind=kind)
    subject, body = fill(template.texts("zh-hans"), complaint, desk, at, "zh-hans")
    for words in WRITTEN[kind]:
        body = GAP.sub(words, body, count=1)
    complaint.write_letter(
        desk,
        at,
        uuid5(complaint.submission_key, kind),
        complaint.last_entry_id,
        way,
        subject,
        body,
        complaint.addressee,
        "zh-hans",
    )
