import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from customers.factories import ContactFactory, CustomerFactory
from key_accounts.factories import MORNING, bring_to, designate, open_plan, propose
from key_accounts.models import AccountPlan, KeyAccount, PlanAction, WatchItem
from key_accounts.states import PlanState


def url(name, *arguments):
    return reverse(f"key_accounts:{name}", args=arguments)


def text_of(response):
    return response.content.decode()


@pytest.mark.parametrize("state", list(PlanState))
def test_the_plan_opens_in_every_state_for_all_who_see_it(plan, bring, cast, as_user, state):
    bring(plan, state)
    for name in ("manager", "supervisor", "analyst", "director"):
        response = as_user(cast[name]).get(plan.get_absolute_url())
        assert response.status_code == 200 and plan.customer.name in text_of(response), name


def test_a_form_on_a_page_of_its_own_opens_no_dialog_over_itself(plan, manager, as_user):
    client, address = as_user(manager), url("objective_create", plan.pk)
    assert f'hx-post="{address}"' in text_of(client.get(address, headers={"HX-Request": "true"}))
    assert "hx-post" not in text_of(client.get(address))


def test_a_section_is_written_in_its_place_and_marked_against_what_was_decided(plan, bring, manager, as_user):
    bring(plan, PlanState.RETURNED)
    client, address = as_user(manager), url("section_edit", plan.pk, "needs")
    assert "hx-post" in text_of(client.get(address, headers={"HX-Request": "true"}))
    version = plan.sections.get(key="needs").version
    answer = client.post(address, {"text": "needs：完全改写", "version": version}, headers={"HX-Request": "true"})
    assert answer.status_code == 200 and "<ins>" in text_of(answer) and "<del>" in text_of(answer)
    assert client.post(address, {"text": "无脚本", "version": version + 1}).url.endswith("#needs")


def test_the_budget_is_written_with_its_section(plan, manager, as_user):
    client, address = as_user(manager), url("section_edit", plan.pk, "budget")
    assert client.post(address, {"text": "差旅为主", "version": 1, "budget": "20000"}).status_code == 302
    plan.refresh_from_db()
    assert plan.budget == 20000 and plan.sections.get(key="budget").version == 2
    stale = client.post(address, {"text": "差旅为主", "version": 1, "budget": "30000"})
    assert stale.status_code == 409
    plan.refresh_from_db()
    assert plan.budget == 20000


def test_objectives_and_actions_are_added_changed_and_removed(plan, manager, as_user):
    client = as_user(manager)
    objective = {"metric": "营收", "base": "100", "target": "200"}
    assert client.post(url("objective_create", plan.pk), objective).status_code == 302
    row = plan.objectives.get()
    again = client.post(url("objective_edit", row.pk), objective | {"target": "250", "version": row.version})
    assert again.status_code == 302 and plan.objectives.get().target == 250
    answer = client.post(
        url("action_create", plan.pk),
        {"what": "拜访", "owner": manager.pk, "due_on": "2026-05-01"},
        headers={"HX-Request": "true"},
    )
    assert answer.status_code == 204 and answer["HX-Trigger"] == "saved"
    action = plan.actions.get()
    assert client.post(url("action_remove", action.pk), {"version": action.version}).status_code == 302
    assert not plan.actions.exists()


def test_actual_figures_and_done_actions_are_entered_while_the_plan_is_in_force(plan, bring, manager, as_user):
    bring(plan, PlanState.APPROVED)
    client, row, action = as_user(manager), plan.objectives.get(), plan.actions.get()
    assert client.post(url("objective_record", row.pk), {"actual": "150"}).status_code == 302
    assert client.post(url("action_tick", action.pk), {"is_done": "on", "result": "已拜访"}).status_code == 302
    page = text_of(client.get(plan.get_absolute_url()))
    assert "50 %" in page and "已拜访" in page and "1 / 1" in page


def test_others_read_the_plan_in_force_while_an_adjustment_is_in_the_making(plan, bring, manager, cast, as_user):
    bring(plan, PlanState.APPROVED)
    plan.begin_adjustment(manager, MORNING, "新仓库")
    section = plan.sections.get(key="risks")
    section.edit(manager, MORNING, section.version, {"text": "尚未批准的新内容"})
    assert "尚未批准的新内容" in text_of(as_user(manager).get(plan.get_absolute_url()))
    assert "尚未批准的新内容" not in text_of(as_user(cast["analyst"]).get(plan.get_absolute_url()))


def test_any_two_versions_are_compared_and_nonsense_shows_the_newest(plan, bring, manager, as_user):
    bring(plan, PlanState.RETURNED)
    section = plan.sections.get(key="needs")
    section.edit(manager, MORNING, section.version, {"text": "needs：改成这样"})
    plan.submit(manager, MORNING)
    client = as_user(manager)
    for query in ("", "?from=1&to=2", "?from=abc&to=999999999999"):
        page = text_of(client.get(url("version_compare", plan.pk) + query))
        assert "1 section" in page and "<ins>" in page
    assert "Nothing changed" in text_of(client.get(url("version_compare", plan.pk) + "?from=2&to=2"))
    assert client.get(url("version_detail", plan.pk, 1)).status_code == 200
    assert client.get(url("version_detail", plan.pk, 9)).status_code == 404


def test_the_inbox_shows_all_that_waits_with_what_changed_and_one_click_decides(
    plan, bring, account, manager, supervisor, as_user
):
    bring(plan, PlanState.RETURNED)
    section = plan.sections.get(key="needs")
    section.edit(manager, MORNING, section.version, {"text": "needs：补充了基数"})
    plan.submit(manager, MORNING)
    adjusted, closed = open_plan(account, plan.half.next), open_plan(account, plan.half.next.next)
    bring(adjusted, PlanState.APPROVED)
    adjusted.begin_adjustment(manager, MORNING, "客户新建冷库")
    adjusted.submit_adjustment(manager, MORNING)
    bring(closed, PlanState.CLOSED)
    proposal = propose(manager)
    client = as_user(supervisor)
    page = text_of(client.get(url("decision_list")))
    for words in ("补充了基数", "客户新建冷库", "完成大部分目标", proposal.customer.name, "1 section"):
        assert words in page
    answer = client.post(
        url("plan_decide", plan.pk),
        {"about": "plan", "seen": plan.revision, "outcome": "approve", "note": "", "inbox": "1"},
    )
    assert answer.url == url("decision_list")
    facts = {"about": "review", "seen": closed.revision, "outcome": "approve", "score": "88", "note": "好"}
    assert client.post(url("plan_decide", closed.pk), facts).status_code == 302
    facts = {"seen": proposal.version, "outcome": "approve", "tier": "strategic", "note": ""}
    assert client.post(url("key_account_decide", proposal.pk), facts).status_code == 302
    closed.refresh_from_db()
    assert closed.state == PlanState.FILED and closed.score == 88
    assert KeyAccount.objects.get(pk=proposal.pk).tier == "strategic"


def test_the_customer_page_shows_watch_items_first_or_how_one_becomes_a_key_account(account, manager, as_user):
    WatchItem.add(
        account, manager, MORNING, account.submission_key, kind="company", on=MORNING.date(), title="换了总经理"
    )
    ContactFactory(customer=account.customer, name="赵敏", decision_role="sponsor", attitude=1, influence=4)
    client = as_user(manager)
    page = text_of(client.get(url("customer_panel", account.customer_id)))
    assert page.index("换了总经理") < page.index("赵敏")
    assert "Key account" in text_of(client.get(account.customer.get_absolute_url()))
    other = text_of(client.get(url("customer_panel", CustomerFactory(owner=manager).pk)))
    assert "Propose as key account" in other


@pytest.mark.parametrize("name", ["key_account_list", "plan_list", "decision_list"])
def test_lists_cost_the_same_for_one_and_for_many(name, manager, supervisor, as_user):
    def add():
        bring_to(open_plan(designate(manager, supervisor)), PlanState.SUBMITTED, manager, supervisor)
        propose(manager)

    client = as_user(supervisor)
    add()
    client.get(url(name))
    with CaptureQueriesContext(connection) as one:
        client.get(url(name))
    for _number in range(4):
        add()
    with CaptureQueriesContext(connection) as many:
        client.get(url(name))
    assert len(many) == len(one)


def test_the_page_of_a_plan_costs_the_same_for_few_and_many_rows(plan, bring, manager, as_user):
    bring(plan, PlanState.DRAFT)
    client = as_user(manager)
    client.get(plan.get_absolute_url())
    with CaptureQueriesContext(connection) as few:
        client.get(plan.get_absolute_url())
    for _number in range(20):
        PlanAction.add(
            plan, manager, MORNING, uuid.uuid4(), {"what": "拜访", "owner": manager, "due_on": MORNING.date()}
        )
    with CaptureQueriesContext(connection) as many:
        client.get(plan.get_absolute_url())
    assert len(many) == len(few) <= 40


def test_the_lists_are_filtered_and_a_senseless_filter_does_no_harm(plan, manager, as_user):
    client, name = as_user(manager), plan.customer.name
    assert name in text_of(client.get(url("plan_list") + "?half=2026-01-01&state=draft&late=on"))
    assert name not in text_of(client.get(url("plan_list") + "?state=filed"))
    for query in ("?half=2026-13-45", "?half=x", "?state=none", "?owner=abc", "?page=x&size=9", "?sort=nothing"):
        assert client.get(url("plan_list") + query).status_code == 200
        assert client.get(url("key_account_list") + query).status_code == 200
    assert name in text_of(client.get(url("key_account_list") + f"?q={name[:4]}&tier=key"))


def test_administrators_and_others_without_customers_see_no_lists(cast, as_user, account):
    for name in ("admin", "desk", "handler", "head"):
        for page in ("key_account_list", "plan_list", "decision_list"):
            assert as_user(cast[name]).get(url(page)).status_code == 403
        assert as_user(cast[name]).get(account.get_absolute_url()).status_code == 404
    assert AccountPlan.objects.visible_to(cast["admin"]).count() == 0
