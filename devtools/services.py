"""Postgres and Redis for development and tests, started for whoever needs them and stopped after the last.

    with running() as urls:                 # the data of `make run`, under .data/
    with running(throw_away=True) as urls:  # empty servers of one's own, removed afterwards

`urls` holds DATABASE_URL and REDIS_URL (and, for throw-away data, MEDIA_ROOT and TMPDIR). An address that stands in the
environment already wins, and nothing is started in its place.

The servers hang on a keeper, a process in a session of its own that holds them until its standard input ends. So Ctrl-C,
a crash or `kill -9` of the one who asked all end the same way: the keeper stops what it started. The keepers of one
folder count themselves by a shared file lock; the last one stops the servers.
"""

import contextlib
import fcntl
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from devtools import BASE_DIR, DATA
from devtools.postgres import Postgres, server_account
from devtools.processes import MARKER, DevelopmentError, end, marked
from devtools.redis_server import Redis

SERVICES = (Postgres, Redis)


@contextlib.contextmanager
def running(throw_away=False, marker=""):
    """Yield the addresses of running services; processes marked with `marker` are ended with them."""
    urls = {service.variable: os.environ[service.variable] for service in SERVICES if os.environ.get(service.variable)}
    if len(urls) == len(SERVICES) and not marker:
        yield urls
        return
    keeper = subprocess.Popen(
        [sys.executable, "-m", "devtools.services", json.dumps([throw_away, marker, list(urls)])],
        cwd=BASE_DIR,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={name: value for name, value in os.environ.items() if name != MARKER},
        start_new_session=True,
    )
    try:
        answer = keeper.stdout.readline()
        if not answer:
            raise DevelopmentError("The services did not start.")
        yield urls | json.loads(answer)
    finally:
        keeper.stdin.close()
        keeper.wait()


def keep(throw_away, marker, given):
    """The keeper's life: start what is not given, say where it is, wait for the end of input, stop it."""
    folder = Path(tempfile.mkdtemp(prefix="guanxi-test-")) if throw_away else DATA
    # Passing through is all that the account of the server may do in a folder of root's.
    folder.mkdir(exist_ok=True)
    folder.chmod(0o711)
    servers = []
    with (folder / "users.lock").open("w") as users:
        try:
            with changing(folder):
                fcntl.flock(users, fcntl.LOCK_SH)
                sockets = socket_folder(folder)
                servers = [
                    service(folder, sockets, throw_away) for service in SERVICES if service.variable not in given
                ]
                for server in servers:
                    server.start()
            print(json.dumps(addresses(folder, servers, throw_away)), flush=True)
            sys.stdin.read()
        finally:
            if marker:
                end(marked(marker))
            with changing(folder):
                if is_last(users):
                    for server in servers:
                        server.stop()
                    remove_sockets(folder)
            if throw_away:
                shutil.rmtree(folder)


def addresses(folder, servers, throw_away):
    """What the environment of a process beside the servers must hold; a test's uploads and temporary files go with its data."""
    urls = {server.variable: server.url for server in servers}
    if not throw_away:
        return urls
    temporary = folder / "tmp"
    temporary.mkdir(mode=0o711)
    return urls | {"MEDIA_ROOT": str(folder / "media"), "TMPDIR": str(temporary)}


def discard():
    """Stop and remove the data under .data/, unless somebody is using it."""
    DATA.mkdir(exist_ok=True)
    with (DATA / "users.lock").open("w") as users, changing(DATA):
        if not is_last(users):
            raise DevelopmentError("Another command is using the database of this copy; wait for its end.")
        sockets = socket_folder(DATA)
        for service in SERVICES:
            server = service(DATA, sockets, throw_away=False)
            server.stop()
            shutil.rmtree(server.data, ignore_errors=True)
        remove_sockets(DATA)


@contextlib.contextmanager
def changing(folder):
    """Only one keeper at a time starts or stops."""
    with (folder / "start.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def is_last(users):
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def socket_folder(folder):
    """A short private folder: the path of a Unix socket may have about 100 bytes, and a checkout may lie deep.

    Its name is kept beside the data, so that a server left running is found again.
    """
    record = folder / "sockets"
    account = server_account()
    owner = account.pw_uid if account else os.geteuid()
    if record.exists():
        sockets = Path(record.read_text())
        if sockets.is_dir() and sockets.stat().st_uid == owner:
            return sockets
    parent = tempfile.gettempdir()
    sockets = Path(tempfile.mkdtemp(prefix="guanxi-", dir=parent if len(parent) < 60 else "/tmp"))
    if account:
        os.chown(sockets, account.pw_uid, account.pw_gid)
    record.write_text(str(sockets))
    return sockets


def remove_sockets(folder):
    record = folder / "sockets"
    if record.exists():
        shutil.rmtree(record.read_text(), ignore_errors=True)
        record.unlink()


if __name__ == "__main__":
    try:
        keep(*json.loads(sys.argv[1]))
    except DevelopmentError as error:
        sys.exit(str(error))
