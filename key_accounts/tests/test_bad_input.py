import uuid

import pytest
from django.urls import reverse

from customers.factories import CustomerFactory
from key_accounts.factories import MORNING, bring_to, propose
from key_accounts.models import AccountPlan, KeyAccount, WatchItem
from key_accounts.states import PlanState


def url(name, *arguments):
    return reverse(f"key_accounts:{name}", args=arguments)


def test_who_decides_second_is_told_who_was_first_and_keeps_their_words(plan, bring, supervisor, director, as_user):
    bring(plan, PlanState.SUBMITTED)
    seen = plan.revision
    plan.approve(supervisor, MORNING, seen)
    facts = {"about": "plan", "seen": seen, "outcome": "return", "note": "请再补充竞争对手"}
    answer = as_user(director).post(url("plan_decide", plan.pk), facts)
    page = answer.content.decode()
    assert answer.status_code == 409 and "Supervisor" in page and "请再补充竞争对手" in page
    assert AccountPlan.objects.get().state == PlanState.APPROVED


def test_approving_a_version_changed_meanwhile_is_refused(plan, bring, manager, supervisor, as_user):
    bring(plan, PlanState.SUBMITTED)
    seen = plan.revision
    plan.take_back(manager, MORNING)
    plan.submit(manager, MORNING)
    facts = {"about": "plan", "seen": seen, "outcome": "approve", "note": ""}
    answer = as_user(supervisor).post(url("plan_decide", plan.pk), facts)
    assert answer.status_code == 409 and "handed in for approval" in answer.content.decode()
    assert AccountPlan.objects.get().state == PlanState.SUBMITTED


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"about": "plan"},
        {"about": "nonsense", "seen": "1", "outcome": "approve"},
        {"about": "plan", "seen": "x", "outcome": "approve"},
        {"about": "plan", "seen": "99999999999999999999", "outcome": "approve"},
        {"about": "plan", "seen": "1", "outcome": "burn"},
        {"about": "plan", "seen": "1", "outcome": "return", "note": "  "},
        {"about": "review", "seen": "1", "outcome": "approve", "score": "101", "note": "好"},
        {"about": "review", "seen": "1", "outcome": "approve", "score": "", "note": "好"},
    ],
)
def test_a_hand_made_decision_gets_a_clear_answer(plan, bring, supervisor, as_user, facts):
    bring(plan, PlanState.SUBMITTED)
    answer = as_user(supervisor).post(url("plan_decide", plan.pk), facts)
    assert answer.status_code in (409, 422)
    assert AccountPlan.objects.get().state == PlanState.SUBMITTED


def test_a_filed_plan_takes_no_hand_made_post(plan, bring, manager, supervisor, as_user):
    bring(plan, PlanState.FILED)
    section, row, action = plan.sections.get(key="needs"), plan.objectives.get(), plan.actions.get()
    client = as_user(manager)
    posts = [
        (url("section_edit", plan.pk, "needs"), {"text": "改", "version": section.version}),
        (url("section_edit", plan.pk, "budget"), {"text": "改", "version": 2, "budget": "1"}),
        (url("objective_create", plan.pk), {"metric": "新", "target": "1"}),
        (url("objective_edit", row.pk), {"metric": "新", "target": "1", "version": row.version}),
        (url("objective_remove", row.pk), {"version": row.version}),
        (url("objective_record", row.pk), {"actual": "1"}),
        (url("action_create", plan.pk), {"what": "新", "owner": manager.pk, "due_on": "2026-05-01"}),
        (url("action_remove", action.pk), {"version": action.version}),
        (url("action_tick", action.pk), {"is_done": "on"}),
        (url("plan_submit", plan.pk), {}),
        (url("plan_take_back", plan.pk), {}),
        (url("plan_begin_adjustment", plan.pk), {"reason": "改"}),
        (url("plan_withdraw_adjustment", plan.pk), {}),
        (url("plan_close", plan.pk), {"self_review": "改"}),
    ]
    before = _everything(plan)
    for address, facts in posts:
        answer = client.post(address, facts)
        assert answer.status_code in (302, 409) and answer.status_code != 500, address
        if answer.status_code == 409:
            assert "scored and filed" in answer.content.decode(), address
    for facts in ({"about": "plan", "outcome": "return"}, {"about": "review", "outcome": "approve", "score": "1"}):
        posted = {"seen": plan.revision, "note": "改"} | facts
        assert as_user(supervisor).post(url("plan_decide", plan.pk), posted).status_code == 409
    assert _everything(plan) == before


def _everything(plan):
    return [
        list(rows.order_by("pk").values())
        for rows in (AccountPlan.objects.all(), plan.sections.all(), plan.objectives.all(), plan.actions.all())
    ]


@pytest.mark.parametrize(
    "facts",
    [
        {"metric": "", "target": "1"},
        {"metric": "营收"},
        {"metric": "营收", "target": "abc"},
        {"metric": "营收", "target": "1e400"},
        {"metric": "营收", "target": "99999999999999999"},
        {"metric": "营" * 121, "target": "1"},
        {"metric": "营\0收", "target": "1"},
    ],
)
def test_a_wrong_objective_is_refused_with_what_is_wrong(plan, manager, as_user, facts):
    assert as_user(manager).post(url("objective_create", plan.pk), facts).status_code == 422
    assert not plan.objectives.exists()


@pytest.mark.parametrize("due_on", ["2026-12-01", "2025-06-30", "2026-02-30", "", "x"])
def test_an_action_lies_in_the_half_year_of_its_plan(plan, manager, as_user, due_on):
    facts = {"what": "拜访", "owner": manager.pk, "due_on": due_on}
    assert as_user(manager).post(url("action_create", plan.pk), facts).status_code == 422


def test_a_form_sent_twice_adds_one_row(plan, manager, as_user):
    facts = {"metric": "营收", "target": "1", "submission_key": str(uuid.uuid4())}
    for _time in range(2):
        assert as_user(manager).post(url("objective_create", plan.pk), facts).status_code == 302
    assert plan.objectives.count() == 1


def test_of_two_who_edit_one_section_the_second_sees_both_texts(plan, manager, as_user):
    client, address = as_user(manager), url("section_edit", plan.pk, "risks")
    assert client.post(address, {"text": "竞争对手甲", "version": 1}).status_code == 302
    answer = client.post(address, {"text": "竞争对手乙", "version": 1})
    page = answer.content.decode()
    assert answer.status_code == 409 and "<del>甲</del>" in page and "<ins>乙</ins>" in page
    assert 'value="2"' in page and client.post(address, {"text": "竞争对手乙", "version": 2}).status_code == 302


def test_of_two_who_edit_one_row_the_second_is_told(plan, manager, as_user):
    bring_to(plan, PlanState.DRAFT, manager, None)
    row, client = plan.objectives.get(), as_user(manager)
    facts = {"metric": "营收", "target": "300", "version": row.version}
    assert client.post(url("objective_edit", row.pk), facts).status_code == 302
    answer = client.post(url("objective_edit", row.pk), facts | {"target": "400"})
    assert answer.status_code == 409 and "400" in answer.content.decode() and "Manager" in answer.content.decode()
    again = client.post(url("objective_edit", row.pk), facts | {"target": "400", "version": row.version + 1})
    assert again.status_code == 302 and plan.objectives.get().target == 400
    assert client.post(url("objective_remove", row.pk), {"version": "x"}).status_code == 302
    assert plan.objectives.exists()


def test_text_that_is_too_long_or_an_unknown_section_is_refused(plan, manager, as_user):
    client = as_user(manager)
    address = url("section_edit", plan.pk, "risks")
    assert client.post(address, {"text": "长" * 20_001, "version": 1}).status_code == 422
    assert client.post(address, {"text": "x", "version": ""}).status_code == 422
    assert (
        client.post(url("section_edit", plan.pk, "budget"), {"text": "", "version": 1, "budget": "-1"}).status_code
        == 422
    )
    assert client.get(url("section_edit", plan.pk, "nothing")).status_code == 404


@pytest.mark.parametrize("customer", ["", "0", "abc", "9" * 30, "other", "taken"])
def test_a_wrong_customer_is_not_proposed(customer, manager, colleague, as_user):
    taken = propose(manager).customer
    other = CustomerFactory(owner=colleague)
    chosen = {"other": other.pk, "taken": taken.pk}.get(customer, customer)
    facts = {"customer": chosen, "tier": "key", "reason": "行业标杆", "submission_key": str(uuid.uuid4())}
    assert as_user(manager).post(url("key_account_create"), facts).status_code == 422
    assert KeyAccount.objects.count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"title": ""},
        {"on": "2026-02-30"},
        {"on": "2999-01-01"},
        {"until": "2020-01-01"},
        {"importance": "9"},
        {"kind": "x"},
    ],
)
def test_a_wrong_watch_item_is_refused(account, manager, as_user, changes):
    facts = {
        "title": "新闻",
        "on": "2026-03-01",
        "kind": "company",
        "importance": "2",
        "submission_key": str(uuid.uuid4()),
    }
    assert as_user(manager).post(url("watch_create", account.pk), facts | changes).status_code == 422
    assert not WatchItem.objects.exists()


def test_a_plan_that_is_not_complete_is_not_handed_in_and_says_why(plan, manager, as_user):
    answer = as_user(manager).post(url("plan_submit", plan.pk))
    assert answer.status_code == 422 and "Still missing" in answer.content.decode()
