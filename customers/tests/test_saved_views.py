"""Saved views of lists: whose they are, who sees them, and what an address that names one shows."""

import pytest
from django.urls import reverse
from django.utils import timezone

from customers.factories import CustomerFactory
from people.models import SavedView

pytestmark = pytest.mark.django_db
LIST, COMPLAINTS = reverse("customers:customer_list"), reverse("complaints:complaint_list")
MENU = reverse("people:view_list", args=["customers"])


def saved(by, name="重点", query="grade=A&sort=name", is_shared=False, list_name="customers"):
    return SavedView.save_as(by, timezone.now(), list_name, name, query, is_shared)


def names(response):
    return [customer.name for customer in response.context["page"]]


def test_the_list_as_it_stands_is_kept_and_opened_again(client, manager):
    CustomerFactory(owner=manager, name="甲", grade="A")
    CustomerFactory(owner=manager, name="乙", grade="B")
    manager.choose_columns("customers", ["source"])
    client.force_login(manager)
    answer = client.post(MENU, {"name": "重点", "query": "grade=A&sort=name&page=2&size=50&view=7"})
    view = SavedView.objects.get()
    assert (view.query, view.columns) == ("grade=A&sort=name", ["source"])
    manager.choose_columns("customers", None)
    assert client.get(f"{LIST}?view={view.pk}").url == answer.url == f"{LIST}?grade=A&sort=name&view={view.pk}"
    page = client.get(answer.url)
    assert names(page) == ["甲"] and "Source" in page.text and "重点" in page.text


def test_the_same_name_replaces_and_a_form_sent_twice_saves_one(client, manager):
    client.force_login(manager)
    for grade in "AAB":
        client.post(MENU, {"name": "重点", "query": f"grade={grade}"})
    assert SavedView.objects.get().query == "grade=B"


@pytest.mark.parametrize("data", [{}, {"name": " "}, {"name": "名" * 300}, {"name": "x", "query": "q" * 3000}])
def test_a_senseless_form_saves_nothing(client, manager, data):
    client.force_login(manager)
    assert client.post(MENU, data).status_code == 422
    assert not SavedView.objects.exists()
    assert client.get(reverse("people:view_list", args=["payroll"])).status_code == 404


def test_a_shared_view_is_seen_below_and_copied_but_not_changed(client, cast, company, manager, supervisor):
    shared, private = saved(supervisor, is_shared=True), saved(supervisor, name="私用")
    client.force_login(manager)
    menu = client.get(MENU)
    assert menu.context["shared"] == [shared] and menu.context["own"] == []
    assert client.post(reverse("people:view_edit", args=[shared.pk]), {"name": "我的"}).status_code == 403
    assert client.post(reverse("people:view_remove", args=[shared.pk])).status_code == 403
    for _time in range(2):
        client.post(reverse("people:view_copy", args=[shared.pk]))
    assert sorted(manager.saved_views.values_list("name", flat=True)) == ["重点", "重点 (2)"]
    assert client.post(reverse("people:view_copy", args=[private.pk])).status_code == 404
    client.force_login(cast["colleague"])
    assert client.get(MENU).context["shared"] == []


def test_ones_own_view_is_renamed_shared_and_deleted(client, manager):
    view, other = saved(manager), saved(manager, name="另一个")
    client.force_login(manager)
    url = reverse("people:view_edit", args=[view.pk])
    assert client.post(url, {"name": other.name}).status_code == 422
    client.post(url, {"name": "新名", "is_shared": "on"})
    view.refresh_from_db()
    assert (view.name, view.department) == ("新名", manager.department)
    client.post(reverse("people:view_remove", args=[view.pk]))
    assert list(SavedView.objects.all()) == [other]


@pytest.mark.parametrize("wish", ["x", "", "0", "9" * 30, "%00", "foreign"])
def test_a_view_that_is_not_ones_own_shows_the_list_as_it_is(client, manager, colleague, wish):
    CustomerFactory(owner=manager, name="甲")
    wish = saved(colleague).pk if wish == "foreign" else wish
    client.force_login(manager)
    assert names(client.get(f"{LIST}?view={wish}")) == ["甲"]


def test_a_view_of_another_list_is_not_opened_here(client, manager):
    view = saved(manager, query="state=closed", list_name="complaints")
    client.force_login(manager)
    assert client.get(f"{LIST}?view={view.pk}").status_code == 200
    assert client.get(f"{COMPLAINTS}?view={view.pk}").url == f"{COMPLAINTS}?state=closed&view={view.pk}"
    assert client.get(f"{COMPLAINTS}?state=closed&view={view.pk}").status_code == 200


def test_however_many_views_there_are_the_list_asks_for_one(client, manager, django_assert_max_num_queries):
    CustomerFactory(owner=manager)
    for number in range(20):
        view = saved(manager, name=f"视图{number}", is_shared=True)
    client.force_login(manager)
    client.get(LIST)
    with django_assert_max_num_queries(8):
        client.get(f"{LIST}?sort=name&view={view.pk}")
    with django_assert_max_num_queries(8):
        assert len(client.get(MENU).context["own"]) == 20
