"""E-mail in, answer out: real mailbox, worker, browser and mail server."""

import pytest

from complaints.factories import raw_mail
from complaints.models import CannedAnswer, Complaint, ComplaintLog
from devtools.fixtures import wait_until

pytestmark = pytest.mark.django_db(transaction=True)


def letter_to(mail_server, subject):
    """The first mail to the customer with `subject` in its own, once it has arrived."""
    arrived = (
        mail for mail in mail_server.messages if mail["To"] == "wang@example.test" and subject in mail["Subject"]
    )
    return next(arrived, None)


def test_a_mail_is_answered_and_the_answer_to_that_comes_back(
    browse, mailbox_server, mail_server, celery, desk, settings
):
    settings.COMPLAINT_EMAIL = "complaints@example.test"
    CannedAnswer.objects.create(name="催办", name_en="Chasing", text="已催促责任部门。")
    celery.start(beat_seconds=1, EMAIL_URL=mail_server.url, **mailbox_server.environment)
    mailbox_server.deliver(raw_mail(message_id="<first@example.test>"))
    wait_until(Complaint.objects.exists)
    complaint = Complaint.objects.get()

    page = browse(desk, "en")
    page.goto(complaint.get_absolute_url())
    page.get_by_role("button", name="More").click()
    page.get_by_role("link", name="Write a letter").click()
    body = page.get_by_label("Text")
    assert "至今已完成" in body.input_value()
    body.fill("尊敬的王芳：")
    page.get_by_role("button", name="Canned answers").click()
    page.get_by_role("button", name="Chasing").click()
    assert body.input_value() == "尊敬的王芳：已催促责任部门。"
    page.get_by_role("button", name="Send to wang@example.test").click()
    page.get_by_text("The letter to wang@example.test is on its way.").wait_for()
    page.get_by_text("已催促责任部门。").wait_for()

    letter = wait_until(lambda: letter_to(mail_server, "处理进展"))
    assert (letter["Reply-To"], letter["In-Reply-To"]) == ("complaints@example.test", "<first@example.test>")
    assert letter["Auto-Submitted"] == "no" and complaint.number in letter["Subject"]
    text = letter.get_body(("plain",)).get_content()
    complaint.refresh_from_db()
    assert "尊敬的王芳：已催促责任部门。" in text and complaint.status_url in text

    mailbox_server.deliver(
        raw_mail("那就等你们的消息。", subject="回复", headers=[("In-Reply-To", letter["Message-ID"])])
    )
    wait_until(complaint.log.filter(kind=ComplaintLog.Kind.CUSTOMER_WROTE, note="那就等你们的消息。").exists)
    page.reload()
    page.get_by_text("那就等你们的消息。").wait_for()
    assert Complaint.objects.count() == 1


@pytest.mark.parametrize(("width", "language"), [(1440, "en"), (390, "zh-CN")])
def test_a_letter_on_paper_is_printed_without_the_frame_of_the_site(browse, complaint, desk, width, language):
    page = browse(desk, language, width)
    page.goto(f"/complaints/{complaint.pk}/letter/?language=zh-hans")
    page.locator("#id_letter_body").fill("尊敬的客户：")
    page.locator("button[value=paper]").click()
    letter = page.get_by_role("article")
    letter.get_by_text("尊敬的客户：").wait_for()
    page.emulate_media(media="print")
    assert not page.locator(".topbar").is_visible() and not page.locator(".page-actions").is_visible()
    assert letter.is_visible()
