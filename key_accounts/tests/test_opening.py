from datetime import UTC, date, datetime, timedelta

import pytest

from deadlines.models import Clock, EscalationEvent
from deadlines.scanner import scan
from key_accounts import opening, tasks
from key_accounts.factories import MORNING, bring_to, designate
from key_accounts.halves import Half
from key_accounts.models import AccountPlan, KeyAccountPolicy
from key_accounts.states import PlanState


def shanghai_morning(year, month, day):
    return datetime(year, month, day, 2, 0, tzinfo=UTC)


def test_plans_are_opened_before_the_half_year_once_and_are_due_on_the_day_of_the_policy(account, manager):
    assert opening.open_plans(MORNING) == 1 and opening.open_plans(MORNING) == 0
    june = shanghai_morning(2026, 6, 15)
    assert opening.open_plans(june) == 0
    assert opening.open_plans(june + timedelta(days=1)) == 1 and opening.open_plans(june + timedelta(days=2)) == 0
    plan = AccountPlan.objects.get(half_start=date(2026, 7, 1))
    assert plan.clock.deadline.astimezone(UTC) == datetime(2026, 7, 15, 10, 0, tzinfo=UTC)
    assert plan.clock.doer == manager


def test_who_becomes_a_key_account_later_has_some_days_for_the_first_plan(account):
    opening.open_plans(MORNING)
    plan = AccountPlan.objects.get()
    assert plan.half == Half(2026, 1) and plan.clock.deadline.date() == date(2026, 3, 30)


def test_who_becomes_a_key_account_at_the_end_of_a_half_year_begins_with_the_next(manager, supervisor):
    june = shanghai_morning(2026, 6, 20)
    designate(manager, supervisor, at=june)
    assert opening.open_plans(june) == 1 and AccountPlan.objects.get().half == Half(2026, 2)


def test_the_due_days_are_settings(account):
    policy = KeyAccountPolicy.objects.in_force()
    policy.second_due, policy.opening_lead_days = "08-01", 40
    policy.save()
    opening.open_plans(shanghai_morning(2026, 5, 25))
    plan = AccountPlan.objects.get(half_start=date(2026, 7, 1))
    assert plan.clock.deadline.date() == date(2026, 8, 1)


def test_a_proposed_or_ended_key_account_gets_no_plan(account, supervisor):
    account.end(supervisor, MORNING, account.version, "业务终止")
    assert opening.open_plans(MORNING) == 0


def test_a_late_plan_reminds_its_author_and_climbs_to_the_supervisor(account, manager, supervisor):
    june = shanghai_morning(2026, 6, 16)
    opening.open_plans(june)
    plan = AccountPlan.objects.get(half_start=date(2026, 7, 1))
    scan(shanghai_morning(2026, 7, 14))
    scan(shanghai_morning(2026, 7, 16))
    told = EscalationEvent.objects.filter(clock=plan.clock).values_list("level", "recipient__username")
    assert {(0, "manager"), (1, "supervisor")} <= set(told)
    assert set(AccountPlan.objects.late(shanghai_morning(2026, 7, 16))) >= {plan}


def test_self_reviews_are_asked_for_when_the_half_year_ends(account, manager, supervisor):
    opening.open_plans(MORNING)
    plan = bring_to(AccountPlan.objects.get(), PlanState.APPROVED, manager, supervisor)
    assert opening.start_closings(shanghai_morning(2026, 6, 24)) == 0
    assert opening.start_closings(shanghai_morning(2026, 6, 25)) == 1
    assert opening.start_closings(shanghai_morning(2026, 6, 26)) == 0
    plan.refresh_from_db()
    assert (plan.clock.step, plan.clock.deadline.date()) == ("key_account.close", date(2026, 7, 15))


def test_the_job_does_all_of_it_and_a_second_run_nothing(account):
    first, second = tasks.keep_key_accounts(), tasks.keep_key_accounts()
    assert first["open_plans"] >= 1 and set(second.values()) == {0}
    assert tasks.propose_key_accounts() == 0


def test_every_running_clock_has_one_doer_and_a_page(account, manager, supervisor):
    opening.open_plans(MORNING)
    for clock in Clock.objects.running():
        assert clock.doer in (manager, supervisor) and clock.url.startswith("/key-accounts/")


@pytest.mark.parametrize(("day", "half"), [(date(2026, 6, 30), Half(2026, 1)), (date(2026, 7, 1), Half(2026, 2))])
def test_half_years(day, half):
    assert Half.of(day) == half and half.first_day <= day <= half.last_day
    assert half.next.previous == half and str(half).startswith("2026 H")
