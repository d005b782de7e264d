"""The drills of the clocks, in small; `make drill-clocks` runs them in full."""

import pytest

from devtools.drill.clocks import drill_clocks
from devtools.drill.digests import drill_digests

pytestmark = pytest.mark.django_db(transaction=True)


def test_killed_scanners_lose_nothing_and_tell_nothing_twice():
    report = drill_clocks(900, scanners=3, completers=2, kills=5)
    assert report.breaches == []
    assert report.figures["events"] == report.figures["events expected"] > 900
    assert report.figures["scanners killed"] >= 1
    assert report.figures["completed meanwhile"] == 300


def test_after_an_outage_everybody_gets_one_mail():
    report = drill_digests(600)
    assert report.breaches == []
    assert report.figures["mails"] == report.figures["people"] == 21
