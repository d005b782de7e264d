import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from django.db import connection

from devtools import BASE_DIR
from devtools.environment import settings_variables
from devtools.fixtures import wait_until
from devtools.postgres import Postgres
from devtools.processes import MARKER
from devtools.redis_server import Redis
from devtools.services import remove_sockets, socket_folder

# What `running` would find given; without them it starts servers of its own.
GIVEN = {"DATABASE_URL", "REDIS_URL", MARKER}
WAIT_FOR_ORDERS = """
import json, os, signal, subprocess, sys
from devtools.services import running
# A shell makes what it starts in the background deaf to Ctrl-C.
signal.signal(signal.SIGINT, signal.default_int_handler)
with running(throw_away=True, marker="test-of-services") as urls:
    child = subprocess.Popen(["sleep", "600"], env=os.environ | {"GUANXI_STARTED_BY": "test-of-services"})
    print(json.dumps([urls["DATABASE_URL"], urls["TMPDIR"], child.pid]), flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def deep_folder(tmp_path):
    """Far longer than the path of a Unix socket may be."""
    folder = tmp_path / ("deep " * 15).strip() / ("er" * 40)
    folder.mkdir(parents=True)
    for path in (folder, *folder.parents[: len(folder.relative_to(tmp_path).parts) + 2]):
        path.chmod(0o711)
    return folder


@pytest.fixture
def servers(deep_folder):
    sockets = socket_folder(deep_folder)
    servers = [Postgres(deep_folder, sockets, throw_away=True), Redis(deep_folder, sockets, throw_away=True)]
    yield servers
    for server in servers:
        server.stop()
    remove_sockets(deep_folder)


@pytest.fixture
def user_of_services():
    """A process that asked for throw-away services, has them, and waits."""
    environment = {name: value for name, value in os.environ.items() if name not in GIVEN}
    process = subprocess.Popen(
        [sys.executable, "-c", WAIT_FOR_ORDERS],
        cwd=BASE_DIR,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    yield process
    process.kill()
    process.communicate()


def test_the_database_is_postgres_18_and_knows_upper_and_lower_case_of_all_scripts(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT lower('ÄÖ ПРИВЕТ'), current_setting('server_version_num')::int / 10000")
        assert cursor.fetchone() == ("äö привет", 18)


def test_redis_answers(redis_server):
    assert redis_server.ping()


def test_servers_work_in_a_deep_folder_and_a_second_start_finds_them_running(servers):
    for server in servers:
        server.start()
        first = server.process()
        server.start()
        assert first and server.process() == first


def test_stopped_servers_are_gone_start_again_and_keep_the_data(servers):
    postgres, _redis = servers
    postgres.start()
    with postgres.connect("guanxi") as session, session.cursor() as cursor:
        cursor.execute("CREATE TABLE kept AS SELECT 1 AS one")
    session.close()
    postgres.stop()
    assert postgres.process() is None
    postgres.start()
    with postgres.connect("guanxi") as session, session.cursor() as cursor:
        cursor.execute("SELECT one FROM kept")
        assert cursor.fetchone() == (1,)
    session.close()


def test_a_killed_server_leaves_nothing_that_keeps_it_from_starting(servers):
    for server in servers:
        server.start()
        server.process().kill()
        wait_until(lambda server=server: not server.answers())
        server.start()
        assert server.answers()


def test_a_server_whose_socket_was_swept_away_is_replaced(servers):
    for server in servers:
        server.start()
        first = server.process()
        for socket in server.sockets.glob(".s.*") if isinstance(server, Postgres) else [server.socket]:
            socket.unlink()
        server.start()
        assert server.answers() and server.process() != first


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_nothing_stays_behind_however_the_user_of_the_services_ends(user_of_services, number):
    url, temporary, child = re.findall(r'"([^"]+)", "([^"]+)", (\d+)', user_of_services.stdout.readline())[0]
    sockets, folder = Path(url.split("host=")[1]), Path(temporary).parent
    assert sockets.is_dir() and folder.is_dir()
    user_of_services.send_signal(number)
    wait_until(lambda: not sockets.exists() and not folder.exists() and not psutil.pid_exists(int(child)), 60)


def test_two_copies_have_servers_of_their_own(tmp_path):
    tmp_path.chmod(0o711)
    sockets = {socket_folder(tmp_path), socket_folder(tmp_path)}
    assert len(sockets) == 1
    other = tmp_path / "other"
    other.mkdir()
    assert socket_folder(other) not in sockets


def test_every_variable_of_the_settings_is_explained_in_the_example():
    explained = set(re.findall(r"^#? ?([A-Z_]+)=", (BASE_DIR / ".env.example").read_text(), re.MULTILINE))
    assert settings_variables() == explained
