"""`make run`: the services, an up-to-date database with something in it, and web, worker and beat until Ctrl-C."""

import contextlib
import fcntl
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

import psycopg2

from devtools import BASE_DIR, DATA, messages
from devtools.environment import development, main
from devtools.processes import DevelopmentError, call, end, marked

OWN = f"{BASE_DIR}#run-"
LOGINS = "manager, colleague, desk, handler, supervisor, analyst, director, admin"
STOPPED_ON_REQUEST = (130, 143)


def run(_arguments):
    messages.compile_catalogues()
    with only_run(), development(f"{OWN}{os.getpid()}") as environment:
        environment["PORT"] = str(free_port(environment["HOST"], int(environment["PORT"])))
        address = f"http://{environment['HOST']}:{environment['PORT']}"
        environment.setdefault("SITE_URL", address)
        prepare_database(environment)
        threading.Thread(target=announce, args=[address], daemon=True).start()
        code = call([sys.executable, "-m", "honcho", "-f", "Procfile", "-e", os.devnull, "start"], environment)
    return 0 if code in STOPPED_ON_REQUEST else code


@contextlib.contextmanager
def only_run():
    """Hold this checkout's lock; a run that holds it already is named, one that was killed is tidied up."""
    DATA.mkdir(exist_ok=True)
    with (DATA / "run.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise DevelopmentError(f"This copy is running already (process {lock.read()}).") from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        end(marked(OWN))
        yield


def free_port(host, wanted):
    """The wanted port, or the next one nobody listens on."""
    for port in range(wanted, wanted + 100):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
        if port != wanted:
            print(f"Port {wanted} is taken; using {port}.", flush=True)
        return port
    raise DevelopmentError(f"No free port from {wanted} on: name another one, as in make run PORT=9000")


def prepare_database(environment):
    """Migrate; a trial system that has nobody in it yet gets the demo company."""
    manage = [sys.executable, "manage.py"]
    check([*manage, "migrate", "--noinput", "--verbosity", "0"], environment)
    if environment["DEBUG"] == "on" and is_empty(environment["DATABASE_URL"]):
        print("Seeding the demo company …", flush=True)
        check([*manage, "seed_demo"], environment)


def check(command, environment):
    if subprocess.run(command, env=environment).returncode:
        raise DevelopmentError(f"{' '.join(command[1:3])} failed; its message stands above.")


def is_empty(url):
    connection = psycopg2.connect(url)
    with contextlib.closing(connection), connection.cursor() as cursor:
        cursor.execute("SELECT NOT EXISTS (SELECT FROM people_user)")
        return cursor.fetchone()[0]


def announce(address):
    """Once the web process answers, say where and who can log in, below the noise of starting."""
    while True:
        try:
            urllib.request.urlopen(f"{address}/login/", timeout=10).close()
            break
        except urllib.error.HTTPError:
            break
        except OSError:
            time.sleep(0.3)
    print(
        f"\n  Guanxi runs at {address}/\n  Logins: {LOGINS}\n  Password: guanxi-demo\n  Ctrl-C stops it.\n", flush=True
    )


if __name__ == "__main__":
    main(run)
