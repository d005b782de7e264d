"""The environment that `make run` and its relatives give to Django: a trial system, unless the shell or .env say otherwise."""

import contextlib
import os
import re
import signal
import sys

import environ

from devtools import BASE_DIR, DATA
from devtools.processes import MARKER, DevelopmentError
from devtools.services import running


@contextlib.contextmanager
def development(marker=""):
    """Run the services of `make run` and yield the environment of a Django process beside them."""
    environ.Env.read_env(BASE_DIR / ".env")
    for folder in ("beat", "mail", "media"):
        (DATA / folder).mkdir(parents=True, exist_ok=True)
    defaults = {
        "DEBUG": "on",
        "HOST": "127.0.0.1",
        "PORT": "8000",
        # Relative, because an address cannot hold every folder name; all processes start in the checkout.
        "EMAIL_URL": f"filemail:///{(DATA / 'mail').relative_to(BASE_DIR)}",
    }
    fixed = {"PYTHON": sys.executable, MARKER: marker, "PYTHONUNBUFFERED": "1"}
    with running(marker=marker) as urls:
        yield defaults | os.environ | fixed | urls


def settings_variables():
    """The names of all environment variables that settings.py reads."""
    return set(re.findall(r"""env(?:\.\w+)?\(\s*"([A-Z_]+)\"""", (BASE_DIR / "crm_site" / "settings.py").read_text()))


def main(work):
    """Run a developer's command: its return value is the exit code, and what can be mended is said in one line."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        sys.exit(work(sys.argv[1:]))
    except DevelopmentError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)
