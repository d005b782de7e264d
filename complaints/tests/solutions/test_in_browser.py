import pytest
from playwright.sync_api import expect

from complaints.models import SolutionUse

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("width", [1440, 390])
def test_typing_a_complaint_shows_a_solution_and_using_it_counts(browse, published, desk, width):
    page = browse(desk, "en", width)
    page.goto("/complaints/new/")
    page.fill("[name=caller_name]", "孙先生")
    page.locator("[name=description]").press_sequentially("叉车叉破了三箱，外包装全破")
    page.locator("#offered-solutions summary", has_text=published.title).click()
    page.get_by_label("Use this").check()
    page.locator("[name=description]").press_sequentially("，要求赔付")
    page.wait_for_load_state("networkidle")
    expect(page.get_by_label("Use this")).to_be_checked()
    page.click("text=Log and send")
    page.wait_for_url("**/complaints/*/")
    page.goto(published.get_absolute_url())
    expect(page.locator("section", has_text="Used").get_by_text("TS-").first).to_be_visible()
    assert SolutionUse.objects.get().by == desk


def test_what_a_solution_says_is_added_to_the_measures(browse, published, open_complaint, handler):
    page = browse(handler, "en")
    page.goto(open_complaint.get_absolute_url())
    measures = page.locator("#id_analyse_measures")
    measures.fill("先致歉。")
    page.locator("#solutions summary", has_text=published.title).click()
    page.get_by_role("button", name="Use this").click()
    expect(measures).to_have_value(f"先致歉。\n\n{published.remedy}")
    page.locator("#solutions").get_by_text("Used here").wait_for()
    page.get_by_role("searchbox", name="Find a solution").fill("不存在")
    page.locator("#solutions").get_by_text("Nothing found.").wait_for()
