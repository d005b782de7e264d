import pytest
from django.template.loader import render_to_string
from django.test import Client


def test_an_unknown_address_is_answered_in_words(client, manager):
    client.force_login(manager)
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert "There is nothing at this address" in answer.content.decode()


def test_a_form_from_too_old_a_page_is_refused_in_words(manager):
    client = Client(enforce_csrf_checks=True)
    client.force_login(manager)
    answer = client.post("/me/", {})
    assert answer.status_code == 403
    assert "nothing was saved" in answer.content.decode()


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
