import pytest
import redis


@pytest.fixture(autouse=True)
def nothing_counted_yet(settings):
    """Redis outlives a test, and what it counts lasts an hour."""
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        for key in client.scan_iter("throttle:*"):
            client.delete(key)
