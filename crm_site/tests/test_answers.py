import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from customers.factories import CustomerFactory


def test_an_unknown_address_is_answered_in_words(client, manager):
    client.force_login(manager)
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert "There is nothing at this address" in answer.content.decode()


def test_a_form_from_too_old_a_page_is_refused_in_words(manager):
    client = Client(enforce_csrf_checks=True)
    client.force_login(manager)
    answer = client.post("/me/", {"name": "两行\n文字"})
    assert answer.status_code == 403
    assert "nothing was saved" in answer.text and "两行<br>文字" in answer.text


def test_a_form_of_another_site_puts_no_words_onto_our_page():
    answer = Client(enforce_csrf_checks=True).post(
        "/login/", {"username": "Call 123"}, headers={"Origin": "https://a.b"}
    )
    assert answer.status_code == 403
    assert "Call 123" not in answer.text


def test_the_answer_to_a_form_reloaded_by_its_address_says_so(client, manager):
    client.force_login(manager)
    answer = client.get(reverse("people:language"))
    assert answer.status_code == 405 and answer.headers["Allow"] == "POST"
    assert "what a form sends" in answer.text


def test_the_page_for_a_broken_system_needs_nothing_of_it():
    assert "<h1>" in render_to_string("500.html")


@pytest.mark.parametrize("header", ["content-security-policy", "x-frame-options", "x-content-type-options"])
def test_pages_carry_the_headers_that_keep_others_out(client, db, header):
    assert header in client.get("/login/").headers


def test_no_page_asks_other_sites_for_anything(client, manager):
    client.force_login(manager)
    page = client.get("/").content.decode()
    assert 'src="http' not in page and 'href="http' not in page


def test_a_record_that_is_not_there_is_answered_in_words_in_a_trial_system_too(client, manager, settings):
    settings.DEBUG = True
    client.force_login(manager)
    answer = client.get("/customers/999999/")
    assert answer.status_code == 404
    assert "There is nothing at this address" in answer.content.decode()


def test_a_form_that_is_refused_as_a_whole_gives_back_what_was_typed(client, manager, colleague):
    """Such as one that a collaborator had open when the invitation ended."""
    customer = CustomerFactory(owner=colleague)
    client.force_login(manager)
    typed = {"name": "王小明", "remark": "两行\n文字", "version": "3", "owner": "17", "new_password": "secret"}
    answer = client.post(reverse("customers:contact_create", args=[customer.pk]), typed)
    assert answer.status_code == 404
    assert "王小明" in answer.text and "两行<br>文字" in answer.text and "secret" not in answer.text
    assert list(answer.context["texts"]) == ["王小明", "两行\n文字"]
