from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from deadlines.factories import PolicyRuleFactory
from deadlines.models import EscalationEvent, Heartbeat


@pytest.fixture
def clock(start):
    PolicyRuleFactory(budget=60, reminder_share=0)
    return start("2026-03-06T09:00")


def run(*arguments):
    printed = StringIO()
    call_command("scan_clocks", *arguments, stdout=printed)
    return printed.getvalue().splitlines()


@pytest.mark.parametrize(
    ("at", "levels"),
    [
        ("2026-03-06T09:59:59", 0),
        ("2026-03-06T10:00", 1),
        ("2026-03-06 10:00", 1),
        ("2026-03-06T01:59:59Z", 0),
        ("2026-03-06T11:00+09:00", 1),
    ],
)
def test_a_scan_as_of_a_time_prints_what_it_did(clock, at, levels):
    assert run("--at", at) == [f"clocks: {levels}", f"levels: {levels}", f"messages: {levels}"]
    assert EscalationEvent.objects.count() == levels


def test_a_scan_by_hand_is_no_sign_of_life_of_the_one_that_runs_by_itself(clock):
    run("--at", "2026-03-06T10:00")
    assert not Heartbeat.objects.exists()


def test_a_scan_without_a_time_is_as_of_now(clock):
    assert run() == ["clocks: 1", "levels: 3", "messages: 3"]


@pytest.mark.parametrize("at", ["tomorrow", "2026-02-30T09:00", "2026-03-06T25:00", ""])
def test_a_time_that_cannot_be_read_is_refused_in_words(db, at):
    with pytest.raises(CommandError, match="no time"):
        run("--at", at)


def test_before_the_first_clock_nothing_is_due(clock):
    assert run("--at", "1900-01-01T00:00")[0] == "clocks: 0"


def test_a_time_beyond_the_calendar_is_refused_in_words(clock):
    with pytest.raises(CommandError, match="2045"):
        run("--at", "2100-01-01T00:00")
