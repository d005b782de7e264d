"""A year of a key account, clicked through by those whose part it is."""

import uuid

import pytest
from django.utils import timezone

from customers.factories import ContactFactory, CustomerFactory
from key_accounts.halves import Half
from key_accounts.models import AccountPlan, KeyAccount
from key_accounts.sections import SECTIONS
from key_accounts.states import PlanState

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def customer(manager):
    customer = CustomerFactory(name="上海远洋物流有限公司", short_name="远洋物流", owner=manager)
    ContactFactory(customer=customer, name="赵敏", decision_role="decision_maker", attitude=1, influence=5)
    return customer


def press(page, label):
    with page.expect_navigation():
        page.get_by_role("button", name=label, exact=True).first.click()


def write_section(page, key, text):
    section = page.locator(f"#{key}")
    section.get_by_role("link", name="Write").click()
    section.locator("textarea").fill(text)
    section.get_by_role("button", name="Save").click()
    page.locator(f"#{key} .plan-text", has_text=text).wait_for()


def fill_dialog(page, opener, **fields):
    page.get_by_role("link", name=opener, exact=True).first.click()
    for name, value in fields.items():
        page.locator(f"#dialog [name={name}]").fill(value)
    page.locator("#dialog").get_by_role("button", name="Save").click()
    page.locator("#dialog[open]").wait_for(state="detached")


def decide(browse, supervisor, label, width, **fields):
    page = browse(supervisor, "en", width)
    page.goto("/key-accounts/decisions/")
    for name, value in fields.items():
        page.locator(f"[name={name}]").first.fill(value)
    press(page, label)
    page.get_by_text("Done:").wait_for()


@pytest.mark.parametrize("width", [1440, 390])
def test_from_the_proposal_to_the_filed_plan(browse, customer, manager, supervisor, width):
    page = browse(manager, "en", width)
    page.goto(f"/key-accounts/new/?customer={customer.pk}")
    page.fill("[name=reason]", "行业标杆，外包规模翻番")
    press(page, "Propose")
    decide(browse, supervisor, "Approve", width)
    account = KeyAccount.objects.get()
    customer.refresh_from_db()
    assert customer.tier == "key"

    plan = _open(account, Half.of(timezone.localdate()).next)
    page.goto(plan.get_absolute_url())
    for section in SECTIONS:
        if section.is_required:
            write_section(page, section.key, f"关于 {section.key} 的文字")
    fill_dialog(page, "Add an objective", metric="营业收入", base="100", target="200")
    page.locator("#plan-tables", has_text="营业收入").wait_for()
    fill_dialog(page, "Add an action", what="拜访供应链总监")
    page.locator("#plan-tables", has_text="拜访供应链总监").wait_for()
    press(page, "Hand in for approval")

    decide(browse, supervisor, "Return", width, note="请补充竞争对手")
    page.goto(plan.get_absolute_url())
    write_section(page, "risks", "竞争对手顺达降价")
    page.locator("#risks ins").first.wait_for()
    press(page, "Hand in for approval")
    decide(browse, supervisor, "Approve", width)

    page.goto(plan.get_absolute_url())
    page.get_by_text("Adjust the plan").click()
    page.fill("[name=reason]", "客户新建冷库")
    press(page, "Begin the adjustment")
    write_section(page, "strategy", "新增冷链仓储")
    press(page, "Hand in for approval")
    decide(browse, supervisor, "Approve", width)

    page.goto(plan.get_absolute_url())
    page.get_by_role("link", name="Compare versions").click()
    page.locator("ins", has_text="新增冷链仓储").wait_for()
    page.goto(plan.get_absolute_url())
    fill_dialog(page, "Enter the actual figure of 营业收入", actual="190")
    page.get_by_text("90 %").wait_for()
    page.get_by_text("Sum up the half-year").click()
    page.fill("[name=self_review]", "收入目标基本完成")
    press(page, "Hand in the self-review")
    decide(browse, supervisor, "Score and file", width, score="88", note="继续努力")
    plan.refresh_from_db()
    assert plan.state == PlanState.FILED and plan.score == 88 and plan.versions.count() == 3

    page.goto(plan.get_absolute_url())
    page.get_by_text("继续努力").first.wait_for()
    assert page.get_by_role("link", name="Write").count() == 0


def test_the_map_names_a_counterpart_and_news_stand_at_the_top_of_the_customers_tab(
    browse, customer, manager, supervisor
):
    account = KeyAccount.propose(manager, timezone.now(), uuid.uuid4(), customer, tier="key", reason="行业标杆")
    account.approve(supervisor, timezone.now(), account.version)
    page = browse(manager, "en")
    page.goto(f"{customer.get_absolute_url()}?tab=key_account")
    page.get_by_text("赵敏 has no counterpart of ours.").wait_for()
    page.get_by_role("link", name="Name our counterpart of 赵敏").click()
    page.locator("#dialog [name=person]").select_option(label="Supervisor")
    page.locator("#dialog").get_by_role("button", name="Save").click()
    page.get_by_text("赵敏 has no counterpart of ours.").wait_for(state="detached")
    fill_dialog(page, "Add", title="客户换了总经理")
    page.locator(".watch", has_text="客户换了总经理").wait_for()


def test_a_stale_section_shows_both_texts(browse, customer, manager, supervisor):
    account = KeyAccount.propose(manager, timezone.now(), uuid.uuid4(), customer, tier="key", reason="行业标杆")
    account.approve(supervisor, timezone.now(), account.version)
    plan = _open(account, Half.of(timezone.localdate()).next)
    page = browse(manager, "en")
    page.goto(plan.get_absolute_url())
    page.locator("#needs").get_by_role("link", name="Write").click()
    page.locator("#needs textarea").fill("第二个人的文字")
    section = plan.sections.get(key="needs")
    section.edit(manager, timezone.now(), section.version, {"text": "第一个人的文字"})
    page.locator("#needs").get_by_role("button", name="Save").click()
    page.locator("#needs del", has_text="一").wait_for()
    browse.forgive("409")
    page.locator("#needs").get_by_role("button", name="Save").click()
    page.locator("#needs .plan-text", has_text="第二个人的文字").wait_for()


def _open(account, half):
    return AccountPlan.open_for(account, half, timezone.now(), half.first_day)
