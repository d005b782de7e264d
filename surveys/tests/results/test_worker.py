"""Results are reckoned by the worker: real beat, real worker."""

from datetime import timedelta

import pytest
from django.utils import timezone

from devtools.fixtures import wait_until
from surveys.answer_factories import closed_wave, random_sheets
from surveys.factories import MORNING, wave_in_fieldwork
from surveys.models import Response, ResultSnapshot
from surveys.models.result import LONG, RUNNING_EVERY


def test_the_worker_finds_what_closed_and_what_was_asked_for(celery, transactional_db, analyst):
    closed = closed_wave(analyst, random_sheets(40))
    running = wave_in_fieldwork(analyst)
    celery.start(beat_seconds=1)
    wait_until(lambda: ResultSnapshot.objects.filter(computed_at__isnull=False).count() == 2, 60)
    first = ResultSnapshot.of(running).computed_at
    ResultSnapshot.request(running, analyst, timezone.now())
    wait_until(lambda: ResultSnapshot.of(running).computed_at > first, 60)
    assert ResultSnapshot.of(closed).figures["answered"] > 5
    assert ResultSnapshot.of(running).requested_at is None


@pytest.mark.django_db
def test_a_closed_wave_is_due_once(analyst):
    wave = closed_wave(analyst, random_sheets(10))
    assert list(ResultSnapshot.objects.due(wave.closed_at)) == [wave.pk]
    ResultSnapshot.compute(wave, wave.closed_at)
    assert list(ResultSnapshot.objects.due(wave.closed_at)) == []
    ResultSnapshot.request(wave, analyst, wave.closed_at)
    assert list(ResultSnapshot.objects.due(wave.closed_at)) == [wave.pk]


@pytest.mark.django_db
def test_a_running_wave_is_due_when_answers_have_come_and_not_before_some_minutes(analyst):
    wave = wave_in_fieldwork(analyst)
    ResultSnapshot.compute(wave, MORNING)
    assert list(ResultSnapshot.objects.due(MORNING + RUNNING_EVERY)) == []
    minute = timedelta(minutes=1)
    sheet = Response.objects.filter(unit__wave=wave).first()
    answered = {"mode": "web", "started_at": MORNING + minute, "completed_at": MORNING + minute}
    Response.objects.filter(pk=sheet.pk).update(state="complete", **answered)
    assert list(ResultSnapshot.objects.due(MORNING + 2 * minute)) == []
    assert list(ResultSnapshot.objects.due(MORNING + RUNNING_EVERY)) == [wave.pk]


@pytest.mark.django_db
def test_whoever_asked_and_waited_long_is_told(analyst):
    wave = closed_wave(analyst, random_sheets(10))
    ResultSnapshot.request(wave, analyst, wave.closed_at)
    ResultSnapshot.compute(wave, wave.closed_at + LONG)
    assert analyst.notifications.get().url == f"/surveys/{wave.pk}/results/"
