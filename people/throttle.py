"""How often a thing may be asked for within a stretch of time, counted in Redis; while that is down, everybody may."""

import hashlib
import logging

import redis
from django.conf import settings
from redis.backoff import NoBackoff
from redis.retry import Retry

logger = logging.getLogger(__name__)
PATIENCE_SECONDS = 2


def is_allowed(*limits):
    """Count one more of each (name, whose, limit, seconds); True while none of them is above its limit.

    `whose`, such as an address, is kept only as a hash.
    """
    try:
        with _client() as client, client.pipeline() as pipe:
            for name, whose, _limit, seconds in limits:
                key = f"throttle:{name}:{hashlib.sha256(whose.encode()).hexdigest()}"
                # The stretch begins with the first and is not prolonged by the others.
                pipe.set(key, 0, ex=seconds, nx=True)
                pipe.incr(key)
            counts = pipe.execute()[1::2]
    except redis.RedisError as error:
        logger.warning("Nothing is throttled, Redis does not answer: %s", error)
        return True
    return all(count <= limit for count, (_name, _whose, limit, _seconds) in zip(counts, limits, strict=True))


def client_address(request):
    """Who asks, by network; behind our proxy the one that it saw, which it adds at the end of the header."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.BEHIND_PROXY else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")


def _client():
    limits = {"socket_connect_timeout": PATIENCE_SECONDS, "socket_timeout": PATIENCE_SECONDS}
    return redis.Redis.from_url(settings.REDIS_URL, retry=Retry(NoBackoff(), 0), **limits)
