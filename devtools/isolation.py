"""A pytest plugin: each xdist worker has a Redis database of its own, as pytest-django gives each a Postgres database."""

import os

import pytest

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "gw0")

if not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL")):
    raise pytest.UsageError("The tests need services of their own: make test, or python -m devtools.test [arguments]")

if "PYTEST_XDIST_WORKER" in os.environ:
    number = int(WORKER.removeprefix("gw")) + 1
    os.environ["REDIS_URL"] = os.environ["REDIS_URL"].replace("?db=0", f"?db={number}")
