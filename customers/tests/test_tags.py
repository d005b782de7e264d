"""Tags: how they are written, who changes them, in one file and for many ticked in the list."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from customers.factories import CustomerFactory
from customers.tags import tags_in

pytestmark = pytest.mark.django_db
TAGS, PICK = reverse("customers:tags_change"), reverse("customers:pick_tag")


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        (" 冷链 ，  VIP;vip、春节 礼品\n冷链", ["冷链", "VIP", "春节 礼品"]),
        (",;， ", []),
        ("🐼" * 30, ["🐼" * 30]),
    ],
)
def test_tags_are_trimmed_and_stand_once(text, tags):
    assert tags_in(text) == tags


@pytest.mark.parametrize("text", ["长" * 31, ",".join(f"标签{number}" for number in range(21))])
def test_a_long_tag_and_too_many_are_refused_in_words(text):
    with pytest.raises(ValidationError, match="at most"):
        tags_in(text)


def test_tags_are_edited_in_the_file_and_offered_from_those_in_use(client, manager, colleague):
    customer = CustomerFactory(owner=manager, tags=["冷链"])
    CustomerFactory(owner=colleague, tags=["冷门"])
    client.force_login(manager)
    url = reverse("customers:customer_edit", args=[customer.pk, "tags"])
    assert 'value="冷链"' in client.get(url).text
    client.post(url, {"tags": "冷链, 大促", "version": customer.version})
    customer.refresh_from_db()
    assert customer.tags == ["冷链", "大促"]
    assert client.post(url, {"tags": "长" * 31, "version": customer.version}).status_code == 422
    offered = [found["value"] for found in client.get(PICK, {"q": "冷"}).json()["results"]]
    assert offered == ["冷链"]
    assert len(client.get(PICK, {"q": "\0"}).json()["results"]) == 0


def test_the_list_is_filtered_by_a_tag(client, manager):
    CustomerFactory(owner=manager, name="有标签", tags=["冷链", "大促"])
    CustomerFactory(owner=manager, name="无标签")
    client.force_login(manager)
    page = client.get(reverse("customers:customer_list"), {"tag": "大促"})
    assert [customer.name for customer in page.context["page"]] == ["有标签"]
    assert client.get(reverse("customers:customer_list"), {"tag": "\0"}).status_code == 200


def test_those_ticked_get_and_lose_tags_and_the_answer_says_which_were_refused(client, desk, manager, colleague):
    mine, full = CustomerFactory(owner=manager), CustomerFactory(owner=manager, tags=[f"标签{n}" for n in range(20)])
    theirs = CustomerFactory(owner=colleague)
    client.force_login(manager)
    ticked = {"customer": [mine.pk, full.pk, theirs.pk, "x", ""], "tags": "冷链, 大促"}
    answer = client.post(TAGS, ticked | {"action": "add"}, follow=True)
    assert "The tags of 1 customer were changed." in answer.text and "1 customer was refused" in answer.text
    client.post(TAGS, ticked | {"action": "remove", "tags": "大促"})
    for customer in (mine, theirs):
        customer.refresh_from_db()
    assert (mine.tags, theirs.tags, mine.version) == (["冷链"], [], 3)
    assert list(mine.activities.values_list("kind", flat=True)) == ["customer.edited"] * 2


@pytest.mark.parametrize("data", [{}, {"action": "burn"}, {"action": "add", "tags": ""}, {"customer": ["", "9" * 40]}])
def test_a_senseless_form_changes_nothing(client, manager, data):
    customer = CustomerFactory(owner=manager)
    client.force_login(manager)
    assert client.post(TAGS, {"customer": [customer.pk], **data}).status_code == 422
    customer.refresh_from_db()
    assert customer.version == 1


def test_who_may_not_write_in_the_file_does_not_tag_it(manager, colleague):
    customer = CustomerFactory(owner=manager)
    with pytest.raises(PermissionDenied):
        customer.change_tags(colleague, timezone.now(), add=["冷链"])
    assert customer.change_tags(manager, timezone.now(), remove=["冷链"]) is None
