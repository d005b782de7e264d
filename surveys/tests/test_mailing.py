"""Invitations and reminders: each once, only to those who have not answered, none while the wave rests."""

from datetime import timedelta

import pytest

from people.models import OutboxMessage
from people.sending import send_due
from surveys import links
from surveys.answers import Value
from surveys.factories import MORNING, items_of, wave_in_fieldwork
from surveys.mailing import write_due
from surveys.models import DoNotAsk
from surveys.states import Mode

DAY = timedelta(days=1)


def keys():
    return sorted(OutboxMessage.objects.values_list("key", flat=True))


def answer(unit):
    item = items_of(unit.wave)["M1"]
    unit.response.save_answers({item: Value(number=9)}, Mode.WEB, MORNING)
    unit.response.complete(Mode.WEB, MORNING)


def test_everybody_drawn_with_an_address_is_invited_once(wave, unit):
    wave.units.filter(pk=unit.pk).update(email="")
    assert write_due(MORNING) == 2
    assert write_due(MORNING) == 0
    assert len(keys()) == 2 and not any(f":{unit.pk}:" in key for key in keys())
    assert set(wave.units.exclude(pk=unit.pk).values_list("invited_at", "asked_at")) == {(MORNING, MORNING)}


def test_reminders_go_only_to_those_who_have_not_answered(wave, unit):
    write_due(MORNING)
    answer(unit)
    for day, expected in ((4, 0), (5, 2), (6, 0), (9, 0), (10, 2), (30, 0)):
        assert write_due(MORNING + day * DAY) == expected, day
    assert [key for key in keys() if f":{unit.pk}:" in key] == []
    assert set(wave.units.exclude(pk=unit.pk).values_list("reminders", flat=True)) == {2}


def test_after_a_long_rest_nobody_is_reminded_twice_in_a_day(wave):
    write_due(MORNING)
    assert write_due(MORNING + 40 * DAY) == 3
    assert write_due(MORNING + 40.5 * DAY) == 0
    assert write_due(MORNING + 41 * DAY) == 3


@pytest.mark.parametrize("reason", ["refused", "left", "does not want", "not eligible"])
def test_who_is_out_of_it_is_not_reminded(wave, unit, desk, reason):
    write_due(MORNING)
    if reason == "refused":
        unit.end_call(desk, MORNING, "R")
    elif reason == "not eligible":
        unit.end_call(desk, MORNING, "NE")
    elif reason == "left":
        unit.contact.left_since = "2026-03-12"
        unit.contact.save()
    else:
        DoNotAsk.objects.create(contact=unit.contact, at=MORNING)
    assert write_due(MORNING + 5 * DAY) == 2


def test_a_paused_wave_sends_none_and_those_that_waited_leave_after_it(wave, analyst):
    write_due(MORNING)
    wave.pause(analyst, MORNING)
    assert keys() == [] and write_due(MORNING + DAY) == 0
    wave.resume(analyst, MORNING + DAY)
    assert write_due(MORNING + DAY) == 3


def test_a_closed_wave_sends_none(wave, analyst):
    write_due(MORNING)
    wave.close(analyst, MORNING)
    assert keys() == [] and write_due(MORNING + 30 * DAY) == 0


def test_a_reminder_that_still_waits_is_withdrawn_when_the_answer_comes(wave, unit):
    write_due(MORNING)
    send_due(MORNING)
    write_due(MORNING + 5 * DAY)
    answer(unit)
    waiting = OutboxMessage.objects.filter(state="waiting")
    assert waiting.count() == 2 and not waiting.filter(key__contains=f":{unit.pk}:").exists()


def test_the_office_can_remind_at_once_but_nobody_twice_a_day(wave, unit, analyst):
    write_due(MORNING)
    answer(unit)
    assert wave.remind(analyst, MORNING + DAY / 2) == 0
    assert wave.remind(analyst, MORNING + DAY) == 2
    assert wave.remind(analyst, MORNING + DAY) == 0


def test_a_wave_by_telephone_alone_writes_no_mails(analyst):
    wave = wave_in_fieldwork(analyst, modes=["telephone"])
    assert write_due(MORNING) == 0 and set(wave.units.values_list("token_hash", flat=True)) == {""}


def test_the_mail_arrives_in_chinese_with_the_link_and_the_way_out(wave, unit, mail_server, settings):
    settings.SITE_URL = "https://crm.example.test"
    wave.units.exclude(pk=unit.pk).update(email="")
    write_due(MORNING)
    assert send_due(MORNING)["sent"] == 1
    (mail,) = mail_server.wait_for(1)
    address = f"https://crm.example.test{links.address_of(unit)}"
    assert mail["To"] == unit.email and mail["List-Unsubscribe"].strip() == f"<{address}opt-out/>"
    plain, html = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))
    assert unit.name in plain and 'lang="zh-hans"' in html
    for body in (plain, html):
        assert address in body and "/notifications/" not in body


def test_the_mail_is_in_the_language_that_the_contact_chose(wave, unit):
    unit.response.language = "en"
    unit.response.save()
    write_due(MORNING)
    assert OutboxMessage.objects.get(key__contains=f":{unit.pk}:").title == "How satisfied are you with our services?"


def test_two_letters_to_one_address_are_two_mails(wave, mail_server):
    wave.units.update(email="same@customer.test")
    write_due(MORNING)
    for minute in range(3):
        send_due(MORNING + timedelta(minutes=minute))
    assert len(mail_server.wait_for(3)) == 3
