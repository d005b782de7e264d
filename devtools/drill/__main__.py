"""Run the drills of the clocks on a Postgres and a Redis of their own: `python -m devtools.drill [--clocks 20000]`."""

import argparse
import os
import sys

from devtools.environment import main, settings_variables
from devtools.processes import MARKER, call
from devtools.services import running
from devtools.test import FIXED


def drill(arguments):
    options = parse(arguments)
    marker = f"drill-{os.getpid()}"
    environment = {name: value for name, value in os.environ.items() if name not in settings_variables()} | FIXED
    # Whoever asks for a drill wants servers that may be broken: those of the shell are left alone.
    for name in ("DATABASE_URL", "REDIS_URL"):
        os.environ.pop(name, None)
    with running(throw_away=True, marker=marker) as urls:
        environment |= urls | {MARKER: marker, "DJANGO_SETTINGS_MODULE": "crm_site.settings"}
        failed = call([sys.executable, "manage.py", "migrate", "--noinput", "--verbosity", "0"], environment)
        sizes = [str(options.clocks), str(options.overdue), str(options.seed)]
        return failed or call([sys.executable, "-m", "devtools.drill.all", *sizes], environment)


def parse(arguments):
    parser = argparse.ArgumentParser(prog="python -m devtools.drill")
    parser.add_argument("--clocks", type=int, default=20_000, help="due while scanners are killed")
    parser.add_argument("--overdue", type=int, default=100_000, help="overdue after an outage")
    parser.add_argument("--seed", type=int, default=1, help="of the chances")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main(drill)
