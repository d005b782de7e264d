"""Run pytest on a Postgres and a Redis of its own: `python -m devtools.test [arguments of pytest]`."""

import os
import sys

from devtools import BASE_DIR
from devtools.processes import MARKER, DevelopmentError, call
from devtools.services import running

# Each file stays on one worker, because some start a Celery worker or a browser of their own.
WHOLE_SUITE = ["-n", "2", "--dist", "loadfile"]


def main(arguments):
    marker = f"{BASE_DIR}#test-{os.getpid()}"
    environment = {name: value for name, value in os.environ.items() if name not in PERSONAL} | FIXED | {MARKER: marker}
    with running(throw_away=True, marker=marker) as urls:
        return call([sys.executable, "-m", "pytest", *(arguments or WHOLE_SUITE)], environment | urls)


# A test run means the same whatever stands in the shell or the .env of the person running it.
PERSONAL = {"EMAIL_URL", "SITE_URL", "ALLOWED_HOSTS", "SECURE_COOKIES", "MEDIA_ROOT", "STATIC_ROOT", "LOGIN_FAILURE_LIMIT"}
FIXED = {"DEBUG": "on", "SECRET_KEY": "only-for-tests", "ENV_FILE": os.devnull, "LOG_LEVEL": "WARNING"}


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except DevelopmentError as error:
        sys.exit(str(error))
