"""A limit above the policy's is proposed, approved and seen at the head; a contract is filed, read and renewed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from crm_site.seeding.papers import pdf
from customers import renewals
from customers.factories import CustomerFactory, MonthlyFigureFactory
from customers.figures.months import shift
from customers.models import Document

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = timezone.localdate()


@pytest.fixture
def customer(manager, director):
    """Over its limit."""
    customer = CustomerFactory(owner=manager, name="上海远洋物流有限公司", credit_limit=100_000)
    MonthlyFigureFactory(customer=customer, month=shift(TODAY, -1), receivable=400_000)
    return customer


@pytest.mark.parametrize("width", [1440, 390])
def test_a_greater_limit_is_approved_and_the_light_changes(browse, manager, supervisor, customer, width):
    page = browse(manager, "en", width)
    page.goto(customer.tab_url("credit"))
    page.get_by_role("link", name="Credit red").wait_for()
    page.get_by_role("link", name="New review").click()
    page.select_option("#dialog [name=grade]:focus", "A")
    page.fill("#dialog [name=limit]", "800000")
    page.select_option("#dialog [name=terms]", "monthly")
    page.fill("#dialog [name=payment_days]", "45")
    page.fill("#dialog [name=findings]", "母公司担保")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("The review waits for approval by Supervisor.").wait_for()
    page.get_by_role("link", name="Credit red").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")

    page = browse(supervisor, "en", width)
    page.goto("/")
    page.get_by_role("link", name="Decide on a credit review").click()
    page.get_by_text("With it the light would be").wait_for()
    page.get_by_text("CNY 800,000").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_role("button", name="Approve").click()
    page.get_by_text("The credit review is now: Approved.").wait_for()

    page = browse(manager, "en", width)
    page.goto(customer.get_absolute_url())
    page.get_by_role("link", name="Credit green").wait_for()
    page.get_by_text("Credit limit CNY 100,000 → 800,000, credit grade A, approved; reviewed by Manager").wait_for()


def test_a_contract_is_previewed_and_renewed(browse, manager, customer, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    page = browse(manager, "en", 1440)
    page.goto(customer.tab_url("documents"))
    page.get_by_role("link", name="New document").click()
    page.set_input_files(
        "[name=upload]", {"name": "运输合同.pdf", "mimeType": "application/pdf", "buffer": pdf(["合同"])}
    )
    page.fill("[name=valid_until]", (TODAY + timedelta(days=20)).isoformat())
    # A frame that the browser refused would be at an address of the browser's own.
    with page.expect_event("framenavigated", lambda frame: frame.parent_frame and "/documents/files/" in frame.url):
        page.get_by_role("button", name="Save").click()
    assert renewals.ask(timezone.now()) == 1

    page.goto("/")
    page.get_by_role("link", name="Renewal of a document").click()
    page.get_by_text("to be renewed").wait_for()
    page.get_by_text("New version …").click()
    page.set_input_files("[name=upload]", {"name": "续签.pdf", "mimeType": "application/pdf", "buffer": pdf(["续签"])})
    page.fill("[name=valid_until]", (TODAY + timedelta(days=400)).isoformat())
    page.get_by_role("button", name="Keep this version").click()
    page.get_by_text("The new version is kept; the older ones stay.").wait_for()
    page.get_by_text("In force", exact=True).wait_for()
    page.get_by_role("link", name="1 · 运输合同.pdf").click()
    page.get_by_text("This is version 1; there is a newer one.").wait_for()
    document = Document.objects.get()
    assert (document.versions.count(), document.clock) == (2, None)
