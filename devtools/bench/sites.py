"""A company of a given size with a database of its own, and the product serving it as in production."""

import contextlib
import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from urllib.parse import urlsplit

import psycopg2

from devtools import BASE_DIR
from devtools.environment import settings_variables
from devtools.processes import DevelopmentError, tail
from devtools.run import check, free_port

SECRET_KEY = "only-for-the-benchmark-0123456789-abcdefghijklmnopqrstuvwxyz"

# Two years of monthly figures of more customers would take longer to make than all that is measured.
MOST_WITH_FIGURES = 100_000


class Site:
    """One size: `prepare()` its database, then `serving(folder)`."""

    def __init__(self, customers, urls, folder, database=None):
        self.customers = customers
        self.database = database or f"bench_{customers}"
        self.urls = urls | {"DATABASE_URL": on_server(urls["DATABASE_URL"], self.database)}
        self.folder = folder
        self.seed_seconds = None
        self.valuation = None
        self.filled = None

    @property
    def environment(self):
        """As in production; nothing of the shell or an .env of the person measuring counts."""
        own = {name: value for name, value in os.environ.items() if name not in settings_variables()}
        fixed = {
            "DEBUG": "off",
            "ENV_FILE": os.devnull,
            "SECRET_KEY": SECRET_KEY,
            "ALLOWED_HOSTS": "127.0.0.1",
            "STATIC_ROOT": str(self.folder / "static"),
            "MEDIA_ROOT": str(self.folder / "media"),
            "LOG_LEVEL": "WARNING",
            "DJANGO_SETTINGS_MODULE": "devtools.bench.settings",
        }
        return own | self.urls | fixed

    def prepare(self):
        """Create, migrate and seed the database, as far as an earlier run did not; demo users need DEBUG."""
        create_database(self.urls["DATABASE_URL"])
        trial = self.environment | {"DEBUG": "on"}
        manage = [sys.executable, "manage.py"]
        check([*manage, "migrate", "--noinput", "--verbosity", "0"], trial)
        start = time.monotonic()
        figures = ["--months", "24"] if self.customers <= MOST_WITH_FIGURES else []
        check([*manage, "seed", "--customers", str(self.customers), *figures], trial)
        self.seed_seconds = time.monotonic() - start
        self.filled = json.loads(self.ask("devtools.bench.inside", "fill"))
        vacuum(self.urls["DATABASE_URL"])
        # The portfolio shows a valuation of everybody, so this piece of work is measured here.
        self.valuation = json.loads(self.ask("devtools.bench.inside", "valuation"))
        vacuum(self.urls["DATABASE_URL"])

    def ask(self, module, *arguments):
        """What a measurement inside Django prints."""
        command = [sys.executable, "-m", module, *map(str, arguments)]
        result = subprocess.run(command, env=self.environment, cwd=BASE_DIR, stdout=subprocess.PIPE, text=True)
        if result.returncode:
            raise DevelopmentError(f"{module} failed; its message stands above.")
        return result.stdout

    @contextlib.contextmanager
    def copied(self):
        """A copy of the database for measurements that change it."""
        copy = Site(self.customers, self.urls, self.folder, f"{self.database}_copy")
        drop_database(copy.urls["DATABASE_URL"])
        create_database(copy.urls["DATABASE_URL"], template=self.database)
        yield copy
        drop_database(copy.urls["DATABASE_URL"])

    @contextlib.contextmanager
    def serving(self):
        """gunicorn with one worker; yields its port."""
        port = free_port("127.0.0.1", 8300 + os.getpid() % 1000)
        log = self.folder / f"{self.database}.log"
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            "crm_site.wsgi",
            "--bind",
            f"127.0.0.1:{port}",
            "--log-level",
            "warning",
        ]
        with log.open("w") as output:
            process = subprocess.Popen(command, env=self.environment, cwd=BASE_DIR, stdout=output, stderr=output)
        try:
            wait_for(port, process, log)
            yield port
        finally:
            process.terminate()
            process.wait(timeout=30)


def wait_for(port, process, log, seconds=60):
    limit = time.monotonic() + seconds
    while True:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/login/", timeout=10).close()
            return
        except urllib.error.HTTPError as error:
            raise DevelopmentError(f"The login page answers {error.code}.\n{tail(log)}") from error
        except OSError:
            if process.poll() is not None or time.monotonic() > limit:
                raise DevelopmentError(f"gunicorn did not start.\n{tail(log)}") from None
            time.sleep(0.2)


def collect_static(site):
    check([sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"], site.environment)


def on_server(url, database):
    """The address of another database of the same server."""
    parts = urlsplit(url)
    return parts._replace(path=f"/{database}").geturl()


def create_database(url, template="template1"):
    """Copied file by file: through the log, the pages of a large one would wait in memory until what is measured wrote them."""
    name = urlsplit(url).path[1:]
    with server(url) as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if not cursor.fetchone():
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')


def drop_database(url):
    with server(url) as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{urlsplit(url).path[1:]}"')


def vacuum(url):
    """What autovacuum would do within minutes after so many writes."""
    with contextlib.closing(psycopg2.connect(url)) as connection:
        connection.autocommit = True
        connection.cursor().execute("VACUUM ANALYZE")


@contextlib.contextmanager
def server(url):
    with contextlib.closing(psycopg2.connect(on_server(url, "postgres"))) as connection:
        connection.autocommit = True
        yield connection.cursor()
