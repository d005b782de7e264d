import pytest

from surveys.factories import wave_in_fieldwork


@pytest.fixture
def wave(analyst):
    """In fieldwork by telephone and web, three people drawn."""
    return wave_in_fieldwork(analyst)


@pytest.fixture
def unit(wave):
    return wave.units.drawn().order_by("order").first()


@pytest.fixture
def as_user(client):
    """The test client, logged in as somebody."""

    def log_in(user):
        client.force_login(user)
        return client

    return log_in
