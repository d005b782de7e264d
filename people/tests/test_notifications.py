from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from people.messaging import Message, write
from people.models import Notification

AT = datetime(2026, 3, 6, 1, 0, tzinfo=UTC)
LIST = "/notifications/"


@pytest.fixture
def tell(manager):
    """Tell the manager something; newer ones later."""

    def tell(*titles, url="/me/"):
        for number, title in enumerate(titles):
            write([Message(manager, title, title, f"About {title}", url)], AT + timedelta(minutes=number))

    return tell


@pytest.fixture
def browser(client, manager):
    client.force_login(manager)
    return client


def test_the_list_shows_ones_own_newest_first(browser, tell, colleague):
    tell("First", "Second")
    write([Message(colleague, "other", "Not mine")], AT)
    text = browser.get(LIST).content.decode()
    assert text.index("Second") < text.index("First")
    assert "About First" in text
    assert "Not mine" not in text


def test_opening_one_leads_to_its_page_and_marks_it_read(browser, tell, manager):
    tell("First", "Second")
    notification = Notification.objects.get(title="First")
    answer = browser.get(reverse("notifications:notification_detail", args=[notification.pk]))
    assert answer.url == "/me/"
    assert [unread.title for unread in manager.notifications.unread()] == ["Second"]


def test_opening_one_again_keeps_the_moment_of_first_reading(browser, tell):
    tell("First")
    Notification.objects.update(read_at=AT)
    browser.get(f"{LIST}{Notification.objects.get().pk}/")
    assert Notification.objects.get().read_at == AT


@pytest.mark.parametrize("url", ["", "https://elsewhere.test/", "//elsewhere.test/", "javascript:alert(1)"])
def test_one_without_a_page_of_this_site_leads_back_to_the_list(browser, tell, url):
    tell("First", url=url)
    assert browser.get(f"{LIST}{Notification.objects.get().pk}/").url == LIST


def test_somebody_elses_is_not_found(browser, colleague):
    write([Message(colleague, "other", "Not mine")], AT)
    notification = Notification.objects.get()
    assert browser.get(f"{LIST}{notification.pk}/").status_code == 404
    browser.post(f"{LIST}read/")
    notification.refresh_from_db()
    assert notification.read_at is None


def test_all_are_marked_read_at_once(browser, tell, manager):
    tell("First", "Second")
    assert browser.get(f"{LIST}read/").status_code == 405
    assert browser.post(f"{LIST}read/").url == LIST
    assert not manager.notifications.unread().exists()


def test_the_list_can_be_limited_to_what_is_unread(browser, tell):
    tell("Old", "Fresh")
    Notification.objects.filter(title="Old").update(read_at=AT)
    text = browser.get(f"{LIST}?unread").content.decode()
    assert "Fresh" in text
    assert "About Old" not in text


def test_the_bell_counts_what_is_unread(browser, tell):
    tell("First", "Second", "Third")
    assert browser.get("/counts/").json()["unread"] == "3"


def test_the_list_costs_the_same_for_one_and_for_many(browser, tell, django_assert_max_num_queries):
    tell(*(f"Title {number}" for number in range(30)))
    with django_assert_max_num_queries(8):
        browser.get(LIST)


def test_htmx_gets_the_results_only(browser, tell):
    tell("First")
    answer = browser.get(LIST, headers={"HX-Request": "true"})
    assert "<html" not in answer.content.decode()
    assert "HX-Request" in answer["Vary"]


def test_without_any_the_page_says_what_it_is_for(browser):
    assert 'class="empty"' in browser.get(LIST).content.decode()
