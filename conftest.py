"""What every test may ask for: the cast of people, a browser, a real worker, a mail sink."""

import pytest
from django.core.cache import cache
from django.utils import translation

pytest_plugins = [
    "devtools.initial_rows",
    "devtools.fixtures",
    "devtools.browser",
    "devtools.mailbox_server",
    "people.cast",
    "crm_site.tests.world",
]


@pytest.fixture(autouse=True)
def reads_english():
    """Tests read English sentences; those about Chinese say so themselves."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def nothing_kept():
    """What a process keeps at hand for some seconds outlives a test."""
    cache.clear()
