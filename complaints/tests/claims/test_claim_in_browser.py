"""A claim above the second limit, from the desk to the payment: two posts approve it in the browser."""

import pytest

from complaints.models import Claim

pytestmark = pytest.mark.django_db(transaction=True)


def decide(page, link, **fields):
    """Open the dialog behind `link`, fill it in and send it."""
    page.get_by_role("link", name=link, exact=True).click()
    dialog = page.locator("#dialog")
    dialog.locator("form").wait_for()
    for name, text in fields.items():
        field = dialog.locator(f"[name={name}]")
        field.select_option(text) if name == "liability" else field.fill(text)
    with page.expect_navigation():
        dialog.locator("button.btn-primary").click()
    page.locator("[data-panel] h2").first.wait_for()


def test_both_posts_approve_and_the_payment_is_entered(browse, complaint, desk, leader, director):
    address = f"{complaint.get_absolute_url()}?tab=claim"

    def as_user(person):
        page = browse(person, "en")
        page.goto(address)
        return page

    page = as_user(desk)
    decide(page, "New claim", claimed_amount="90000", ground="整车货物水湿")
    decide(page, "Propose a settlement", liability="ours", agreed_amount="80000", reason="篷布破损，我方责任")
    assert "Settlement waits for approval" in page.locator("[data-panel]").inner_text()
    decide(as_user(leader), "Approve the settlement", note="同意")
    assert Claim.objects.get().approver == director
    decide(as_user(director), "Approve the settlement", note="同意")
    page = as_user(desk)
    decide(page, "Enter the payment", reference="FK-1")
    claim = Claim.objects.get()
    assert (claim.state, claim.paid_amount) == (Claim.State.PAID, 80_000)
    assert "CNY 80,000" in page.locator("[data-panel]").inner_text()
