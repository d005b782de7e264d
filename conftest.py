"""What every test may ask for: the cast of people, a browser, a real worker, a mail sink."""

pytest_plugins = [
    "devtools.initial_rows",
    "devtools.fixtures",
    "devtools.browser",
    "people.cast",
    "crm_site.tests.world",
]
