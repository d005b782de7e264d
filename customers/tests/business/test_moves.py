"""How an opportunity goes through its stages, and what the database refuses to hold."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from crm_site.workflow import InvalidTransition
from customers.business.stages import CLOSED, OPEN, Stage, required_in
from customers.factories import ContactFactory, ProjectFactory, business_facts, open_opportunity
from customers.models import LossReason, Opportunity
from customers.models.editing import EditedMeanwhile
from deadlines.models import Clock

pytestmark = pytest.mark.django_db


def reason(to_competitor=True):
    return LossReason.objects.filter(to_competitor=to_competitor).first()


def won(opportunity, by, at, name="华东仓配"):
    return opportunity.win(by, at, opportunity.version, name, date(2028, 12, 31), {"starts_on": date(2027, 1, 1)})


def test_it_goes_forward_and_back_and_each_move_is_logged_with_its_days(manager, customer, opportunity, at):
    later = at + timedelta(days=3, hours=12)
    opportunity.move(manager, later, opportunity.version, Stage.ANALYSED, business_facts(customer))
    opportunity.move(manager, later + timedelta(days=2), opportunity.version, Stage.ASSESSED)
    moves = [(move.from_stage, move.to_stage, move.days) for move in opportunity.moves.order_by("id")]
    assert moves == [("", "identified", None), ("identified", "analysed", 3.5), ("analysed", "assessed", 2)]
    assert (opportunity.stage, opportunity.furthest) == ("assessed", 2)
    told = list(customer.activities.order_by("id").values_list("kind", flat=True))
    assert told == ["opportunity.added", "opportunity.analysed", "opportunity.assessed"]


@pytest.mark.parametrize("stage", [stage for stage in OPEN if required_in(stage)])
def test_no_stage_is_entered_without_its_facts(manager, customer, opportunity, at, stage):
    for name in required_in(stage):
        facts = {key: value for key, value in business_facts(customer).items() if key != name}
        with pytest.raises(ValidationError) as refusal:
            opportunity.move(manager, at, opportunity.version, stage, facts)
        assert list(refusal.value.message_dict) == [name]
    opportunity.refresh_from_db()
    assert (opportunity.stage, opportunity.monthly_revenue, opportunity.moves.count()) == ("identified", None, 1)


@pytest.mark.parametrize("stage", [stage for stage in Stage if required_in(stage)])
def test_the_database_holds_no_stage_without_its_facts(manager, customer, opportunity, at, stage):
    closing = {"closed_at": at} if stage in CLOSED else {}
    with pytest.raises(IntegrityError, match="_facts"), transaction.atomic():
        Opportunity.objects.filter(pk=opportunity.pk).update(stage=stage, **closing)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"name": ""}, "has_a_name"),
        ({"monthly_revenue": 0}, "revenue_is_sensible"),
        ({"monthly_revenue": 2_000_000_000}, "revenue_is_sensible"),
        ({"gross_margin": 101}, "margin_is_per_cent"),
        ({"own_probability": 40}, "own_probability_has_a_reason"),
        ({"own_probability": 101, "probability_reason": "x"}, "own_probability_has_a_reason"),
        ({"next_step": "打电话"}, "next_step_has_a_day"),
        ({"lost_to": "顺丰"}, "reason_where_lost"),
    ],
)
def test_the_database_refuses_nonsense(opportunity, changes, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Opportunity.objects.filter(pk=opportunity.pk).update(**changes)


def test_what_is_won_is_a_project_and_the_customer_a_current_one(manager, customer, at):
    opportunity = open_opportunity(manager, customer, at, "proposal", next_step="送合同", next_step_on=date(2026, 9, 8))
    clock = opportunity.clock
    won(opportunity, manager, at)
    opportunity.refresh_from_db()
    project = opportunity.project
    assert (opportunity.stage, opportunity.closed_at, opportunity.next_step) == ("won", at, "")
    assert (project.name, project.services, project.phase) == ("华东仓配", ["warehousing"], "operating")
    assert (project.started_on, project.contract_ends_on) == (date(2027, 1, 1), date(2028, 12, 31))
    assert (project.monthly_revenue, project.owner) == (200_000, manager)
    customer.refresh_from_db()
    clock.refresh_from_db()
    assert (customer.lifecycle, clock.state) == ("current", Clock.State.DONE)
    told = set(customer.activities.values_list("kind", flat=True))
    assert {"opportunity.won", "project.added", "customer.current"} <= told


def test_a_lost_customer_who_gives_business_again_is_won_back(manager, customer, at):
    customer.enter("lost", manager, at, "price", "SF")
    won(open_opportunity(manager, customer, at, "bid"), manager, at)
    customer.refresh_from_db()
    assert customer.lifecycle == "won_back"


def test_winning_asks_for_all_but_the_bid_and_for_a_free_name(manager, customer, opportunity, at):
    with pytest.raises(ValidationError) as refusal:
        won(opportunity, manager, at)
    assert set(refusal.value.message_dict) == set(required_in(Stage.WON)) - {"project", "starts_on"}
    ProjectFactory(customer=customer, name="华东仓配")
    opportunity.move(manager, at, opportunity.version, Stage.PROPOSAL, business_facts(customer))
    for name in ("华东仓配", "  "):
        with pytest.raises(ValidationError, match="name"):
            won(opportunity, manager, at, name)
    assert customer.projects.count() == 1


def test_what_is_won_stays_won(manager, customer, at):
    opportunity = open_opportunity(manager, customer, at, "bid")
    won(opportunity, manager, at)
    for stage in (Stage.BID, Stage.WON):
        with pytest.raises(InvalidTransition, match="Manager on 2026-09-01 10:00: Won"):
            opportunity.move(manager, at, opportunity.version, stage)
    with pytest.raises(InvalidTransition):
        opportunity.lose(manager, at, opportunity.version, reason())
    with pytest.raises(InvalidTransition):
        opportunity.edit(manager, at, opportunity.version, {"name": "x"})
    with pytest.raises(InvalidTransition):
        opportunity.plan_next_step(manager, at, opportunity.version, "x", date(2026, 9, 9))


def test_it_is_lost_for_a_reason_and_may_be_taken_up_again(manager, customer, at):
    opportunity = open_opportunity(manager, customer, at, "proposal", next_step="催标", next_step_on=date(2026, 9, 3))
    clock = opportunity.clock
    with pytest.raises(ValidationError, match="competitor"):
        opportunity.lose(manager, at, opportunity.version, reason(), " ")
    opportunity.lose(manager, at, opportunity.version, reason(), "顺丰")
    clock.refresh_from_db()
    assert (opportunity.stage, opportunity.lost_to, clock.state) == ("lost", "顺丰", Clock.State.CANCELLED)
    assert "lost: Price above a competitor's" in customer.activities.latest("id").sentence
    opportunity.move(manager, at + timedelta(days=30), opportunity.version, Stage.ANALYSED)
    assert (opportunity.stage, opportunity.lost_reason, opportunity.lost_to) == ("analysed", None, "")
    assert opportunity.closed_at is None and opportunity.furthest == 3
    assert customer.activities.latest("id").kind == "opportunity.reopened"


def test_who_drags_second_is_told_who_moved_it_where(manager, supervisor, customer, opportunity, at):
    seen = opportunity.version
    theirs = Opportunity.objects.get(pk=opportunity.pk)
    theirs.move(supervisor, at, seen, Stage.ASSESSED, {"monthly_revenue": 90_000, "credit_opinion": "良好"})
    with pytest.raises(InvalidTransition, match="Supervisor on 2026-09-01 10:00: Assessed"):
        opportunity.move(manager, at, seen, Stage.PROPOSAL, business_facts(customer))
    assert opportunity.moves.count() == 2


def test_who_changed_another_fact_meanwhile_keeps_it_and_the_same_fact_is_shown(manager, opportunity, at):
    seen = opportunity.version
    theirs = Opportunity.objects.get(pk=opportunity.pk)
    theirs.edit(manager, at, seen, {"monthly_revenue": 80_000})
    opportunity.edit(manager, at, seen, {"name": "华东云仓"})
    assert (opportunity.name, opportunity.monthly_revenue) == ("华东云仓", 80_000)
    with pytest.raises(EditedMeanwhile) as refusal:
        opportunity.move(manager, at, seen, Stage.ASSESSED, {"monthly_revenue": 70_000, "credit_opinion": "良好"})
    assert refusal.value.fields == ["monthly_revenue"]


def test_what_the_stage_asks_for_stays_filled(manager, customer, at):
    opportunity = open_opportunity(manager, customer, at, "analysed")
    with pytest.raises(ValidationError, match="Needs analysed"):
        opportunity.edit(manager, at, opportunity.version, {"needs": ""})


def test_the_same_form_opens_one_opportunity_and_one_file(manager, at):
    key = uuid.uuid4()
    for _time in range(2):
        opportunity = Opportunity.add_with_file({"name": "苏州新客户"}, manager, at, key, name="空运", owner=manager)
    assert Opportunity.objects.count() == 1
    assert (opportunity.customer.lifecycle, opportunity.customer.owner) == ("potential", manager)


def test_only_who_may_write_in_the_file_may_move_or_own_it(manager, colleague, handler, customer, opportunity, at):
    for person in (colleague, handler):
        with pytest.raises(PermissionDenied):
            opportunity.move(person, at, opportunity.version, Stage.ASSESSED, business_facts(customer))
        with pytest.raises(PermissionDenied):
            Opportunity.add(customer, person, at, uuid.uuid4(), name="x", owner=person)
    with pytest.raises(ValidationError, match="may not write"):
        opportunity.edit(manager, at, opportunity.version, {"owner": colleague})
    stranger = ContactFactory()
    with pytest.raises(ValidationError, match="does not belong"):
        opportunity.edit(manager, at, opportunity.version, {"decision_contact": stranger})
