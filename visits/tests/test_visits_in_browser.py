"""The story of the area, on a phone as it is used, and the supervisor's view of it."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from customers.factories import ContactFactory, CustomerFactory
from visits.factories import DAY, HOUR, VisitRuleFactory, plan_visit
from visits.models import Visit
from visits.proposing import propose
from visits.states import State
from visits.tests.test_files import PNG

pytestmark = pytest.mark.django_db(transaction=True)
ONE_VISIT = re.compile(r"/visits/\d+/$")


@pytest.fixture
def customer(manager):
    customer = CustomerFactory(name="上海远洋物流有限公司", short_name="远洋物流", owner=manager, grade="A")
    ContactFactory(customer=customer, name="赵敏", level="top", is_primary=True)
    return customer


def let_its_time_come(visit):
    """The visit was an hour ago."""
    Visit.objects.filter(pk=visit.pk).update(planned_at=timezone.now() - HOUR)


def test_a_proposal_is_accepted_confirmed_and_reported_with_its_next_step_and_problem(
    browse, manager, supervisor, customer
):
    VisitRuleFactory(name="月访", grade="A", levels=["top"])
    propose(timezone.now())
    page = browse(manager, "en", 390)
    page.goto("/visits/proposals/")
    page.check(f"[name=chosen][value='{Visit.objects.get().pk}']")
    page.click("text=Accept those chosen")
    page.get_by_text("1 visit is planned").wait_for()
    visit = Visit.objects.get()
    assert visit.state == State.PLANNED and [str(contact) for contact in visit.contacts.all()] == ["赵敏"]

    page.goto(visit.get_absolute_url())
    page.click("text=Confirm: the customer agrees")
    page.locator(".badge", has_text="Confirmed").first.wait_for()

    let_its_time_come(visit)
    page.goto("/visits/")
    page.locator(".work-row", has_text="远洋物流").click()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.fill("[name=summary]", "客户满意，想加一个仓")
    page.click("label:text-is('Friendly')")
    assert not page.locator("[name=next_visit_at]").is_visible()
    page.click("label:text-is('Next visit')")
    page.locator("[name=next_visit_at]").wait_for(state="visible")
    page.click("summary")
    page.fill("[name=problems]", "上周晚到两天")
    page.click("text=Send the report")
    page.wait_for_url(ONE_VISIT)
    page.get_by_text("The next visit is planned").wait_for()
    visit.refresh_from_db()
    assert visit.state == State.DONE and visit.next_visit.customer == customer

    page.click("text=Log the problem as a complaint")
    page.locator("[name=description]").wait_for()
    assert page.input_value("[name=description]") == "上周晚到两天"

    page = browse(supervisor, "en", 1440)
    page.goto("/visits/coverage/")
    page.locator(".coverage-table tr", has_text="Manager").get_by_role("link").first.click()
    page.locator("tbody tr", has_text="远洋物流").first.wait_for()


def test_three_taps_a_sentence_and_a_photo_are_a_report(browse, manager, customer):
    visit = plan_visit(manager, timezone.now() - 2 * DAY, timezone.now() - HOUR, customer)
    page = browse(manager, "en", 390)
    page.goto(f"/visits/{visit.pk}/report/")
    page.fill("[name=summary]", "一切正常")
    page.set_input_files("[name=files]", {"name": "gate.png", "mimeType": "image/png", "buffer": PNG})
    page.click("label:text-is('Warm')")
    page.click("label:text-is('None')")
    page.click("text=Send the report")
    page.wait_for_url(ONE_VISIT)
    visit.refresh_from_db()
    assert (visit.state, visit.attitude, visit.next_step) == (State.DONE, 2, "none")
    page.get_by_role("link", name="gate.png").wait_for()


def test_a_visit_is_planned_by_its_key_and_moved_by_dragging(browse, manager, customer):
    page = browse(manager, "en", 1440)
    page.keyboard.press("v")
    page.wait_for_url("**/visits/new/**")
    page.locator("#id_customer-ts-control").fill("yywl")
    page.locator(".ts-dropdown .option", has_text="远洋").first.click()
    page.get_by_label("赵敏").check()
    page.fill("[name=purpose]", "年度回顾")
    local = timezone.localtime()
    day = local.replace(day=15, hour=10, minute=0) + timedelta(days=31)
    page.fill("[name=planned_at]", f"{day:%Y-%m-%dT%H:%M}")
    page.click("text=Plan the visit")
    page.wait_for_url(ONE_VISIT)

    monday = day - timedelta(days=day.weekday())
    page.goto(f"/visits/calendar/?view=week&day={day:%Y-%m-%d}")
    target = f"{monday + timedelta(days=(day.weekday() + 1) % 7):%Y-%m-%d}"
    page.drag_and_drop(".event", f"[data-place='{target}']")
    page.locator(f"[data-place='{target}'] .event", has_text="远洋物流").wait_for()
    moved = timezone.localtime(Visit.objects.get().planned_at)
    assert (f"{moved:%Y-%m-%d %H:%M}", Visit.objects.get().state) == (f"{target} 10:00", State.PLANNED)
