"""What a fresh database starts with, and who keeps it."""

import importlib

import pytest
from django.apps import apps
from django.urls import reverse

from customers.factories import RegionFactory
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
