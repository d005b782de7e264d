"""What a fresh database starts with, and who keeps it."""

import importlib

import pytest
from django.apps import apps
from django.urls import reverse

from customers.factories import AddressFactory, CustomerFactory, IndustryFactory, RegionFactory
from customers.models import Industry, Region

pytestmark = pytest.mark.django_db
catalogue = importlib.import_module("customers.migrations.0004_catalogue")


def test_every_province_and_the_main_cities_are_there_in_both_languages():
    assert Region.objects.filter(parent=None).count() == 34
    suzhou = Region.objects.get(code="320500")
    assert (suzhou.name, suzhou.name_en, suzhou.parent.name) == ("苏州", "Suzhou", "江苏")
    assert not Region.objects.filter(name_en="").exists() and not Industry.objects.filter(name_en="").exists()


def test_industries_have_two_levels():
    trade = Industry.objects.get(code="8003")
    assert (trade.name, trade.name_en, trade.parent.code) == ("批发与进出口", "Wholesale, import and export", "80")
    assert 35 <= Industry.objects.count() <= 45


def test_the_catalogues_can_be_taken_back_and_filled_twice():
    own = RegionFactory()
    catalogue.fill(apps, None)
    assert Region.objects.filter(code="320500").count() == 1
    catalogue.empty(apps, None)
    assert list(Region.objects.all()) == [own] and not Industry.objects.exists()


@pytest.mark.parametrize("model", ["industry", "region"])
def test_the_customer_relations_office_keeps_them_in_admin(client, analyst, model):
    client.force_login(analyst)
    found = client.get(reverse(f"admin:customers_{model}_changelist"), {"q": "Fo"})
    assert found.status_code == 200 and found.context["cl"].result_count
    assert client.get(reverse(f"admin:customers_{model}_add")).status_code == 200


def test_a_filter_offers_the_first_level_in_the_readers_language(client, analyst):
    client.force_login(analyst)
    text = client.get(reverse("customers:customer_list")).text
    assert "Jiangsu" in text and "Suzhou" not in text


def test_an_entry_that_is_retired_stays_where_it_stands_and_is_offered_nowhere_else(client, manager):
    industry, region = IndustryFactory(), RegionFactory()
    customer = CustomerFactory(owner=manager, industry=industry, region=region, website="")
    address = AddressFactory(customer=customer, region=region)
    Industry.objects.update(is_active=False)
    Region.objects.update(is_active=False)
    client.force_login(manager)
    base = reverse("customers:customer_edit", args=[customer.pk, "base"])
    street = reverse("customers:address_edit", args=[customer.pk, address.pk])
    for url, record in ((base, customer), (street, address)):
        form = client.get(url).context["form"]
        sent = {name: form[name].value() or "" for name in form.fields} | {"version": form.instance.version}
        assert str(form["region"]).count("<option") == 2
        assert client.post(url, sent | {"remark": "…"}).status_code == 302
        record.refresh_from_db()
        assert record.region == region
    assert customer.industry == industry and customer.remark == "…"
    refused = client.post(base, sent | {"industry": Industry.objects.exclude(pk=industry.pk).first().pk})
    assert "industry" in refused.context["form"].errors
    opening = client.get(reverse("customers:customer_create")).context["form"]
    assert str(opening["industry"]).count("<option") == str(opening["region"]).count("<option") == 1
