"""Policies in Django admin: kept by the customer-relations office, wrong ones refused in words."""

from datetime import date

import pytest
from django.urls import reverse

from customers.models import ValuationPolicy
from customers.tests.value.conftest import customers_earning

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client, analyst):
    client.force_login(analyst)
    return client


def form_data(policy, **changes):
    """What the change form sends, the bands included."""
    plain = [field.name for field in policy._meta.fields if field.editable and field.name != "id"]
    data = {name: str(getattr(policy, name)) for name in plain}
    bands = list(policy.bands.all())
    data |= {"bands-TOTAL_FORMS": len(bands), "bands-INITIAL_FORMS": len(bands)}
    for number, band in enumerate(bands):
        for name in ("id", "criterion", "at_least", "points"):
            data[f"bands-{number}-{name}"] = str(getattr(band, name))
    return data | changes


def band_number(policy, criterion, at_least):
    return [(band.criterion, band.at_least) for band in policy.bands.all()].index((criterion, at_least))


def send(client, policy, data):
    return client.post(reverse("admin:customers_valuationpolicy_change", args=[policy.pk]), data)


def errors(answer):
    return " ".join(str(error) for error in [answer.context["errors"]])


def test_the_office_edits_a_policy_and_the_version_grows(office, policy):
    assert office.get(reverse("admin:customers_valuationpolicy_change", args=[policy.pk])).status_code == 200
    assert send(office, policy, form_data(policy, share_a="70", share_b="20")).status_code == 302
    before, _ = policy.version, policy.refresh_from_db()
    assert (policy.share_a, policy.version > before) == (70, True)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"weight_amount": "31"}, "The eight weights must make 100 together."),
        ({"weight_amount": "-1"}, "greater than or equal to 0"),
        ({"share_a": "90", "share_b": "15"}, "together are at most 100 per cent"),
        ({"score_a": "40", "score_b": "60"}, "must not lie below that for B"),
        ({"months": "0"}, "greater than or equal to 1"),
        ({"horizon_years": "400"}, "less than or equal to 20"),
        ({"retention_rate": "101"}, "less than or equal to 100"),
        ({"valid_from": "2026-02-30"}, "Enter a valid date."),
        ({"run_day": "31"}, "less than or equal to 28"),
    ],
)
def test_what_cannot_be_is_refused_in_words(office, policy, changes, error):
    answer = send(office, policy, form_data(policy, **changes))
    assert answer.status_code == 200 and error in errors(answer)


def test_more_is_never_worth_less(office, policy):
    number = band_number(policy, "amount", 200_000)
    answer = send(office, policy, form_data(policy, **{f"bands-{number}-points": "10"}))
    assert "a higher value must not get fewer points" in answer.content.decode()


def test_a_criterion_that_counts_needs_a_band(office, policy):
    gone = {
        f"bands-{number}-DELETE": "on" for number, band in enumerate(policy.bands.all()) if band.criterion == "loyalty"
    }
    answer = send(office, policy, form_data(policy, **gone))
    assert "“Loyalty” has a weight but no band." in answer.content.decode()


def test_a_band_stands_once(office, policy):
    number = band_number(policy, "amount", 200_000)
    answer = send(office, policy, form_data(policy, **{f"bands-{number}-at_least": "50000.00"}))
    assert answer.status_code == 200 and policy.bands.filter(at_least=200_000).exists()


def test_a_copy_with_another_day_is_the_next_policy(office, policy):
    data = form_data(policy, name="2027", valid_from="2027-01-01", _saveasnew="1")
    bands = policy.bands.count()
    data |= {"bands-INITIAL_FORMS": "0"} | {f"bands-{number}-id": "" for number in range(bands)}
    assert send(office, policy, data).status_code == 302
    copy = ValuationPolicy.objects.get(name="2027")
    assert copy.bands.count() == bands
    assert ValuationPolicy.objects.valid_on(date(2026, 12, 31)) == policy
    assert ValuationPolicy.objects.valid_on(date(2027, 1, 1)) == copy


def test_a_policy_that_was_used_cannot_be_deleted(office, policy, run_valuation):
    customers_earning(1)
    run_valuation()
    office.post(reverse("admin:customers_valuationpolicy_delete", args=[policy.pk]), {"post": "yes"})
    assert ValuationPolicy.objects.filter(pk=policy.pk).exists()


@pytest.mark.parametrize("model", ["valuationpolicy", "valuationrun", "gradeoverride", "strategicassessment"])
def test_every_list_opens_for_administrators_and_is_searched(client, administrator, model, run_valuation):
    run_valuation()
    client.force_login(administrator)
    assert client.get(reverse(f"admin:customers_{model}_changelist")).status_code == 200
    assert client.get(reverse(f"admin:customers_{model}_changelist"), {"q": "远洋"}).status_code in (200, 302)


def test_managers_do_not_enter(client, manager):
    client.force_login(manager)
    assert client.get(reverse("admin:customers_valuationpolicy_changelist")).status_code == 302
