import pytest
from django.utils.timezone import localdate, now

from complaints.factories import log_complaint
from complaints.models import Complaint

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_list_of_my_complaints_is_walked_with_the_keyboard(browse, company, desk, handler):
    complaints = [log_complaint(desk, company.operations) for _each in range(2)]
    page = browse(handler, "en")
    page.goto("/complaints/queue/")
    for key in "jjk":
        page.keyboard.press(key)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{complaints[0].get_absolute_url()}")


@pytest.mark.parametrize("address", ["/complaints/", "/complaints/board/"])
def test_several_are_ticked_and_rerouted(browse, company, desk, handler, address):
    complaints = [log_complaint(desk, company.operations) for _each in range(2)]
    page = browse(desk, "en")
    page.goto(address)
    if address == "/complaints/":
        page.get_by_role("button", name="Tick complaints").click()
    for complaint in complaints:
        page.get_by_label(complaint.number).check()
    page.get_by_role("button", name="Re-route those ticked").click()
    dialog = page.locator("#dialog")
    dialog.locator("[name=department]").select_option(label="Guangzhou sales")
    dialog.locator("[name=reason]").fill("货在广州")
    dialog.get_by_role("button", name="Re-route", exact=True).click()
    page.get_by_text("2 complaints were re-routed.").wait_for()
    assert Complaint.objects.filter(department=company.guangzhou_sales).count() == 2


def test_one_goes_from_complaint_to_complaint_with_the_keyboard(browse, company, desk, handler):
    first, second = (log_complaint(desk, company.operations) for _each in range(2))
    page = browse(handler, "en")
    page.goto(first.get_absolute_url())
    page.keyboard.press("?")
    page.get_by_role("link", name="Next of my complaints").wait_for()
    for key, address in (("j", second.get_absolute_url()), ("k", first.get_absolute_url())):
        page.keyboard.press(key)
        page.wait_for_url(f"**{address}")
    page.keyboard.press("m")
    page.get_by_role("link", name="Give to a colleague").wait_for()
    page.keyboard.press("a")
    page.wait_for_url("**#waiting")
    page.keyboard.press("Tab")
    page.keyboard.type("jk")
    assert page.locator("[name=analysis]").input_value() == "jk"
    page.locator("h1").click()
    page.keyboard.press("n")
    page.wait_for_url("**?tab=notes")
    page.keyboard.press("q")
    page.wait_for_url("**/complaints/queue/")


def test_a_notice_of_claim_is_entered_where_one_reads_of_it(browse, company, desk, head):
    facts = {"transport_mode": "air", "loss": "damage", "event_date": localdate()}
    complaint = log_complaint(desk, company.operations, now(), **facts)
    page = browse(head, "en")
    page.goto("/complaints/queue/")
    page.get_by_role("link", name="Notice of claim sent").click()
    page.locator("#dialog [name=sent_to]").fill("国航货运")
    page.locator("#dialog").get_by_role("button", name="Keep it").click()
    page.locator("dd", has_text="Sent to 国航货运").wait_for()
    assert page.url.endswith(complaint.get_absolute_url())
