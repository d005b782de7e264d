"""Somebody leaves one customer and works for another: what goes along, what stays, who is told."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from crm_site.workflow import InvalidTransition
from customers.factories import ContactFactory, CustomerFactory, log_contact
from customers.models import Contact, CustomerAccess, CustomerMerge, Disclosure

pytestmark = pytest.mark.django_db
AT = timezone.now()
DAY = timezone.localdate(AT) - timedelta(days=3)


@pytest.fixture
def ocean(manager):
    return CustomerFactory(owner=manager, name="上海远洋物流有限公司")


@pytest.fixture
def river(manager):
    return CustomerFactory(owner=manager, name="长江贸易有限公司")


@pytest.fixture
def wang(ocean):
    return ContactFactory(
        customer=ocean, name="王小明", title="经理", mobile="13800138042", wechat="wang42", email="wang@ocean.com",
        birthday="05-23", birthday_calendar="lunar", is_primary=True,
    )  # fmt: skip


def url(contact):
    return reverse("customers:contact_move", args=[contact.customer_id, contact.pk])


def sent(customer, **changes):
    return {"customer": customer.pk, "day": DAY.isoformat(), "title": "总监", "tells_where": "on"} | changes


def people(client, customer):
    return client.get(customer.tab_url("contacts")).text


def test_the_person_goes_and_what_was_said_stays(manager, ocean, river, wang):
    entry = log_contact(manager, ocean, AT, contacts=[wang])
    there = wang.move(manager, AT, river, DAY, "总监")
    assert (wang.left_since, wang.is_primary, wang.moved_to) == (DAY, False, there)
    assert list(entry.contacts.all()) == [wang] and wang.customer == ocean
    assert (there.customer, there.name, there.mobile, there.wechat, there.title) == (
        *(river, "王小明", "13800138042", "wang42", "总监"),
    )
    assert (there.birthday, there.birthday_calendar, there.email, there.is_primary) == ("05-23", "lunar", "", True)


def test_both_timelines_tell_it_without_naming_the_other_customer(manager, ocean, river, wang):
    wang.move(manager, AT, river, DAY)
    assert "works for another customer now" in str(ocean.activities.first())
    assert "came from another customer" in str(river.activities.first())
    assert ocean.activities.first().url == ocean.tab_url("contacts")


def test_both_files_say_where_from_and_where_to(client, manager, ocean, river, wang):
    client.force_login(manager)
    answer = client.post(url(wang), sent(river))
    assert answer.url == ocean.tab_url("contacts")
    left, came = people(client, ocean), people(client, river)
    assert f"left {DAY}" in left and f'works now for <a href="{river.get_absolute_url()}' in left
    assert f'came from <a href="{ocean.get_absolute_url()}' in came and f"on {DAY}" in came
    page = client.get(reverse("customers:contact_edit", args=[ocean.pk, wang.pk])).text
    assert "works now for" in page and "Works for another customer now" not in page


def test_only_who_may_see_the_other_customer_reads_its_name(client, cast, manager, colleague, ocean, wang):
    far = CustomerFactory(owner=colleague, name="广州南沙港口")
    wang.move(cast["analyst"], AT, far, DAY)
    for who, named in (("manager", False), ("supervisor", False), ("analyst", True), ("desk", True)):
        client.force_login(cast[who])
        text = people(client, ocean)
        assert f"left {DAY}" in text and (("广州南沙港口" in text) == named), who
    client.force_login(colleague)
    assert "上海远洋物流" not in people(client, far)


def test_a_move_that_nobody_shall_know_of_is_only_a_leaving(client, manager, ocean, river, wang):
    client.force_login(manager)
    data = sent(river)
    del data["tells_where"]
    client.post(url(wang), data)
    assert "works now for" not in people(client, ocean) and "came from" in people(client, river)
    assert str(ocean.activities.first()) == "Contact 王小明 has left"
    history = client.get(ocean.tab_url("history")).text
    assert "Left since" in history and "Works now as" not in history


def test_both_files_must_be_the_person_s_to_write_in(client, manager, colleague, ocean, wang):
    far = CustomerFactory(owner=colleague)
    with pytest.raises(PermissionDenied):
        wang.move(manager, AT, far, DAY)
    with pytest.raises(PermissionDenied):
        wang.move(colleague, AT, far, DAY)
    client.force_login(manager)
    refused = client.post(url(wang), sent(far))
    assert refused.status_code == 422 and "in whose file you may write" in refused.text
    CustomerAccess.invite(far, manager, "read", DAY + timedelta(days=30), "投标", colleague, AT)
    assert client.post(url(wang), sent(far)).status_code == 422
    client.force_login(colleague)
    assert client.get(url(wang)).status_code == 404


def test_who_is_on_file_there_by_the_same_mobile_is_that_person(manager, river, wang):
    known = ContactFactory(customer=river, name="王经理", mobile=wang.mobile)
    assert wang.move(manager, AT, river, DAY) == known
    assert river.contacts.count() == 1


def test_the_same_sent_twice_moves_once_and_a_second_mind_is_told(client, manager, river, wang):
    client.force_login(manager)
    other = CustomerFactory(owner=manager)
    for _time in range(2):
        client.post(url(wang), sent(river))
    assert river.contacts.count() == 1 and river.activities.count() == 1
    late = client.post(url(wang), sent(other), follow=True).text
    assert "is on file as having left on" in late and not other.contacts.exists()
    leave = reverse("customers:contact_leave", args=[wang.customer_id, wang.pk])
    assert "is on file as having left on" in client.post(leave, {"day": "2026-01-01"}, follow=True).text


def test_a_customer_that_was_removed_meanwhile_takes_nobody(manager, river, wang):
    type(river).objects.filter(pk=river.pk).update(removed_at=AT)
    with pytest.raises(InvalidTransition, match="removed meanwhile"):
        wang.move(manager, AT, river, DAY)
    with pytest.raises(InvalidTransition, match="works there already"):
        wang.move(manager, AT, wang.customer, DAY)


@pytest.mark.parametrize("day", ["2026-02-30", "0202-01-01", "9999-12-31", "gestern", ""])
def test_an_impossible_day_is_refused(client, manager, river, wang, day):
    client.force_login(manager)
    assert client.post(url(wang), sent(river, day=day)).status_code == 422
    client.post(reverse("customers:contact_leave", args=[wang.customer_id, wang.pk]), {"day": day})
    wang.refresh_from_db()
    assert wang.left_since is None


@pytest.mark.parametrize("customer", ["", "0", "-1", "x", "²", "9" * 30])
def test_a_senseless_customer_is_refused(client, manager, wang, customer):
    client.force_login(manager)
    assert client.post(url(wang), {"customer": customer, "day": DAY.isoformat()}).status_code == 422


def test_moving_back_makes_no_ring(manager, ocean, river, wang):
    there = wang.move(manager, AT, river, DAY - timedelta(days=1))
    again = there.move(manager, AT, ocean, DAY)
    assert again != wang and ocean.contacts.present().get() == again
    with pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.filter(pk=again.pk).update(moved_to=wang)


def test_masked_numbers_that_go_to_another_file_are_logged_as_revealed(client, cast, ocean, river, wang):
    client.force_login(cast["supervisor"])
    client.post(url(wang), sent(river))
    assert Disclosure.objects.filter(kind="revealed", by=cast["supervisor"], customer=ocean).exists()


def merge(manager, kept, merged, *pairs):
    for file in (kept, merged):
        file.refresh_from_db()
    seen = {kept.pk: kept.version, merged.pk: merged.version}
    return CustomerMerge.make(manager, timezone.now(), kept, merged, seen, {}, contacts=pairs)


def test_a_merge_of_both_customers_makes_one_present_person_of_them(manager, ocean, river, wang):
    there = wang.move(manager, AT, river, DAY)
    merge(manager, ocean, river, (wang.pk, there.pk))
    person = ocean.contacts.get()
    assert (person.left_since, person.moved_to) == (None, None)


def test_united_people_keep_where_they_came_from_and_went(manager, ocean, river, wang):
    last = CustomerFactory(owner=manager)
    there = wang.move(manager, AT, river, DAY)
    double = CustomerFactory(owner=manager)
    same = ContactFactory(customer=double, name="王小明", left_since=date(2026, 1, 1))
    now = there.move(manager, AT, last, DAY)
    merge(manager, double, river, (same.pk, there.pk))
    wang.refresh_from_db()
    same.refresh_from_db()
    assert (wang.moved_to, same.moved_to) == (same, now)


def test_a_merge_never_closes_a_ring(manager, ocean, river, wang):
    there = wang.move(manager, AT, river, DAY)
    there.move(manager, AT, CustomerFactory(owner=manager), DAY)
    merge(manager, ocean, river, (wang.pk, there.pk))
    wang.refresh_from_db()
    assert wang.moved_to is not None and wang.moved_to.moved_to is None


def test_thirty_people_who_moved_cost_the_queries_of_one(client, manager, ocean, river):
    client.force_login(manager)
    costs = []
    for number in (1, 29):
        for _each in range(number):
            ContactFactory(customer=ocean).move(manager, AT, CustomerFactory(owner=manager, code=uuid4().hex[:9]), DAY)
            ContactFactory(customer=river).move(manager, AT, ocean, DAY)
        with CaptureQueriesContext(connection) as queries:
            people(client, ocean)
        costs.append(len(queries))
    assert costs[0] == costs[1]
