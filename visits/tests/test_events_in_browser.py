"""Our own event, from whom to invite to who came, clicked through on the phone."""

import pytest
from django.utils import timezone

from customers.factories import ContactFactory, CustomerFactory
from customers.models import ContactEntry
from visits.factories import OccasionFactory
from visits.models import Invitation

pytestmark = pytest.mark.django_db(transaction=True)


def test_contacts_are_invited_and_their_reply_and_coming_ticked(browse, manager):
    today = timezone.localdate()
    event = OccasionFactory(name="客户答谢会", name_en="", year=today.year, month=today.month, day=today.day)
    for short_name, name, grade in (("远洋物流", "赵敏", "A"), ("宏达电子", "钱进", "B")):
        customer = CustomerFactory(name=f"上海{short_name}有限公司", short_name=short_name, owner=manager, grade=grade)
        ContactFactory(customer=customer, name=name, is_primary=True)
    page = browse(manager, "en", 390)
    page.goto("/visits/events/")
    page.locator("tr", has_text="客户答谢会").get_by_role("link").click()
    page.click("text=All A customers")
    page.get_by_text("1 contact is invited").wait_for()
    page.wait_for_load_state("networkidle")

    page.fill("#find", "宏达")
    page.get_by_label("钱进").check()
    page.click("text=Invite those ticked")
    row = page.locator("#results tr", has_text="钱进")
    row.get_by_role("button", name="Accepted").click()
    page.get_by_text("accepted: 1").wait_for()
    row.get_by_role("button", name="Yes").click()
    page.get_by_text("attended: 1").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert ContactEntry.objects.get().channel == "event"

    # Somebody else was first, on a page that is still open here.
    Invitation.objects.filter(contact__name="赵敏").update(version=9, changed_by=manager)
    page.locator("#results tr", has_text="赵敏").get_by_role("button", name="Declined").click()
    page.get_by_text("was changed by").wait_for()
    assert Invitation.objects.get(contact__name="赵敏", occasion=event).reply == "open"
    browse.forgive("409")
