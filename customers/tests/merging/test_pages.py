"""The pages of a merge: two files side by side, and what came from where."""

import pytest
from django.urls import reverse
from django.utils import timezone

from customers.factories import AddressFactory, ContactFactory, MonthlyFigureFactory
from customers.models import Customer, CustomerAccess, CustomerMerge

pytestmark = pytest.mark.django_db


def url(kept, merged):
    return reverse("customers:merge_create", args=[kept.pk, merged.pk])


def sent(kept, merged, **choices):
    return {"kept_version": kept.version, "merged_version": merged.version, "figures": "sum"} | choices


@pytest.fixture
def page(client, manager, kept, merged):
    client.force_login(manager)
    return lambda: client.get(url(kept, merged))


def test_every_field_that_differs_is_shown_with_the_fuller_value_chosen(page, kept, merged):
    Customer.objects.filter(pk=merged.pk).update(website="https://huawei.com", tax_rate=9)
    rows = {name: values for _label, name, values in page().context["form"].rows()}
    assert set(rows) == {"choice-name", "choice-short_name", "choice-website", "choice-tax_rate"}
    chosen = {name: next(side for side, _value, is_chosen in values if is_chosen) for name, values in rows.items()}
    assert chosen["choice-name"] == "kept" and chosen["choice-website"] == chosen["choice-tax_rate"] == "merged"


def test_whoever_was_more_than_a_potential_customer_stays_it_and_credit_is_told_with_units(page, kept, merged):
    Customer.objects.filter(pk=kept.pk).update(
        lifecycle="won_back", credit_grade="C", credit_limit=20_000, payment_days=30, payment_terms="monthly"
    )
    Customer.objects.filter(pk=merged.pk).update(lifecycle="potential", updated_at=timezone.now())
    rows = {name: values for _label, name, values in page().context["form"].rows()}
    assert rows["choice-lifecycle"][0] == ("kept", "Won back", True)
    assert rows["choice-credit"] == [
        ("kept", "C · CNY 20,000 · Monthly account · 30 days", True),
        ("merged", "—", False),
    ]


def test_what_moves_is_counted_and_people_who_look_the_same_are_offered(page, kept, merged):
    AddressFactory.create_batch(2, customer=merged)
    for file in (kept, merged):
        ContactFactory(customer=file, name="王小明")
        MonthlyFigureFactory(customer=file)
    shown = page()
    counts = {str(label): count for label, count in shown.context["counts"]}
    assert counts == {"Addresses": 2, "Contacts": 1, "Monthly figures": 1}
    assert len(shown.context["form"].alike) == 1 and "figures of 1 month" in shown.text


def test_merged_by_the_form_and_shown_afterwards(client, page, kept, merged):
    mine, theirs = (ContactFactory(customer=file, name="王小明") for file in (kept, merged))
    choices = {"choice-name": "merged", "unite": f"{mine.pk}:{theirs.pk}"}
    assert page().status_code == 200
    answer = client.post(url(kept, merged), sent(kept, merged, **choices), follow=True)
    assert answer.redirect_chain[-1][0] == kept.get_absolute_url()
    assert "华为技术有限公司 (KH2) is part of this file now." in answer.text
    assert Customer.objects.get(pk=kept.pk).name == "华为技术有限公司" and kept.contacts.count() == 1
    merge = CustomerMerge.objects.get()
    detail = client.get(merge.get_absolute_url())
    assert ("Full name", "深圳华为技术有限公司", "华为技术有限公司", True) in detail.context["rows"]
    assert merge.get_absolute_url() in client.get(f"{kept.get_absolute_url()}?tab=history").text


def test_a_stale_page_is_told_and_keeps_what_was_chosen(client, page, kept, merged, supervisor):
    seen = sent(kept, merged, **{"choice-name": "merged"})
    merged.edit(supervisor, merged.created_at, 1, {"source": "展会"})
    page()
    answer = client.post(url(kept, merged), seen)
    assert answer.status_code == 409 and "华为技术有限公司 was changed meanwhile" in answer.text
    rows = {name: values for _label, name, values in answer.context["form"].rows()}
    assert rows["choice-name"][1] == ("merged", "华为技术有限公司", True) and "choice-source" in rows
    versions = {"kept_version": 1, "merged_version": 2}
    assert answer.context["form"]["merged_version"].value() == 2
    assert client.post(url(kept, merged), seen | versions).status_code == 302


def test_whoever_comes_second_is_told_who_merged(client, page, kept, merged, supervisor, merge):
    page()
    merge(by=supervisor)
    answer = client.post(url(kept, merged), sent(kept, merged), follow=True)
    assert "was merged into 深圳华为技术有限公司 (KH1) by Supervisor" in answer.text


@pytest.mark.parametrize("bad", [{"kept_version": "x"}, {"choice-name": "other"}, {"unite": "1:2"}, {"figures": "9"}])
def test_nonsense_is_no_failure(client, page, kept, merged, bad):
    page()
    assert client.post(url(kept, merged), sent(kept, merged, **bad)).status_code == 422
    assert not CustomerMerge.objects.exists()


def test_numbers_of_the_merged_file_are_masked_outside_one_s_own_customers(client, merge, merged, supervisor):
    ContactFactory(customer=merged, name="王小明", mobile="13800138000")
    made = merge()
    client.force_login(supervisor)
    shown = client.get(made.get_absolute_url())
    assert shown.status_code == 200 and "13800138000" not in shown.text


def test_a_file_is_not_merged_with_itself(client, page, kept):
    page()
    assert client.get(url(kept, kept)).status_code == 404


def test_an_invited_collaborator_merges_nothing(client, kept, merged, colleague):
    for file in (kept, merged):
        CustomerAccess.objects.create(
            customer=file, user=colleague, level="write", reason="协同", created_at=file.created_at
        )
    client.force_login(colleague)
    assert client.get(url(kept, merged)).status_code == 404


def test_the_pages_cost_the_same_whatever_the_files_hold(client, page, kept, merged, django_assert_max_num_queries):
    AddressFactory.create_batch(5, customer=merged)
    page()
    with django_assert_max_num_queries(24):
        page()
