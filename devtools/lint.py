"""`make lint`: every check that needs no database contents, all of them run, the failed ones named at the end."""

import os
import subprocess
import sys

from devtools import BASE_DIR
from devtools.environment import main

PYTHON = sys.executable
CHECKS = {
    "style": [PYTHON, "-m", "ruff", "check"],
    "format": [PYTHON, "-m", "ruff", "format", "--check"],
    "arrows between apps": [PYTHON, "-m", "importlinter.cli", "lint"],
    "templates": [PYTHON, "-m", "djlint", "templates", "--lint", "--quiet"],
    "settings": [PYTHON, "manage.py", "check", "--fail-level", "WARNING"],
    "migrations": [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
    "messages": [PYTHON, "-m", "devtools.messages", "check"],
    "texts": [PYTHON, "-m", "devtools.texts"],
    "lock file": [PYTHON, "-m", "devtools.lock_file"],
}


def lint(_arguments):
    environment = os.environ | {"DEBUG": "on", "ENV_FILE": os.devnull, "LOG_LEVEL": "WARNING"}
    failed = []
    for name, command in CHECKS.items():
        print(f"— {name}", flush=True)
        if subprocess.run(command, cwd=BASE_DIR, env=environment).returncode:
            failed.append(name)
    print(f"Failed: {', '.join(failed)}" if failed else "All checks passed.")
    return bool(failed)


if __name__ == "__main__":
    main(lint)
