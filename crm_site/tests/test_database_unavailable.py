"""A web process beside a Postgres of its own, which the tests stop and start again."""

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from devtools import BASE_DIR
from devtools.postgres import Postgres
from devtools.run import free_port
from devtools.services import remove_sockets, socket_folder

# Any session must be looked up in the database, so the web process cannot do without it.
HEADERS = {"Cookie": "sessionid=abcdefghijklmnopqrstuvwxyz012345", "Accept-Language": "en"}


@pytest.fixture(scope="module")
def postgres():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o711)
        server = Postgres(folder, socket_folder(folder), throw_away=True)
        server.start()
        yield server
        server.stop()
        remove_sockets(folder)


@pytest.fixture(scope="module")
def address(postgres):
    environment = os.environ | {"DATABASE_URL": postgres.url}
    manage = [sys.executable, "manage.py"]
    subprocess.run([*manage, "migrate", "--verbosity", "0"], cwd=BASE_DIR, env=environment, check=True)
    port = free_port("127.0.0.1", 18000)
    web = subprocess.Popen([*manage, "runserver", "--noreload", str(port)], cwd=BASE_DIR, env=environment)
    yield f"http://127.0.0.1:{port}"
    web.terminate()
    web.wait()


def ask(address, data=None, patience=20, headers=HEADERS):
    """Status and text of the answer, once the web process listens."""
    limit = time.monotonic() + patience
    while True:
        try:
            with urllib.request.urlopen(urllib.request.Request(address, data, headers)) as response:
                return response.status, response.read().decode()
        except urllib.error.HTTPError as refusal:
            with refusal:
                return refusal.code, refusal.read().decode()
        except OSError:
            if time.monotonic() > limit:
                raise
            time.sleep(0.1)


def test_pages_say_that_the_database_is_away_and_come_back_with_it(address, postgres):
    assert ask(f"{address}/admin/")[0] == 200
    postgres.stop()
    status, page = ask(f"{address}/admin/")
    assert (status, "The database cannot be reached" in page) == (503, True)
    assert "your text is still there" in page
    postgres.start()
    assert ask(f"{address}/admin/")[0] == 200


def test_who_was_sending_something_is_told_to_send_it_again(address, postgres):
    postgres.stop()
    status, page = ask(f"{address}/admin/login/", data=b"username=manager")
    postgres.start()
    assert (status, "What you sent was not saved" in page) == (503, True)


def test_monitoring_is_told_at_once_which_part_is_away(address, postgres):
    postgres.stop()
    started = time.monotonic()
    status, text = ask(f"{address}/health/", headers={})
    postgres.start()
    report = json.loads(text)
    assert (status, report["ok"], report["database"]) == (503, False, {"ok": False})
    assert report["redis"] == {"ok": True}
    assert report["scanner"] == {"ok": False, "age": None}
    assert time.monotonic() - started < 10


def test_a_database_that_hangs_does_not_hang_monitoring(address, postgres):
    processes = [postgres.process(), *postgres.process().children()]
    for process in processes:
        process.suspend()
    started = time.monotonic()
    status, text = ask(f"{address}/health/", headers={})
    for process in processes:
        # One that was about to end when it was stopped has ended by now.
        with suppress(psutil.NoSuchProcess):
            process.resume()
    assert (status, json.loads(text)["database"]) == (503, {"ok": False})
    assert time.monotonic() - started < 10
