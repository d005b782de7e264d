"""The whole loop, clicked through by those whose steps they are."""

import re

import pytest

from complaints.factories import bring_to, log_complaint
from complaints.loop import Step
from complaints.models import Cause, Complaint
from customers.factories import ContactFactory, CustomerFactory

ONE_COMPLAINT = re.compile(r"/complaints/\d+/$")
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def caller(manager):
    customer = CustomerFactory(name="上海远洋物流有限公司", short_name="远洋物流", owner=manager)
    return ContactFactory(customer=customer, name="赵敏", mobile="13812345678", is_primary=True)


@pytest.fixture
def cause(company):
    cause = Cause.objects.filter(parent__isnull=False).first()
    cause.department = company.operations
    cause.save()
    return cause


def pick(page, box, typed, shown):
    """Type into a picker and take what it shows."""
    page.locator(f"#{box}-ts-control").fill(typed)
    page.locator(".ts-dropdown .option", has_text=shown).first.click()


def write(page, **fields):
    """Fill the form of the waiting step."""
    for name, text in fields.items():
        page.locator(f".waiting [name={name}]").fill(text)


def press(page, label):
    with page.expect_navigation():
        page.locator(".waiting").get_by_role("button", name=label, exact=True).click()


@pytest.mark.parametrize("width", [1440, 390])
def test_from_the_call_to_the_closing_everybody_does_their_step(browse, caller, cause, desk, handler, leader, width):
    page = browse(desk, "en", width)
    page.keyboard.press("c")
    page.wait_for_url("**/complaints/new/")
    pick(page, "id_caller", "5678", "赵敏")
    page.fill("[name=description]", "三箱货物外包装破损")
    pick(page, "id_cause", cause.name_en, cause.name_en)
    page.click("text=Log and send")
    page.wait_for_url(ONE_COMPLAINT)
    complaint = Complaint.objects.get()
    assert (complaint.customer, complaint.contact, complaint.department) == (caller.customer, caller, cause.department)
    address = page.url.removeprefix(browse.address)

    page = browse(handler, "en", width)
    page.locator(".work-row", has_text="远洋物流").click()
    write(page, analysis="装卸时叉车操作不当", measures="赔付并培训")
    press(page, "Hand in to the leader")

    page = browse(leader, "en", width)
    page.locator(".work-row", has_text="远洋物流").click()
    page.get_by_text("装卸时叉车操作不当").first.wait_for()
    press(page, "Approve")

    page = browse(handler, "en", width)
    page.goto(address)
    write(page, account="已赔付三箱")
    press(page, "It is carried out")
    write(page, account="客户同意")
    press(page, "Agreed")

    page = browse(desk, "en", width)
    page.goto(address)
    write(page, detail="客户满意")
    press(page, "Satisfied")
    write(page, summary="破损三箱，已赔付", lesson="装卸前检查叉车")
    press(page, "Close the complaint")
    complaint.refresh_from_db()
    assert complaint.state == Complaint.State.CLOSED and complaint.cycle == 1


def test_a_dissatisfied_customer_sends_it_round_again(browse, caller, company, desk, handler, leader):
    complaint = log_complaint(desk, company.operations, customer=caller.customer)
    bring_to(complaint, Step.FOLLOW_UP, desk, handler, leader)
    page = browse(desk, "en")
    page.goto(f"/complaints/{complaint.pk}/")
    write(page, detail="还没收到赔款")
    press(page, "Not satisfied")
    page = browse(handler, "en")
    page.locator(".work-row", has_text="远洋物流").click()
    page.locator(".waiting [name=analysis]").wait_for()
    assert "还没收到赔款" in page.content()


def test_somebody_not_on_file_needs_six_fields_at_most(browse, cause, desk):
    page = browse(desk, "en")
    page.goto("/complaints/new/")
    page.fill("[name=caller_name]", "孙先生")
    page.fill("[name=caller_phone]", "13900001111")
    page.fill("[name=caller_company]", "宁波甬江贸易")
    page.fill("[name=description]", "送货晚了两天")
    pick(page, "id_cause", cause.name_en, cause.name_en)
    page.click("text=Log and send")
    page.wait_for_url(ONE_COMPLAINT)
    assert Complaint.objects.get().caller_company == "宁波甬江贸易"


def test_what_was_typed_on_a_stale_page_is_kept_and_the_refusal_says_who_was_first(
    browse, caller, company, desk, handler, head
):
    complaint = log_complaint(desk, company.operations, customer=caller.customer)
    first, second = browse(handler, "en"), browse(head, "en")
    for page in (first, second):
        page.goto(f"/complaints/{complaint.pk}/")
        write(page, analysis=f"原因 {page is first}", measures="措施")
    press(first, "Hand in to the leader")
    press(second, "Hand in to the leader")
    assert "原因 False" in second.content() and handler.name in second.content()
    browse.forgive("409")


def test_whoever_opens_the_form_by_its_key_types_the_caller_at_once(browse, caller, desk):
    page = browse(desk, "en", 1440)
    page.keyboard.press("c")
    page.locator("#id_caller-ts-control:focus").wait_for()
    page.keyboard.type("5678")
    page.locator(".ts-dropdown .option", has_text="赵敏").first.wait_for()
