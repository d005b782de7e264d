"""“Merge with …” on a customer's page: for whoever is in charge of both files, by way of the two side by side."""

import pytest
from django.urls import reverse

from customers.factories import CustomerFactory
from customers.models import CustomerAccess

pytestmark = pytest.mark.django_db


def url(customer):
    return reverse("customers:merge_choose", args=[customer.pk])


@pytest.mark.parametrize(("who", "may"), [("manager", True), ("supervisor", True), ("analyst", True), ("desk", False)])
def test_it_is_offered_on_the_page_to_whoever_is_in_charge(client, cast, kept, who, may):
    client.force_login(cast[who])
    assert (url(kept) in client.get(kept.get_absolute_url()).text) == may
    assert client.get(url(kept)).status_code == (200 if may else 403)


def test_the_other_file_leads_to_the_two_side_by_side(client, manager, kept, merged):
    client.force_login(manager)
    assert reverse("customers:pick") in client.get(url(kept)).text
    answer = client.get(url(kept), {"other": merged.pk})
    assert answer.url == reverse("customers:merge_create", args=[kept.pk, merged.pk])


def test_a_collaborator_is_not_offered_it(client, colleague, kept):
    CustomerAccess.objects.create(
        customer=kept, user=colleague, level="write", reason="协同", created_at=kept.created_at
    )
    client.force_login(colleague)
    assert url(kept) not in client.get(kept.get_absolute_url()).text
    assert client.get(url(kept)).status_code == 403


def test_a_file_of_somebody_else_itself_or_nonsense_is_refused_in_words(
    client, manager, colleague, kept, merge, merged
):
    theirs = CustomerFactory(owner=colleague)
    merge()
    client.force_login(manager)
    for other in (theirs.pk, kept.pk, merged.pk, "x", "\0", "9" * 30, ""):
        answer = client.get(url(kept), {"other": other})
        assert answer.status_code == 422 and "invalid-feedback" in answer.text, other


def test_it_costs_few_queries(client, manager, kept, django_assert_max_num_queries):
    CustomerFactory.create_batch(5, owner=manager)
    client.force_login(manager)
    with django_assert_max_num_queries(6):
        client.get(url(kept))
