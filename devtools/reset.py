"""`make reset-db`: throw away what `make run` keeps, and seed the demo company."""

import os
import shutil

import environ

from devtools import BASE_DIR, DATA
from devtools.environment import development, main
from devtools.processes import DevelopmentError
from devtools.run import only_run, prepare_database
from devtools.services import discard


def reset(_arguments):
    environ.Env.read_env(BASE_DIR / ".env")
    if os.environ.get("DATABASE_URL"):
        raise DevelopmentError("DATABASE_URL is set: only the embedded database of this copy is ever thrown away.")
    with only_run():
        discard()
        for name in ("beat", "mail", "media"):
            shutil.rmtree(DATA / name, ignore_errors=True)
        with development() as environment:
            prepare_database(environment)


if __name__ == "__main__":
    main(reset)
