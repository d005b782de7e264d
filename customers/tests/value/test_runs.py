"""Asking for valuations, what they change, and that two never cross."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from crm_site.workflow import InvalidTransition
from customers import tasks
from customers.models import Activity, CustomerValue, ValuationPolicy, ValuationRun
from customers.tests.value.conftest import AS_OF, AT, customers_earning, earn, moment, values_of
from customers.valuing import value
from people.models import Notification

pytestmark = pytest.mark.django_db


def reread(customer):
    customer.refresh_from_db()
    return customer.grade


def test_only_the_customer_relations_office_asks_for_one(manager, supervisor, administrator, analyst):
    for person in (manager, supervisor, administrator):
        with pytest.raises(PermissionDenied):
            ValuationRun.start(person, AT)
    assert ValuationRun.start(analyst, AT).as_of == AS_OF


def test_a_day_to_come_and_one_without_policy_are_refused(analyst, policy):
    with pytest.raises(InvalidTransition, match="future"):
        ValuationRun.start(analyst, AT, AS_OF + timedelta(days=1))
    policy.valid_from = date(2026, 1, 1)
    policy.save()
    with pytest.raises(InvalidTransition, match="No valuation policy is valid on 2025-12-31"):
        ValuationRun.start(analyst, AT, date(2025, 12, 31))


def test_who_asks_second_hears_of_the_first(analyst):
    ValuationRun.start(analyst, AT)
    with pytest.raises(InvalidTransition, match="asked for by Analyst at 2026-10-15 09:00"):
        ValuationRun.start(analyst, AT)


def test_the_same_run_twice_does_the_work_once(run_valuation):
    customers_earning(10, 5)
    run = run_valuation()
    assert value(run.pk, AT) is None
    assert CustomerValue.objects.count() == 2


def test_grades_change_only_where_they_differ_and_the_file_says_by_what(client, run_valuation, analyst):
    best, rest = customers_earning(90, 10)
    rest.grade = "B"
    rest.save()
    run = run_valuation(by=analyst)
    assert (reread(best), reread(rest)) == ("A", "B")
    activity = Activity.objects.get(kind="value.graded")
    assert (activity.customer, activity.by) == (best, analyst)
    assert str(activity) == "Grade – → A by the valuation of 2026-10-15"
    event = best.events.order_by("pgh_id").last()
    assert (event.grade, event.pgh_context.metadata["valuation_run"]) == ("A", run.pk)
    client.force_login(analyst)
    changes = client.get(f"{best.get_absolute_url()}?tab=history").context["changes"]
    assert [change.by for change in changes if change.verb == "update"] == ["Analyst, valuation of 2026-10-15"]


def test_a_grade_is_no_edit_so_open_forms_stay_valid(run_valuation, manager):
    (customer,) = customers_earning(10, owner=manager)
    before = customer.version, customer.updated_at
    run_valuation()
    customer.refresh_from_db()
    assert (customer.version, customer.updated_at) == before


def test_moves_are_told_against_the_valuation_of_an_earlier_day(run_valuation):
    risen, fallen = customers_earning(10, 90)
    first = run_valuation(as_of=date(2026, 10, 1))
    earn(risen, 900, months_ago=2)
    second = run_valuation()
    third = run_valuation()
    assert (second.previous, third.previous) == (first, first)
    found = values_of(third)
    assert [(found[each].previous_grade, found[each].grade) for each in (risen, fallen)] == [("B", "A"), ("A", "B")]
    assert [(row["risen"], row["fallen"]) for row in third.summary["grades"]] == [(1, 0), (0, 1)]


def test_a_valuation_of_the_past_is_for_comparison_and_gives_no_grades(run_valuation):
    customer, other = customers_earning(10, 90)
    run_valuation()
    earn(customer, 5000, months_ago=6)
    past = run_valuation(as_of=date(2026, 6, 30))
    assert (values_of(past)[customer].grade, reread(customer)) == ("A", "B")
    assert (past.first_month, past.last_month) == (date(2025, 6, 1), date(2026, 5, 1))
    assert CustomerValue.objects.newest_of(other).run.as_of == AS_OF


def test_the_policy_of_the_day_is_used_and_a_later_edit_changes_no_run(run_valuation, policy):
    customers_earning(50, 30, 20)
    strict = ValuationPolicy.objects.create(name="Strict", valid_from=date(2026, 10, 1), share_a=40, share_b=20)
    new, old = run_valuation(), run_valuation(as_of=date(2026, 9, 30))
    assert (new.policy, old.policy) == (strict, policy)
    assert new.used.share_a == 40
    strict.share_a = 70
    strict.save()
    new.refresh_from_db()
    strict.refresh_from_db()
    assert (new.used.share_a, new.used.version, strict.version) == (40, 1, 2)


def test_an_edit_of_a_band_is_a_new_version_too(policy):
    policy.bands.filter(criterion="amount").update(points=1)
    before, _ = policy.version, policy.refresh_from_db()
    assert policy.version == before + 1


def test_who_asked_is_told_and_of_a_monthly_one_the_office(run_valuation, analyst, manager):
    customers_earning(90, 8, 2)
    run = run_valuation(by=analyst)
    told = Notification.objects.get()
    assert (told.recipient, told.url) == (analyst, run.get_absolute_url())
    assert (told.title, told.body) == ("Valuation of 2026-10-15: Done", "A: 1, B: 1, C: 1 customers.")
    run_valuation()
    assert Notification.objects.filter(recipient=analyst).count() == 2


def test_an_error_changes_nothing_and_is_told(analyst, caplog):
    customers_earning(10)
    run = ValuationRun.prepare(analyst, AT)
    ValuationRun.objects.update(parameters={**run.parameters, "retention_rate": "much"})
    assert value(run.pk, AT) is None
    run.refresh_from_db()
    assert (run.state, CustomerValue.objects.count()) == ("failed", 0)
    assert "nothing was kept" in caplog.text
    assert "An error in the system stopped it" in Notification.objects.get().body


def test_what_ends_its_worker_is_not_tried_for_ever(analyst):
    run = ValuationRun.prepare(analyst, AT)
    ValuationRun.objects.update(attempts=3)
    assert value(run.pk, AT) is None
    run.refresh_from_db()
    assert run.state == "failed"


def test_the_month_that_ended_is_valued_once_when_its_figures_are_in(policy):
    assert ValuationRun.prepare_monthly(moment("2026-10-07T23:00")) is None
    run = ValuationRun.prepare_monthly(moment("2026-10-08T00:30"))
    assert (run.monthly_for, run.last_month) == (date(2026, 9, 1), date(2026, 9, 1))
    assert ValuationRun.prepare_monthly(moment("2026-10-08T01:30")) is None
    tasks.resume_valuations()
    run.refresh_from_db()
    assert run.state == "done"
    assert ValuationRun.prepare_monthly(moment("2026-10-28T01:30")) is None
    assert ValuationRun.prepare_monthly(moment("2026-11-20T01:30")).monthly_for == date(2026, 10, 1)


def test_while_another_waits_the_monthly_one_comes_later(analyst, policy):
    ValuationRun.prepare(analyst, AT)
    assert ValuationRun.prepare_monthly(AT) is None
    tasks.resume_valuations()
    assert ValuationRun.prepare_monthly(AT) is not None
