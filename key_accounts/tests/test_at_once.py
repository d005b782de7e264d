"""Two people, or two workers, at the very same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from crm_site.workflow import InvalidTransition
from key_accounts import opening
from key_accounts.factories import MORNING, bring_to, designate, open_plan, propose
from key_accounts.models import AccountLog, AccountPlan, KeyAccount
from key_accounts.states import PlanState
from people.models import User

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*deeds):
    """Do all of them in threads that start together; what each returned or was refused with."""
    together = Barrier(len(deeds))

    def run(deed):
        together.wait()
        try:
            return deed()
        except InvalidTransition as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as threads:
        return list(threads.map(run, deeds))


def test_of_two_approvers_one_decides_and_the_other_is_told(manager, supervisor, director):
    plan = bring_to(open_plan(designate(manager, supervisor)), PlanState.SUBMITTED, manager, supervisor)
    seen = plan.revision

    def decide(who, method, **words):
        person = User.objects.get(pk=who.pk)
        return lambda: getattr(AccountPlan.objects.get(pk=plan.pk), method)(person, MORNING, seen, **words)

    answers = at_once(decide(supervisor, "approve"), decide(director, "send_back", reason="再想想"))
    refusals = [answer for answer in answers if isinstance(answer, InvalidTransition)]
    assert len(refusals) == 1 and (supervisor.name in refusals[0].message or director.name in refusals[0].message)
    assert AccountLog.objects.filter(kind__in=["approved", "returned"]).count() == 1


def test_a_proposal_decided_by_two_at_once_is_decided_once(manager, supervisor, director):
    account = propose(manager)

    def decide(who):
        person = User.objects.get(pk=who.pk)
        return lambda: KeyAccount.objects.get(pk=account.pk).approve(person, MORNING, 1)

    answers = at_once(decide(supervisor), decide(director))
    assert sum(isinstance(answer, InvalidTransition) for answer in answers) == 1
    assert AccountLog.objects.filter(kind="designated").count() == 1


def test_workers_that_open_plans_at_once_open_each_once(manager, supervisor):
    for _number in range(3):
        designate(manager, supervisor)
    assert sum(at_once(*[lambda: opening.open_plans(MORNING)] * 3)) == 3
    assert AccountPlan.objects.count() == 3
