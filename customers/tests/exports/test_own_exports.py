"""The page of one's own exports: what was asked for, what may be downloaded again, and until when."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from customers.factories import CustomerFactory, written_export
from customers.models import ExportRun
from customers.tasks import resume_exports

pytestmark = pytest.mark.django_db
URL = reverse("customers:export_list")


def test_it_lists_ones_own_with_rows_size_and_expiry_and_gives_the_file_again(client, manager, colleague):
    CustomerFactory(owner=manager, grade="A")
    run = written_export(manager, timezone.now(), query="grade=A")
    written_export(colleague, timezone.now())
    client.force_login(manager)
    page = client.get(URL)
    assert [row.pk for row in page.context["page"]] == [run.pk] and run.size == run.file.size > 0
    assert "Grade: A" in page.text and "Ready" in page.text and "KB" in page.text
    assert reverse("customers:export_file", args=[run.pk]) in page.text
    assert f"{timezone.localtime(run.kept_until):%H:%M}" in page.text


def test_what_is_being_written_renews_the_list_and_what_expired_is_asked_for_once_more(client, manager):
    old = written_export(manager, timezone.now() - timedelta(days=8), query="grade=A")
    resume_exports()
    client.force_login(manager)
    page = client.get(URL)
    again = reverse("customers:export_create", args=["customers"])
    assert f"{again}?grade=A" in page.text and "every 3s" not in page.text
    assert reverse("customers:export_file", args=[old.pk]) not in page.text
    ExportRun.ask(manager, timezone.now(), "0" * 32, "customers")
    waiting = client.get(URL, headers={"HX-Request": "true"})
    assert "every 3s" in waiting.text and "Waiting for its turn" in waiting.text and "<html" not in waiting.text


def test_it_costs_the_same_for_one_and_for_many(client, manager, django_assert_max_num_queries):
    for _n in range(25):
        written_export(manager, timezone.now())
    client.force_login(manager)
    with django_assert_max_num_queries(7):
        client.get(URL)


def test_it_is_reached_from_the_lists_and_from_the_file(client, manager):
    run = written_export(manager, timezone.now())
    client.force_login(manager)
    pages = (reverse("customers:customer_list"), reverse("customers:export_create", args=["customers"]))
    for url in (*pages, run.get_absolute_url()):
        assert f'href="{URL}"' in client.get(url).text, url


@pytest.mark.parametrize("query", ["page=x", "page=99", "page=-1", "size=1000000", "page=%00"])
def test_senseless_pages_show_the_nearest(client, manager, query):
    written_export(manager, timezone.now())
    client.force_login(manager)
    assert client.get(f"{URL}?{query}").status_code == 200
