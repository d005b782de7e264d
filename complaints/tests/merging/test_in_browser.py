import pytest

from complaints.factories import log_complaint
from complaints.loop import State
from customers.factories import CustomerFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("width", [1440, 390])
def test_the_desk_merges_two_complaints_about_one_matter(browse, company, desk, handler, width):
    customer = CustomerFactory(name="上海远洋物流有限公司")
    merged, kept = (log_complaint(desk, company.operations, customer=customer) for _each in range(2))
    stranger = log_complaint(desk, company.operations)
    page = browse(desk, "en", width)
    page.goto(merged.get_absolute_url())
    page.locator("main").get_by_role("button", name="More").click()
    page.get_by_text("Merge into another …").click()
    dialog = page.locator("#dialog")
    dialog.get_by_label(kept.number).wait_for()
    dialog.locator("[name=q]").fill(stranger.number)
    dialog.get_by_label(stranger.number).wait_for()
    dialog.locator("[name=q]").fill("远洋物流")
    dialog.get_by_label(kept.number).check()
    dialog.locator("[name=reason]").fill("同一票货")
    dialog.get_by_role("button", name="Merge", exact=True).click()
    page.wait_for_url(f"**{kept.get_absolute_url()}")
    page.get_by_role("link", name="Merged and split").click()
    page.get_by_text(merged.description).wait_for()
    merged.refresh_from_db()
    assert (merged.state, merged.merged_into) == (State.MERGED, kept)
