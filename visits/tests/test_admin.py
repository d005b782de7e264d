"""Rules, occasions and settings in Django admin: wrong ones are refused in words."""

import pytest

from visits.factories import VisitRuleFactory, propose_visit
from visits.models import Occasion, VisitRule, VisitSettings

pytestmark = pytest.mark.django_db
RULE = {"name": "季访", "name_en": "", "tier": "key", "grade": "", "every": "3", "unit": "months", "is_active": "on"}
OCCASION = {
    "kind": "our_day",
    "name": "司庆",
    "name_en": "",
    "calendar": "lunar",
    "month": "2",
    "day": "30",
    "year": "",
    "way": "gift",
    "in_name_of": "company",
    "gift": "纪念册",
    "budget": "100",
    "lead_days": "",
    "is_active": "on",
}


@pytest.fixture
def admin(administrator, as_user):
    return as_user(administrator)


def test_a_rule_is_made_with_its_levels(admin):
    admin.post("/admin/visits/visitrule/add/", RULE | {"levels": ["top", "middle"]})
    rule = VisitRule.objects.get()
    assert rule.levels == ["top", "middle"] and rule.interval == "every 3 months"


@pytest.mark.parametrize("bad", [{"every": "0"}, {"every": "25"}, {"every": "3", "unit": "days"}, {"levels": ["boss"]}])
def test_a_senseless_rule_is_refused(admin, bad):
    assert admin.post("/admin/visits/visitrule/add/", RULE | bad).status_code == 200
    assert not VisitRule.objects.exists()


def test_two_rules_for_the_same_customers_are_refused(admin):
    VisitRuleFactory(tier="key")
    page = admin.post("/admin/visits/visitrule/add/", RULE).content.decode()
    assert "active rule for this tier and grade already" in page


def test_a_rule_in_use_is_kept(admin, manager):
    rule = propose_visit(manager).rule
    assert admin.post(f"/admin/visits/visitrule/{rule.pk}/delete/", {"post": "yes"}).status_code == 403


def test_an_occasion_by_the_lunar_calendar(admin):
    admin.post("/admin/visits/occasion/add/", OCCASION | {"tiers": ["key"], "grades": ["A", "B"]})
    occasion = Occasion.objects.get(name="司庆")
    assert (occasion.tiers, occasion.grades, occasion.date_text) == (["key"], ["A", "B"], "lunar 02-30")


@pytest.mark.parametrize("bad", [{"day": "31"}, {"month": "13"}, {"year": "2026"}, {"month": ""}, {"budget": "-1"}])
def test_a_day_that_does_not_exist_is_refused(admin, bad):
    assert admin.post("/admin/visits/occasion/add/", OCCASION | bad).status_code == 200
    assert not Occasion.objects.filter(name="司庆").exists()


def test_there_is_one_row_of_settings(admin):
    settings = {"days_ahead": "7", "missed_after": "10", "lead_days": "30", "gift_limit": "800"}
    admin.post("/admin/visits/visitsettings/add/", settings)
    assert VisitSettings.current().gift_limit == 800
    assert admin.get("/admin/visits/visitsettings/add/").status_code == 403


@pytest.mark.parametrize("model", ["visit", "caretask", "customerday", "occasion", "visitrule"])
def test_the_lists_open(admin, manager, model):
    propose_visit(manager)
    assert admin.get(f"/admin/visits/{model}/?q=x").status_code == 200


def test_the_list_of_rules_says_how_often(admin):
    VisitRuleFactory(every=3, unit="months")
    page = admin.get("/admin/visits/visitrule/").content.decode()
    assert "How often" in page
    assert "every 3 months" in page
