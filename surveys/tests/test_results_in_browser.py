"""An analyst reads the results of a finished wave; an account manager answers for a low score."""

import pytest
from playwright.sync_api import expect

from customers.factories import CustomerFactory
from surveys.answer_factories import closed_wave, follow_up_of, random_sheets
from surveys.models import ResultSnapshot

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def finished(analyst):
    wave = closed_wave(analyst, random_sheets(160))
    ResultSnapshot.compute(wave, wave.closed_at)
    return wave


@pytest.mark.parametrize("width", [1440, 390])
def test_the_analyst_goes_from_the_whole_to_segments_map_and_workbook(browse, analyst, finished, width):
    page = browse(analyst, "en", width)
    page.goto(f"/surveys/{finished.pk}/results/")
    page.get_by_role("heading", name="Response rates (AAPOR)").wait_for()
    page.get_by_role("link", name="Segments").click()
    page.locator("[name=segment]").wait_for()
    # What was fetched hears nothing until it has settled.
    expect(page.locator(".htmx-settling")).to_have_count(0)
    page.locator("[name=segment]").select_option("mode")
    page.locator("#part th", has_text="Telephone").first.wait_for()
    page.locator("#part .chart canvas").wait_for()
    page.get_by_role("link", name="Importance and performance").click()
    page.locator(".chart-map canvas").wait_for()
    page.get_by_role("link", name="Cut at the midpoint").click()
    page.locator("#part td", has_text="Keep").wait_for()
    with page.expect_download() as download:
        page.get_by_role("link", name="Excel", exact=True).click()
    assert download.value.suggested_filename.endswith("importance.xlsx")


def test_the_manager_hears_the_customer_out_and_resolves_it(browse, analyst, manager):
    follow_up = follow_up_of(
        analyst, CustomerFactory(name="宁波甬江贸易有限公司", short_name="甬江贸易", owner=manager)
    )
    page = browse(manager, "en")
    page.goto("/surveys/follow-ups/?mine=on")
    page.get_by_role("link", name="甬江贸易").click()
    page.get_by_text("Nobody calls back").wait_for()
    page.fill("[name=summary]", "已道歉，下周回访")
    page.get_by_role("button", name="Log the contact").click()
    page.locator(".badge", has_text="Contacted").first.wait_for()
    page.get_by_role("heading", name="Resolved").click()
    page.locator("details[open] [name=note]").last.fill("已指定专人对接")
    page.get_by_role("button", name="It is resolved").click()
    page.locator(".badge", has_text="Resolved").first.wait_for()
    follow_up.refresh_from_db()
    assert (follow_up.state, follow_up.clock.state) == ("resolved", "done")
    page.goto(f"/customers/{follow_up.customer_id}/?tab=satisfaction")
    page.get_by_text("Overall satisfaction").first.wait_for()
