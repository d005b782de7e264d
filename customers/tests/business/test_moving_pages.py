"""Dragging a card and the dialog of a move: one address, one rule."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from customers.factories import business_facts, open_opportunity
from customers.models import LossReason, Opportunity

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def move(client, manager, opportunity):
    """Send a move as a dragged card does (`stage` and version alone) or as the dialog does (`facts`)."""
    client.force_login(manager)

    def move(stage, version=None, facts=None, **headers):
        form = {"stage": stage, "version": version or current(opportunity).version}
        if facts is not None:
            form |= {"filled_in": "1", **facts}
        return client.post(reverse("customers:opportunity_move", args=[opportunity.pk]), form, headers=headers or HTMX)

    return move


def current(opportunity):
    return Opportunity.objects.get(pk=opportunity.pk)


def test_a_dragged_card_that_lacks_nothing_is_moved(manager, customer, opportunity, move, at):
    opportunity.edit(manager, at, opportunity.version, {"monthly_revenue": 80_000, "credit_opinion": "良好"})
    answer = move("assessed")
    assert answer.status_code == 204 and "Assessed" in answer.headers["HX-Trigger"].encode().decode("unicode_escape")
    assert current(opportunity).stage == "assessed"


def test_what_lacks_is_asked_for_in_the_dialog_and_nothing_else(opportunity, move):
    answer = move("assessed")
    assert answer.status_code == 422
    assert list(answer.context["form"].fields) == ["monthly_revenue", "credit_opinion"]
    assert not answer.context["form"].errors, "nobody was asked yet"
    answer = move("assessed", facts={"monthly_revenue": "80000"})
    assert list(answer.context["form"].errors) == ["credit_opinion"] and "80000" in answer.content.decode()
    assert move("assessed", facts={"monthly_revenue": "80000", "credit_opinion": "良好"}).status_code == 204


@pytest.mark.parametrize("stage", ["analysed", "proposal", "bid", "won", "lost"])
def test_no_hand_made_request_skips_what_a_stage_asks_for(opportunity, move, stage):
    assert move(stage).status_code == 422
    assert move(stage, facts={}).status_code == 422
    assert (current(opportunity).stage, current(opportunity).moves.count()) == ("identified", 1)


@pytest.mark.parametrize("stage", ["", "paradise", "identified"])
def test_a_stage_that_is_none_or_the_same_changes_nothing(opportunity, move, stage):
    assert move(stage).status_code in (409, 422)
    assert current(opportunity).moves.count() == 1


def test_the_second_of_two_hands_is_told_and_sees_what_it_wrote(supervisor, opportunity, move, at):
    seen = opportunity.version
    opportunity.move(supervisor, at, seen, "assessed", {"monthly_revenue": 1, "credit_opinion": "x"})
    answer = move("analysed", seen, {"needs": "别丢了", "contact_name": "王经理", "monthly_revenue": 1})
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Meanwhile moved by Supervisor" in text and "别丢了" in text
    assert "saved" in answer.headers["HX-Trigger"], "the board shows itself anew"
    assert not opportunity.customer.contacts.exists()


def test_a_fact_that_both_changed_is_shown_side_by_side(manager, opportunity, move, at):
    seen = opportunity.version
    opportunity.edit(manager, at, seen, {"monthly_revenue": 50_000})
    facts = {"monthly_revenue": "80000", "credit_opinion": "良好"}
    answer = move("assessed", seen, facts)
    assert answer.status_code == 409 and current(opportunity).stage == "identified"
    shown = answer.content.decode()
    assert "50,000" in shown or "50000" in shown
    assert "80000" in shown and "良好" in shown
    assert move("assessed", answer.context["version"], facts).status_code == 204
    assert current(opportunity).monthly_revenue == 80_000


def test_who_decides_may_be_put_on_file_in_the_same_dialog(opportunity, move):
    facts = {"monthly_revenue": "80000", "credit_opinion": "良好", "needs": "仓配"}
    assert "decision_contact" in move("analysed", facts=facts).context["form"].errors
    assert move("analysed", facts=facts | {"contact_name": "王芳", "contact_mobile": "1"}).status_code == 422
    assert move("analysed", facts=facts | {"contact_name": "王芳", "contact_mobile": "13800138000"}).status_code == 204
    contact = current(opportunity).decision_contact
    assert (contact.name, contact.decision_role) == ("王芳", "decision_maker")


def test_a_new_contact_is_not_lost_where_somebody_else_named_who_decides(manager, customer, opportunity, move, at):
    seen, decider = opportunity.version, business_facts(customer)["decision_contact"]
    opportunity.edit(manager, at, seen, {"decision_contact": decider})
    facts = {"monthly_revenue": "80000", "credit_opinion": "良好", "needs": "仓配", "decision_contact": ""}
    answer = move("analysed", seen, facts | {"contact_name": "王芳"})
    assert answer.status_code == 409 and "王芳" in answer.text and decider.name in answer.text
    assert customer.contacts.count() == 1 and current(opportunity).stage == "identified"


def test_won_in_one_form(manager, customer, opportunity, move, at):
    opportunity.move(manager, at, opportunity.version, "proposal", business_facts(customer))
    start = timezone.localdate() + timedelta(days=20)
    facts = {"project_name": "华东仓配", "starts_on": start, "monthly_revenue": "210000"}
    early = facts | {"contract_ends_on": start - timedelta(days=1)}
    assert "contract_ends_on" in move("won", facts=early).context["form"].errors
    assert move("won", facts=facts).status_code == 204
    project = current(opportunity).project
    assert (project.started_on, project.monthly_revenue) == (start, 210_000)
    assert move("bid").status_code == 409
    assert move("lost", facts={"lost_reason": LossReason.objects.first().pk, "lost_to": "x"}).status_code == 409


def test_lost_with_the_competitor_where_the_reason_asks_for_it(opportunity, move):
    reason = LossReason.objects.filter(to_competitor=True).first()
    assert list(move("lost", facts={"lost_reason": reason.pk}).context["form"].errors) == ["lost_to"]
    reason.is_active = False
    reason.save()
    assert "lost_reason" in move("lost", facts={"lost_reason": reason.pk, "lost_to": "顺丰"}).context["form"].errors
    other = LossReason.objects.filter(to_competitor=False).first()
    assert move("lost", facts={"lost_reason": other.pk}).status_code == 204


def test_without_scripts_the_same_address_is_a_page(client, manager, customer, opportunity, move, at):
    url = reverse("customers:opportunity_move", args=[opportunity.pk])
    choose = client.get(url).content.decode()
    assert f"{url}?stage=lost" in choose and "<html" in choose
    assert "credit_opinion" in client.get(url, {"stage": "assessed"}).content.decode()
    facts = {"monthly_revenue": "80000", "credit_opinion": "良好"}
    answer = move("assessed", facts=facts, Accept="text/html")
    assert answer.status_code == 302 and answer.url == opportunity.get_absolute_url()


def test_others_may_not_move_it(client, colleague, desk, opportunity):
    url = reverse("customers:opportunity_move", args=[opportunity.pk])
    for person in (colleague, desk):
        client.force_login(person)
        assert client.post(url, {"stage": "lost", "version": 1}).status_code == 404


def test_what_was_lost_is_taken_up_again_from_its_page(client, manager, customer, move, opportunity, at):
    reason = LossReason.objects.filter(to_competitor=False).first()
    opportunity.lose(manager, at, opportunity.version, reason)
    assert "Take it up again" in client.get(opportunity.get_absolute_url()).content.decode()
    assert move("identified").status_code == 204
    other = open_opportunity(manager, customer, at, "bid")
    assert current(other).is_open
