"""Pytest fixtures for tests in headless Chromium; every test that uses `browse` is an e2e test."""

import os
import shutil
from urllib.parse import urlsplit

import pytest
from django.test import Client
from playwright.sync_api import sync_playwright

from devtools.processes import DevelopmentError

NAMES = ("chromium", "chromium-browser", "google-chrome")
MISSING = (
    "The browser tests need Chromium. On Debian and Ubuntu: apt-get install chromium fonts-noto-cjk; elsewhere install "
    "Chromium or Chrome so that one of these programs is found: " + ", ".join(NAMES)
)
# Chromium must not ask the Internet for anything, and as root it cannot make its own sandbox.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]

# Before the scripts have run, a link that opens in the dialog is a link to a page: a test would follow it faster than
# any hand. Until then nothing takes a click, for which Playwright waits.
NOT_BEFORE_IT_IS_LOADED = """
const untouched = new CSSStyleSheet();
untouched.replaceSync("* { pointer-events: none !important }");
document.adoptedStyleSheets = [untouched];
addEventListener("load", () => { document.adoptedStyleSheets = []; });
"""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    for item in items:
        if "browse" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.e2e)


def chromium(playwright):
    """Start the system's Chromium; Playwright's own download is not needed."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if not program:
        raise DevelopmentError(MISSING)
    return playwright.chromium.launch(executable_path=program, args=FLAGS)


@pytest.fixture(scope="session")
def browser():
    # Playwright keeps an event loop in this thread, and Django would refuse its plain database calls beside one.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        try:
            program = chromium(playwright)
        except DevelopmentError as error:
            pytest.exit(str(error), returncode=1)
        yield program
        program.close()


@pytest.fixture
def browse(browser, live_server, settings):
    """Open pages of the running site; the test fails on any error in the browser and on any request that leaves the site."""
    browsing = Browsing(browser, live_server.url, settings)
    yield browsing
    browsing.close()
    assert not browsing.faults


class Browsing:
    """page = browse(manager, "en", width=390): a page on the home page, logged in as the manager, on a phone."""

    def __init__(self, browser, address, settings):
        self.browser = browser
        self.address = address
        self.settings = settings
        self.contexts = []
        self.faults = []

    def __call__(self, user=None, language="zh-CN", width=1440, color_scheme="light"):
        phone = width < 600
        context = self.browser.new_context(
            base_url=self.address,
            locale=language,
            color_scheme=color_scheme,
            timezone_id="Asia/Shanghai",
            viewport={"width": width, "height": 844 if phone else 900},
            has_touch=phone,
            is_mobile=phone,
        )
        self.contexts.append(context)
        context.add_init_script(NOT_BEFORE_IT_IS_LOADED)
        context.route(self.is_elsewhere, self.refuse)
        context.on("console", lambda message: message.type == "error" and self.faults.append(message.text))
        context.on("weberror", lambda error: self.faults.append(str(error.error)))
        if user:
            context.add_cookies([self.session_of(user)])
        page = context.new_page()
        page.goto("/")
        return page

    def is_elsewhere(self, url):
        """The browser's own pages, such as its viewer of PDFs, are no other site."""
        asked = urlsplit(url)
        return asked.scheme in ("http", "https") and asked.netloc != urlsplit(self.address).netloc

    def refuse(self, route):
        self.faults.append(f"left the site: {route.request.url}")
        route.abort()

    def session_of(self, user):
        client = Client()
        client.force_login(user, self.settings.AUTHENTICATION_BACKENDS[-1])
        name = self.settings.SESSION_COOKIE_NAME
        return {"name": name, "value": client.cookies[name].value, "url": self.address}

    def forgive(self, text):
        """Forget the errors that hold `text`, where a test provokes them: a refused request is an error in the console."""
        self.faults = [fault for fault in self.faults if text not in fault]

    def close(self):
        for context in self.contexts:
            context.close()
