import pytest

from surveys.answer_factories import closed_wave, random_sheets
from surveys.models import ResultSnapshot


@pytest.fixture
def finished(analyst):
    """A closed wave with about 140 answer sheets, its results computed."""
    wave = closed_wave(analyst, random_sheets(200))
    ResultSnapshot.compute(wave, wave.closed_at)
    return wave
