"""Run pytest on a Postgres and a Redis of its own: `python -m devtools.test [arguments of pytest]`."""

import os
import sys

from devtools import BASE_DIR, messages
from devtools.environment import main, settings_variables
from devtools.processes import MARKER, call
from devtools.services import running

# Each file stays on one worker, because some start a Celery worker or a browser of their own.
WHOLE_SUITE = ["-n", "2", "--dist", "loadfile"]
FIXED = {"DEBUG": "on", "SECRET_KEY": "only-for-tests", "ENV_FILE": os.devnull, "LOG_LEVEL": "WARNING"}


def test(arguments):
    messages.compile_catalogues()
    marker = f"{BASE_DIR}#test-{os.getpid()}"
    # A test run means the same whatever stands in the shell or the .env of the person running it.
    environment = {name: value for name, value in os.environ.items() if name not in settings_variables()}
    with running(throw_away=True, marker=marker) as urls:
        return call(
            [sys.executable, "-m", "pytest", *(arguments or WHOLE_SUITE)], environment | FIXED | urls | {MARKER: marker}
        )


if __name__ == "__main__":
    main(test)
