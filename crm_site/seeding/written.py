"""What customers of the demo company wrote themselves: complaints on the web and by e-mail, answers, and a note of absence."""

from datetime import timedelta
from email.message import EmailMessage
from random import Random
from uuid import UUID

from complaints.mail.intake import record
from complaints.models import Complaint
from crm_site.seeding.complaints import LAG, complaint_number
from crm_site.seeding.letters import play_letters
from customers.models import Contact
from deadlines.models import Clock
from deadlines.scanner import scan
from people.models import OutboxMessage, Role, User

WEB = [
    ("三箱样品在外高桥仓库交货时外包装被水浸湿，照片可另发。", "请派人到现场确认并赔付。", 30),
    ("预约上午十点送货，司机下午四点才到，客户拒收。", "退还加急费。", 6),
    ("The invoice of October charges a fuel surcharge that was never agreed.", "Please correct the invoice.", 3),
]
MAILS = [
    ("送货单未返回", "上周两票货物的签收单至今没有返回，财务无法结算。", 26),
    ("Container damaged on arrival", "One of the two containers arrived with a hole in the roof. Please advise.", 5),
]
# So far above the numbers of the complaints that we logged.
FIRST_NUMBER = 900_000


def play_written(seed, at):
    """Complaints in writing of the last days, most of them by contacts on file whom the desk has not recognised yet."""
    random = Random(seed)  # noqa: S311 - made-up data
    contacts = list(Contact.objects.exclude(mobile="").select_related("customer").order_by("id")[:200])
    chosen = random.sample(contacts, len(WEB) + len(MAILS))
    for place, ((words, wanted, hours), contact) in enumerate(zip(WEB, chosen, strict=False)):
        complaint = Complaint.receive(
            at - timedelta(hours=hours),
            UUID(int=random.getrandbits(128), version=4),
            consented=True,
            number=complaint_number(FIRST_NUMBER + place),
            channel=Complaint.Channel.WEB,
            caller_name=contact.name,
            caller_company=contact.customer.name,
            caller_phone=contact.mobile,
            caller_email=_address(contact),
            description=words,
            wanted=wanted,
            language="zh-hans" if words > "一" else "en",
        )
    complaint.take_message(at - timedelta(hours=1), "demo", "Is there any news?")
    for place, ((subject, words, hours), contact) in enumerate(zip(MAILS, chosen[len(WEB) :], strict=True)):
        record(_mail(f"{contact.name} <{_address(contact)}>", subject, words, place), at - timedelta(hours=hours))
    stranger = _mail("li.na@partner.example", f"Re: {complaint}", "我是该公司的代理，请把处理结果也发给我。", 90)
    absent = _mail(
        "office@customer.example", "自动回复：不在办公室", "本周休假。", 91, ("Auto-Submitted", "auto-replied")
    )
    for raw in (stranger, absent):
        record(raw, at - timedelta(hours=2))
    _write_twice(chosen[0], at)
    _escalate(at)
    play_letters(at)
    # Nobody of these exists, so there is nothing to send.
    OutboxMessage.objects.filter(recipient=None).delete()


def _write_twice(contact, at):
    """Who complained on the web writes a mail as well; the desk merges the two."""
    first = Complaint.objects.get(caller_phone=contact.mobile, channel=Complaint.Channel.WEB, logged_by=None)
    raw = _mail(f"{contact.name} <{_address(contact)}>", "外高桥样品浸水", "昨天已在网上提交，请尽快联系我。", 92)
    desk = User.objects.filter(role=Role.DESK).order_by("id").first()
    again = record(raw, at - timedelta(hours=4)).complaint
    again.merge_into(desk, at - timedelta(hours=3), first, "同一批样品，网上已提交。")


def _escalate(until):
    """Let the scanner run whenever a level fell due before `until`."""
    while clock := Clock.objects.due(until - LAG).first():
        scan(clock.next_due_at + LAG)


def _address(contact):
    return f"contact{contact.pk}@customer.example"


def _mail(sender, subject, words, place, *headers):
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Message-ID"] = sender, subject, f"<demo-{place}@customer.example>"
    for name, value in headers:
        mail[name] = value
    mail.set_content(words)
    return mail.as_bytes()
