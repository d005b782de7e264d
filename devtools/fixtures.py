"""Fixtures on the real services: Redis, and later the worker, the mail sink and the browser."""

import pytest
import redis


@pytest.fixture
def redis_server(settings):
    """This worker's own Redis database, emptied before the test."""
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        client.flushdb()
        yield client
