"""Run manage.py on the data of `make run`, starting Postgres and Redis for as long as it takes."""

import sys

from devtools import BASE_DIR
from devtools.environment import development, main
from devtools.processes import call


def manage(arguments):
    with development() as environment:
        return call([sys.executable, str(BASE_DIR / "manage.py"), *arguments], environment)


if __name__ == "__main__":
    main(manage)
