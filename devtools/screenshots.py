"""Pictures of the main pages of the demo company: both languages, wide and phone, light and dark.

python -m devtools.screenshots            # all of them, into test-results/screenshots/
python -m devtools.screenshots --readme   # those that the README shows, into docs/screenshots/
"""

import os
import subprocess
import sys
from itertools import product
from pathlib import Path

from playwright.sync_api import sync_playwright

from devtools import BASE_DIR, messages
from devtools.browser import chromium
from devtools.environment import main
from devtools.fixtures import wait_until
from devtools.processes import MARKER
from devtools.run import check, free_port
from devtools.services import running

LANGUAGES = {"zh": "zh-CN", "en": "en-GB"}
WIDTHS = {"wide": 1440, "phone": 390}
THEMES = ("light", "dark")
PASSWORD = "guanxi-demo"

# Name → (login, path, and a link to follow from there, where the page has no fixed address).
PAGES = {
    "login": (None, "/login/", None),
    "home-manager": ("manager", "/", None),
    "home-handler": ("handler", "/", None),
    "home-supervisor": ("supervisor", "/", None),
    "customers": ("analyst", "/customers/", None),
    "customer": ("manager", "/customers/", "#results tbody a"),
    "search": ("manager", "/search/?q=sh", None),
    "customer-new": ("manager", "/customers/new/", None),
    "import": ("manager", "/customers/import/", None),
    "complaints": ("desk", "/complaints/", None),
    "complaint-new": ("desk", "/complaints/new/", None),
    "complaint": ("handler", "/complaints/?mine=on", "#results tbody a"),
    "customer-log": ("manager", "/customers/log/", None),
    "answers-owed": ("manager", "/customers/log/?owed=on", None),
    "answer": ("manager", "/customers/log/?owed=on", "#results tbody a.row-link"),
    "new-business": ("manager", "/customers/business/", None),
    "new-business-figures": ("supervisor", "/customers/business/figures/", None),
    "documents": ("manager", "/customers/documents/", None),
    "duplicates": ("manager", "/customers/duplicates/", None),
    "merge": ("manager", "/customers/duplicates/", "#results a[href*='/merges/']"),
    "exports": ("manager", "/customers/exports/", None),
    "recycle-bin": ("manager", "/customers/recycle-bin/", None),
    "disclosures": ("supervisor", "/customers/disclosures/", None),
    "figures": ("manager", "/customers/figures/", None),
    "portfolio": ("analyst", "/customers/portfolio/", None),
    "value": ("analyst", "/customers/portfolio/", "tbody a[href*='tab=value']"),
    "hand-overs": ("supervisor", "/customers/hand-overs/", None),
    "key-accounts": ("supervisor", "/key-accounts/", None),
    "key-account": ("manager", "/key-accounts/", "#results tbody a"),
    "plans": ("manager", "/key-accounts/plans/", None),
    "plan": ("director", "/key-accounts/plans/", "#results tbody a"),
    "decisions": ("supervisor", "/key-accounts/decisions/", None),
    "visits": ("manager", "/visits/", None),
    "visit": ("manager", "/visits/", "#results tbody a"),
    "proposals": ("manager", "/visits/proposals/", None),
    "calendar": ("manager", "/visits/calendar/", None),
    "occasions": ("manager", "/visits/occasions/", None),
    "coverage": ("supervisor", "/visits/coverage/", None),
    "surveys": ("analyst", "/surveys/", None),
    "survey": ("analyst", "/surveys/", "#results tbody a"),
    "results": ("analyst", "/surveys/1/results/", None),
    "follow-ups": ("manager", "/surveys/follow-ups/", None),
    "notifications": ("supervisor", "/notifications/", None),
    "settings": ("manager", "/me/", None),
}
# Name in the README → (page, language, width, theme).
README = {
    "home": ("home-manager", "zh", "wide", "light"),
    "customers": ("customers", "zh", "wide", "light"),
    "customer": ("customer", "zh", "wide", "light"),
    "portfolio": ("portfolio", "zh", "wide", "light"),
    "value": ("value", "zh", "wide", "light"),
    "plan": ("plan", "zh", "wide", "light"),
    "calendar": ("calendar", "zh", "wide", "light"),
    "coverage": ("coverage", "en", "wide", "light"),
    "survey": ("results", "zh", "wide", "light"),
    "complaint": ("complaint", "en", "wide", "light"),
    "complaint-new": ("complaint-new", "zh", "wide", "dark"),
    "phone": ("complaint", "zh", "phone", "light"),
}


def take(arguments):
    messages.compile_catalogues()
    marker = f"{BASE_DIR}#screenshots-{os.getpid()}"
    with running(throw_away=True, marker=marker) as urls:
        environment = (
            os.environ | urls | {"DEBUG": "on", "ENV_FILE": os.devnull, "LOG_LEVEL": "WARNING", MARKER: marker}
        )
        manage = [sys.executable, str(BASE_DIR / "manage.py")]
        check([*manage, "migrate", "--noinput", "--verbosity", "0"], environment)
        check([*manage, "seed_demo"], environment)
        address = f"127.0.0.1:{free_port('127.0.0.1', 8700)}"
        subprocess.Popen([*manage, "runserver", "--noreload", address], env=environment, stderr=subprocess.DEVNULL)
        with sync_playwright() as playwright:
            photographer = Photographer(chromium(playwright), f"http://{address}")
            for file, (page, *look) in chosen(arguments).items():
                photographer.shoot(page, *look, BASE_DIR / file)
                print(file, flush=True)
    return 0


def chosen(arguments):
    """{file: (page, language, width, theme)}"""
    if "--readme" in arguments:
        return {f"docs/screenshots/{name}.png": look for name, look in README.items()}
    everything = product(LANGUAGES, WIDTHS, THEMES, PAGES)
    return {
        f"test-results/screenshots/{language}-{width}-{theme}/{page}.png": (page, language, width, theme)
        for language, width, theme, page in everything
    }


class Photographer:
    """One browser context per person and look, logged in once."""

    def __init__(self, browser, address):
        self.browser = browser
        self.address = address
        self.contexts = {}

    def shoot(self, name, language, width, theme, file: Path):
        login, path, link = PAGES[name]
        page = self.context(login, language, width, theme).new_page()
        wait_until(lambda: self.opens(page, path), 60)
        if link:
            page.locator(link).first.click()
        page.wait_for_load_state("networkidle")
        file.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=file)
        page.close()

    def opens(self, page, path):
        try:
            return page.goto(path).ok
        except Exception as error:
            if "ERR_CONNECTION_REFUSED" in str(error):
                return False
            raise

    def context(self, login, language, width, theme):
        key = (login, language, width, theme)
        if key not in self.contexts:
            context = self.browser.new_context(
                base_url=self.address,
                locale=LANGUAGES[language],
                color_scheme=theme,
                timezone_id="Asia/Shanghai",
                viewport={"width": WIDTHS[width], "height": 900},
            )
            self.contexts[key] = context
            if login:
                self.log_in(context.new_page(), login)
        return self.contexts[key]

    def log_in(self, page, login):
        wait_until(lambda: self.opens(page, "/login/"), 60)
        page.fill("[name=username]", login)
        page.fill("[name=password]", PASSWORD)
        page.click("main form button")
        page.wait_for_url("**/")
        page.close()


if __name__ == "__main__":
    main(take)
