import pytest
import redis

from complaints.factories import receive_complaint


@pytest.fixture(autouse=True)
def nothing_counted_yet(settings):
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        for key in client.scan_iter("throttle:*"):
            client.delete(key)


@pytest.fixture
def written(desk):
    """A complaint that a customer wrote on the web, on a Tuesday at ten."""
    return receive_complaint()
