"""A mail comes in, and the desk finds it at work; one that nobody knows is let in by hand."""

import pytest
from django.utils import timezone

from complaints.factories import raw_mail
from complaints.mail import intake
from complaints.models import Complaint

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(("width", "language"), [(1440, "en"), (390, "zh-CN")])
def test_from_the_mailbox_to_the_desk(browse, mailbox_server, desk, width, language):
    mailbox_server.deliver(raw_mail())
    intake.read_mailbox(timezone.now())
    complaint = Complaint.objects.get()
    mailbox_server.deliver(raw_mail("还少了一箱", sender="li@example.test", subject=complaint.number))
    intake.read_mailbox(timezone.now())

    page = browse(desk, language, width)
    page.locator(".work-row", has_text="王芳").click()
    page.get_by_text("三箱货物破损").first.wait_for()
    page.goto("/complaints/mails/?state=waiting")
    page.locator("a.row-link").click()
    page.get_by_text("还少了一箱").wait_for()
    page.locator("form[action$='assign/'] button").click()
    page.wait_for_url(f"**/complaints/{complaint.pk}/")
    assert complaint.log.filter(note="还少了一箱").exists()
