"""`make lint`: all checks of the code, its templates and its texts; the failed ones are named at the end."""

import os
import subprocess
import sys

from devtools import BASE_DIR
from devtools.environment import main
from devtools.services import running
from devtools.test import FIXED

PYTHON = sys.executable
TEMPLATES = ["templates", "--lint", "--quiet", "--profile", "django"]
# H043 wants a type on every button: in a form the browser's default, to submit, is what we mean.
TEMPLATES += ["--ignore", "H043"]
# Mail programs know no style sheets.
TEMPLATES += ["--extend-exclude", "templates/emails"]
CHECKS = {
    "style": [PYTHON, "-m", "ruff", "check"],
    "format": [PYTHON, "-m", "ruff", "format", "--check"],
    "arrows between apps": [PYTHON, "-c", "from importlinter.cli import lint_imports_command as main; main()"],
    "templates": [PYTHON, "-m", "djlint", *TEMPLATES],
    "settings": [PYTHON, "manage.py", "check", "--fail-level", "WARNING"],
    "migrations": [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
    "messages": [PYTHON, "-m", "devtools.messages", "check"],
    "texts": [PYTHON, "-m", "devtools.texts"],
    "lock file": [PYTHON, "-m", "devtools.lock_file"],
}


def lint(_arguments):
    # The migrations are compared with what a database has taken, so there must be one.
    with running(throw_away=True) as urls:
        environment = os.environ | FIXED | urls
        failed = [name for name, command in CHECKS.items() if fails(name, command, environment)]
    print(f"Failed: {', '.join(failed)}" if failed else "All checks passed.")
    return bool(failed)


def fails(name, command, environment):
    print(f"— {name}", flush=True)
    return subprocess.run(command, cwd=BASE_DIR, env=environment).returncode


if __name__ == "__main__":
    main(lint)
