import pytest

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
