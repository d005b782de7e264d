import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from crm_site.workflow import InvalidTransition
from customers.factories import CustomerFactory
from deadlines.models import Clock
from surveys.answer_factories import closed_wave, follow_up_of
from surveys.answers import Value
from surveys.factories import MORNING, items_of
from surveys.models import FollowUp, FollowUpRule, Response
from surveys.moving import find_follow_ups, move_follow_ups
from surveys.states import Mode

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(days=1)


@pytest.fixture
def customer(manager):
    return CustomerFactory(owner=manager)


@pytest.fixture
def follow_up(analyst, customer):
    return follow_up_of(analyst, customer)


def opened_by(analyst, **answers):
    wave = closed_wave(analyst, [{"answers": answers}])
    return FollowUp.open_for(Response.objects.get(unit__wave=wave), LATER)


def test_completing_a_sheet_with_a_low_score_opens_one_and_tells_the_account_manager(unit, manager):
    unit.customer.owner = manager
    unit.customer.save()
    items = items_of(unit.wave)
    response = unit.response
    response.save_answers({items["M1"]: Value(number=4), items["P1"]: Value(number=9)}, Mode.WEB, LATER)
    response.complete(Mode.WEB, LATER)
    found = FollowUp.objects.get()
    assert (found.response, found.customer, found.rules) == (response, unit.customer, ["overall"])
    assert (found.clock.doer, found.clock.url) == (manager, found.get_absolute_url())
    assert manager.notifications.get().url == found.get_absolute_url()


def test_there_is_exactly_one_however_often_it_is_asked_for(follow_up):
    again = FollowUp.open_for(follow_up.response, LATER)
    assert again == follow_up and FollowUp.objects.count() == 1
    assert Clock.objects.filter(step="survey.follow_up").count() == 1


@pytest.mark.parametrize(
    ("answers", "rules"),
    [
        ({"M1": 7, "P1": 7}, None),
        ({"M1": 6, "P1": 7}, ["overall"]),
        ({"M1": 9, "P1": 0}, ["recommend"]),
        ({"M1": 2, "P1": 2, "T1": ["yes"]}, ["overall", "recommend", "come_back"]),
        ({"M1": 10, "T1": ["no"]}, None),
        ({"M1": None, "P1": None}, None),
    ],
)
def test_a_low_score_or_the_wish_to_hear_back_is_followed_up(analyst, answers, rules):
    found = opened_by(analyst, **answers)
    assert (found and found.rules) == rules


def test_the_limits_are_settings(analyst):
    FollowUpRule.objects.filter(what="overall").update(limit=8)
    FollowUpRule.objects.filter(what="recommend").update(is_active=False)
    FollowUpRule.objects.create(what="rating", limit=2)
    assert opened_by(analyst, M1=8, P1=1).rules == ["overall"]
    assert opened_by(analyst, M1=9, A1=2).rules == ["rating"]


def test_a_rule_of_a_score_needs_a_limit_and_a_wish_none():
    with pytest.raises(ValidationError):
        FollowUpRule(what="rating").full_clean()
    with pytest.raises(ValidationError):
        FollowUpRule(what="come_back", limit=3).full_clean()


def test_a_customer_without_account_manager_is_followed_up_by_the_office(analyst):
    assert opened_by(analyst, M1=1).clock.doer == analyst


def test_contacted_goes_to_the_contact_log_once(follow_up, manager):
    key = uuid.uuid4()
    step = follow_up.contact(manager, LATER, key, summary="已道歉", channel="call")
    again = follow_up.contact(manager, LATER, key, summary="已道歉", channel="call")
    entry = follow_up.customer.contact_entries.get()
    assert step == again and step.entry == entry and entry.summary == "已道歉"
    follow_up.refresh_from_db()
    assert (follow_up.state, follow_up.clock.state) == ("contacted", "running")


@pytest.mark.parametrize(("action", "state"), [("resolve", "resolved"), ("drop", "no_action")])
def test_it_ends_with_a_word_and_with_its_clock(follow_up, manager, action, state):
    with pytest.raises(ValidationError):
        getattr(follow_up, action)(manager, LATER, " ")
    getattr(follow_up, action)(manager, LATER, "已整改")
    follow_up.refresh_from_db()
    assert (follow_up.state, follow_up.ended_at, follow_up.clock.state) == (state, LATER, "done")
    assert follow_up.steps.get().text == "已整改"
    assert follow_up.customer.activities.filter(kind=f"survey.follow_up_{state}").exists()


def test_whoever_comes_too_late_hears_who_was_first(follow_up, manager, supervisor):
    stale = FollowUp.objects.get(pk=follow_up.pk)
    follow_up.resolve(manager, LATER, "已整改")
    with pytest.raises(InvalidTransition, match=manager.name):
        stale.drop(supervisor, LATER, "无需处理")


def test_others_may_not_work_it(follow_up, colleague, desk):
    for stranger in (colleague, desk):
        with pytest.raises(PermissionDenied):
            follow_up.resolve(stranger, LATER, "已整改")
        assert not FollowUp.objects.visible_to(stranger).exists()


def test_it_moves_with_its_customer_by_the_same_deadline(follow_up, manager, colleague):
    deadline = follow_up.clock.deadline
    assert find_follow_ups([follow_up.customer_id], manager).get() == follow_up
    assert move_follow_ups([follow_up.customer_id], manager, colleague, manager, LATER) == 1
    follow_up.clock.refresh_from_db()
    assert (follow_up.clock.doer, follow_up.clock.deadline) == (colleague, deadline)
    assert FollowUp.objects.waiting_for(colleague).exists() and not FollowUp.objects.waiting_for(manager).exists()


def test_the_page_shows_what_was_said_and_is_worked_there(as_user, manager, follow_up):
    client = as_user(manager)
    page = client.get(follow_up.get_absolute_url()).content.decode()
    assert "Nobody calls back" in page and "Polite" in page
    address = f"{follow_up.get_absolute_url()}contact/"
    assert client.post(address, {"summary": ""}).status_code == 422
    data = {"summary": "已道歉", "channel": "call", "submission_key": uuid.uuid4()}
    assert client.post(address, data).status_code == 302
    assert client.post(f"{follow_up.get_absolute_url()}resolve/", {"note": "已整改"}).status_code == 302
    late = client.post(f"{follow_up.get_absolute_url()}drop/", {"note": "我写的"})
    assert late.status_code == 409 and "我写的" in late.content.decode()


def test_the_list_costs_the_same_for_one_and_for_many(
    as_user, analyst, manager, follow_up, django_assert_max_num_queries
):
    client = as_user(manager)
    client.get("/surveys/follow-ups/")
    for _number in range(5):
        follow_up_of(analyst, CustomerFactory(owner=manager))
    with django_assert_max_num_queries(12):
        page = client.get("/surveys/follow-ups/?state=open&mine=on&q=&sort=newest")
    assert page.content.decode().count("data-href") == 6
    assert client.get("/surveys/follow-ups/?overdue=on&state=nonsense&sort=nonsense").status_code == 200


def test_what_is_open_stands_before_what_is_done(as_user, analyst, manager):
    done, still_open = (follow_up_of(analyst, CustomerFactory(owner=manager)) for _number in range(2))
    done.resolve(manager, MORNING, "Called")
    listed = as_user(manager).get("/surveys/follow-ups/").context["page"].rows
    assert list(listed) == [still_open, done]
