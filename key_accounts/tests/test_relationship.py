import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from crm_site.workflow import InvalidTransition
from customers.factories import ContactFactory
from customers.models import ContactEntry, CustomerAccess
from key_accounts.factories import MORNING
from key_accounts.models import Counterpart, KeyAccountPolicy, WatchItem
from key_accounts.relationship import RelationshipMap
from people.models import Notification

TODAY = MORNING.date()


@pytest.fixture
def draw(account):
    return lambda: RelationshipMap(account.customer, KeyAccountPolicy.objects.in_force(), MORNING)


def speak(account, by, contact, channel="visit", days=5, colleagues=()):
    ContactEntry.record(
        by, MORNING, uuid.uuid4(), account.customer, happened_at=MORNING - timedelta(days=days), channel=channel,
        summary="谈续约", contacts=[contact], colleagues=colleagues,
    )  # fmt: skip


def test_gaps_are_named(account, draw, manager, supervisor):
    assert list(draw().gaps) == ["No contact is on file."]
    decider = ContactFactory(customer=account.customer, name="赵总", decision_role="decision_maker", influence=5)
    clerk = ContactFactory(customer=account.customer, name="小钱", decision_role="user", attitude=-1, influence=4)
    speak(account, manager, decider, channel="call")
    gaps = " ".join(draw().gaps)
    assert "No sponsor" in gaps and "No decision maker was met in the last 90 days" in gaps
    assert "only 赵总 was spoken with" in gaps and "赵总 has no counterpart" in gaps
    assert "小钱 is against us and has influence" in gaps
    speak(account, manager, decider)
    speak(account, manager, clerk)
    assert "only one of us spoke with them" in " ".join(draw().gaps)
    clerk.decision_role, clerk.attitude = "sponsor", 2
    clerk.save()
    speak(account, manager, clerk, colleagues=[supervisor])
    for contact in (decider, clerk):
        Counterpart.assign(account, contact, manager, manager, MORNING)
    assert list(draw().gaps) == []


def test_a_meeting_long_ago_counts_no_more_and_who_left_is_not_drawn(account, draw, manager):
    decider = ContactFactory(customer=account.customer, decision_role="decision_maker")
    speak(account, manager, decider, days=91)
    assert any("No decision maker was met" in gap for gap in draw().gaps)
    decider.left_since = TODAY
    decider.save()
    assert draw().people == []


def test_people_stand_by_role_and_attitude_the_most_influential_first(account, draw):
    for name, influence in (("甲", 2), ("乙", 5)):
        ContactFactory(customer=account.customer, name=name, decision_role="user", attitude=1, influence=influence)
    ContactFactory(customer=account.customer, name="丙")
    lines = {
        line.role: {value: [who.contact.name for who in people] for _label, value, people in line.cells}
        for line in draw().lines
    }
    assert lines["user"][1] == ["乙", "甲"] and lines[""][None] == ["丙"]


def test_the_map_costs_the_same_for_one_contact_and_for_many(account, draw, django_assert_num_queries):
    ContactFactory.create_batch(30, customer=account.customer, decision_role="user", attitude=0)
    policy = KeyAccountPolicy.objects.in_force()
    with django_assert_num_queries(2):
        drawn = RelationshipMap(account.customer, policy, MORNING)
        assert list(drawn.lines) and list(drawn.gaps)


def test_a_counterpart_is_named_changed_and_taken_away(account, manager, colleague, supervisor):
    contact = ContactFactory(customer=account.customer)
    Counterpart.assign(account, contact, supervisor, manager, MORNING)
    assert Counterpart.assign(account, contact, manager, manager, MORNING).person == manager
    Counterpart.assign(account, contact, None, manager, MORNING)
    assert not Counterpart.objects.exists()
    for by, other in ((colleague, contact), (manager, ContactFactory())):
        with pytest.raises(PermissionDenied):
            Counterpart.assign(account, other, manager, by, MORNING)


def test_the_account_team_hears_of_a_watch_item_and_it_stands_until_it_ends(account, manager, supervisor, colleague):
    CustomerAccess.objects.create(
        customer=account.customer, user=colleague, level="read", reason="项目组", created_at=MORNING
    )
    key, facts = uuid.uuid4(), {"kind": "company", "on": TODAY, "title": "新任总经理", "until": TODAY}
    item = WatchItem.add(account, manager, MORNING, key, **facts)
    assert WatchItem.add(account, manager, MORNING, key, **facts) == item
    told = Notification.objects.filter(key=f"key-account-watch:{item.pk}").values_list("recipient__username", flat=True)
    assert set(told) == {"supervisor", "colleague"}
    assert list(account.watch_items.current(TODAY)) == [item]
    assert not account.watch_items.current(TODAY + timedelta(days=1)).exists()
    item.end(supervisor, MORNING)
    assert not account.watch_items.current(TODAY).exists()
    with pytest.raises(InvalidTransition, match="Supervisor"):
        item.end(manager, MORNING)


def test_only_who_writes_the_file_watches(account, colleague, analyst, manager):
    for person in (colleague,):
        with pytest.raises(PermissionDenied):
            WatchItem.add(account, person, MORNING, uuid.uuid4(), kind="company", on=TODAY, title="新闻")
    assert WatchItem.add(account, analyst, MORNING, uuid.uuid4(), kind="company", on=TODAY, title="新闻")
