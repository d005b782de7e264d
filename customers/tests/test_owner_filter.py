"""Narrowing the customer list to one account manager, who is found while typing."""

import pytest
from django.urls import reverse

from customers.factories import CustomerFactory

pytestmark = pytest.mark.django_db
URL, PICKER = reverse("customers:customer_list"), reverse("customers:pick_owner")


def offered(client, text):
    return [found["value"] for found in client.get(PICKER, {"q": text}).json()["results"]]


def options(client, query):
    """What stands in the page to choose from, by value."""
    controls = {control.name: control for control in client.get(f"{URL}?{query}").context["filter"].form.controls}
    return [value for value, _label, _chosen in controls["owner"].options]


def test_an_account_manager_is_found_by_part_of_the_name_and_by_login(client, analyst, manager):
    client.force_login(analyst)
    for text in (manager.name, manager.name[-1], manager.username[:3]):
        assert str(manager.pk) in offered(client, text)
    assert offered(client, "nobody is called so") == offered(client, "\0x") == []


def test_supervisors_are_offered_their_own_people_and_account_managers_nobody(
    client, supervisor, manager, colleague, desk
):
    client.force_login(supervisor)
    assert str(manager.pk) in offered(client, "") and str(colleague.pk) not in offered(client, "")
    for person in (manager, desk):
        client.force_login(person)
        assert offered(client, "") == []


def test_of_all_colleagues_only_the_one_chosen_stands_in_the_page(client, analyst, manager, colleague):
    CustomerFactory(name="上海远洋物流", owner=manager)
    CustomerFactory(name="广州海风贸易", owner=colleague)
    client.force_login(analyst)
    assert options(client, "") == ["", "mine", "pool"]
    assert options(client, f"owner={manager.pk}") == ["", "mine", "pool", str(manager.pk)]
    page = client.get(f"{URL}?owner={manager.pk}")
    assert [customer.name for customer in page.context["page"]] == ["上海远洋物流"]
    assert [shown for _label, shown, _query in page.context["filter"].form.chips()] == [manager.name]


def test_who_may_not_choose_a_colleague_is_not_told_the_name(client, manager, colleague):
    client.force_login(manager)
    assert options(client, f"owner={colleague.pk}") == ["", "mine", "pool"]
    assert colleague.name not in client.get(f"{URL}?owner={colleague.pk}").text


@pytest.mark.django_db(transaction=True)
def test_typing_a_name_and_choosing_it_narrows_the_list(browse, analyst, manager, colleague):
    CustomerFactory(name="上海远洋物流", owner=manager)
    CustomerFactory(name="广州海风贸易", owner=colleague)
    page = browse(analyst, "en")
    page.goto(URL)
    picker = page.locator(".filter-bar label", has=page.locator("[name=owner]")).locator(".ts-wrapper")
    picker.locator("input").fill(manager.name)
    picker.locator(".option", has_text=manager.name).click()
    page.wait_for_url(f"**owner={manager.pk}*")
    page.wait_for_selector("text=广州海风贸易", state="detached")
    assert page.locator(".row-link").all_inner_texts() == ["上海远洋物流"]
