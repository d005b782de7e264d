"""`make seed`: a made-up company of any size in the database of `make run`, beside the demo people."""

import sys

from devtools import BASE_DIR
from devtools.environment import development, main
from devtools.processes import call
from devtools.run import prepare_database


def seed(arguments):
    with development() as environment:
        prepare_database(environment)
        return call([sys.executable, str(BASE_DIR / "manage.py"), "seed", *arguments], environment)


if __name__ == "__main__":
    main(seed)
