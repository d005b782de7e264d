"""Two files of one customer: found by the search, compared, merged, and found by the old code afterwards."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from customers.duplicates.scanning import scan
from customers.factories import ContactFactory, CustomerFactory, log_contact
from customers.models import Customer, DuplicateScan

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("width", [1440, 390])
def test_from_the_search_to_the_old_code(browse, manager, width):
    kept = CustomerFactory(owner=manager, code="KH-KEPT", name="深圳华为技术有限公司")
    merged = CustomerFactory(
        owner=manager, code="KH-OLD", name="华为技术有限公司（分公司）", website="https://huawei.com"
    )
    for file in (kept, merged):
        ContactFactory(customer=file, name="王小明", mobile="13800138000")
    log_contact(manager, merged, timezone.now(), summary="谈了华南仓")
    scan(DuplicateScan.ask(None, timezone.now()).pk, timezone.now())

    page = browse(manager, "en", width)
    page.goto("/customers/duplicates/")
    page.get_by_role("link", name="Merge …").click()
    page.get_by_role("heading", name="Merge two files").wait_for()
    assert page.get_by_label("Web site: https://huawei.com").is_checked()
    assert page.get_by_role("checkbox", name="王小明").is_checked()
    page.get_by_role("button", name="Merge the files").click()
    page.get_by_text("is part of this file now").wait_for()
    page.get_by_text("谈了华南仓").wait_for()

    page.goto("/customers/?q=KH-OLD")
    page.locator(".customer-table").get_by_role("link", name=kept.name).wait_for()
    page.goto(f"/customers/{merged.pk}/?tab=history")
    page.get_by_text("was merged into").wait_for()
    page.get_by_role("link", name="华为技术有限公司（分公司）").first.click()
    page.get_by_role("heading", name="What came from it").wait_for()
    assert Customer.objects.kept().count() == 1


def test_a_number_of_another_file_is_told_while_it_is_typed(browse, manager):
    other = ContactFactory(customer=CustomerFactory(owner=manager, name="上海远洋物流有限公司"), mobile="13800138000")
    page = browse(manager, "en", 1440)
    page.goto(f"/customers/{CustomerFactory(owner=manager, name='宏达').pk}/contacts/new/")
    page.locator("#id_mobile").press_sequentially(other.mobile, delay=20)
    page.get_by_role("link", name="上海远洋物流有限公司").wait_for()


@pytest.mark.parametrize("width", [1440, 390])
def test_a_name_on_file_is_told_while_it_is_typed(browse, manager, colleague, width):
    CustomerFactory(owner=manager, name="上海远洋物流有限公司")
    CustomerFactory(owner=colleague, name="远洋物流（集团）有限公司")
    page = browse(manager, "en", width)
    page.goto("/customers/new/")
    page.locator("#id_name").press_sequentially("远洋物流", delay=20)
    page.get_by_text("Perhaps on file already").wait_for()
    assert page.get_by_role("link", name="上海远洋物流有限公司").count() == 1
    if width == 1440:
        expect(page.get_by_text("Perhaps on file already")).to_be_in_viewport()
    assert page.get_by_text("Already on file, with a colleague. Ask").count() == 1
    page.get_by_role("button", name="Open the file").click()
    page.get_by_role("button", name="Open it anyway").click()
    page.get_by_text("is on file as").wait_for()
