"""New business elsewhere: the home page and its clock, the hand-over, the history, admin."""

import uuid
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from customers.factories import open_opportunity
from customers.models import HandOver, LossReason, StageSetting
from deadlines.models import EscalationEvent, Level
from deadlines.scanner import scan

pytestmark = pytest.mark.django_db


def test_a_next_step_is_due_at_the_end_of_work_on_its_day_and_reminded_of(manager, customer, at):
    opportunity = open_opportunity(manager, customer, at, next_step="送方案", next_step_on=date(2026, 9, 8))
    clock = opportunity.clock
    assert clock.deadline == datetime(2026, 9, 8, 18, tzinfo=ZoneInfo("Asia/Shanghai"))
    scan(clock.deadline - timedelta(hours=1))
    assert [event.level for event in EscalationEvent.objects.filter(clock=clock)] == [Level.DOER]
    assert manager.notifications.exists()
    scan(clock.deadline + timedelta(hours=1))
    assert EscalationEvent.objects.filter(clock=clock).count() == 1, "the head hears of it after two working days"


def test_a_hand_over_takes_the_open_ones_with_their_next_step(manager, supervisor, colleague, customer, at):
    opportunity = open_opportunity(manager, customer, at, next_step="送方案", next_step_on=date(2026, 9, 8))
    lost = open_opportunity(manager, customer, at)
    lost.lose(manager, at, lost.version, LossReason.objects.filter(to_competitor=False).first())
    handed = HandOver.propose(supervisor, at, uuid.uuid4(), [customer.pk], colleague, at.date(), "调岗")
    handed.accept(colleague, at)
    for each in (opportunity, lost):
        each.refresh_from_db()
    opportunity.clock.refresh_from_db()
    assert (opportunity.owner, opportunity.clock.doer, lost.owner) == (colleague, colleague, manager)


def test_the_history_of_the_file_tells_what_was_changed(client, manager, customer, opportunity, at):
    opportunity.edit(manager, at, opportunity.version, {"monthly_revenue": 80_000})
    client.force_login(manager)
    text = client.get(customer.tab_url("history")).content.decode()
    assert "华东仓配一体" in text and "80,000" in text


def test_the_office_sets_probabilities_and_reasons_in_admin(client, administrator):
    client.force_login(administrator)
    setting = StageSetting.objects.get(stage="bid")
    url = reverse("admin:customers_stagesetting_change", args=[setting.pk])
    assert client.post(url, {"probability": "101", "silent_days": "14"}).status_code == 200
    assert client.post(url, {"probability": "75", "silent_days": "10"}).status_code == 302
    setting.refresh_from_db()
    assert (setting.stage, setting.probability, setting.silent_days) == ("bid", 75, 10)
    assert client.get(reverse("admin:customers_stagesetting_add")).status_code == 403
    form = {"name": "地点太远", "name_en": "Too far away", "is_active": "on"}
    assert client.post(reverse("admin:customers_lossreason_add"), form).status_code == 302
    assert LossReason.objects.filter(name_en="Too far away", to_competitor=False).exists()
