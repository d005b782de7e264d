"""Pytest fixtures on real services: Redis, a Celery worker with beat, a mail server. The browser has a module of its own."""

import asyncio
import email
import email.policy
import os
import signal
import subprocess
import sys
import time
from urllib.parse import urlsplit

import pytest
import redis
from aiosmtpd.controller import Controller
from django.db import connection

from devtools import BASE_DIR
from devtools.processes import tail
from devtools.run import free_port


@pytest.fixture
def redis_server(settings):
    """This worker's own Redis database, emptied before the test."""
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        client.flushdb()
        yield client


@pytest.fixture
def celery(transactional_db, redis_server, tmp_path):
    """A `CelerySystem` on the test's database and Redis, not started yet; nothing of it outlives the test."""
    system = CelerySystem(tmp_path)
    yield system
    system.stop()


class CelerySystem:
    """A real worker and a real beat, each in a process group of its own.

    celery.start(beat_seconds=1, EMAIL_URL=mail_server.url)   # keyword arguments go into their environment
    celery.kill_worker(); celery.kill_beat()                  # kill -9, children included
    celery.start_worker(); celery.start_beat()                # again, with the same environment
    """

    def __init__(self, folder):
        self.folder = folder
        self.processes = {}
        self.environment = {}

    def start(self, beat_seconds=1, **environment):
        """Start both; every row of the beat table is nudged each `beat_seconds` instead of at its own pace."""
        database = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
        own = {"DATABASE_URL": database, "BEAT_SECONDS": str(beat_seconds), "LOG_LEVEL": "INFO"}
        self.environment = os.environ | own | environment
        self.start_worker()
        self.start_beat()

    def start_worker(self):
        options = ["--concurrency", "2", "--without-gossip", "--without-mingle"]
        self.run("worker", *options, "--hostname", f"test-{os.getpid()}@%h")
        self.wait_for("worker", " ready.")

    def start_beat(self):
        self.run("beat", "--schedule", str(self.folder / "schedule"), "--pidfile", "")

    def kill_worker(self):
        self.send("worker", signal.SIGKILL)

    def kill_beat(self):
        self.send("beat", signal.SIGKILL)

    def stop(self):
        for name in list(self.processes):
            self.send(name, signal.SIGTERM)

    def log(self, name):
        return self.folder / f"{name}.log"

    def run(self, name, *options):
        command = [sys.executable, "-m", "celery", "-A", "devtools.quick_celery", name, "--loglevel", "INFO", *options]
        with self.log(name).open("w") as log:
            self.processes[name] = subprocess.Popen(
                command, cwd=BASE_DIR, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )

    def send(self, name, number):
        """Send a signal to the whole group and wait for its end, which comes by force after ten seconds."""
        process = self.processes.pop(name, None)
        if process is None:
            return
        os.killpg(process.pid, number)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def wait_for(self, name, text, seconds=30):
        """Wait until the log of `name` holds `text`."""
        wait_until(lambda: text in self.log(name).read_text(), seconds, lambda: tail(self.log(name)))


def wait_until(condition, seconds=30, explain=lambda: ""):
    """Return the first true result of `condition`; fail the test when there is none within `seconds`."""
    limit = time.monotonic() + seconds
    while True:
        result = condition()
        if result:
            return result
        if time.monotonic() > limit:
            pytest.fail(f"Nothing happened within {seconds} seconds. {explain()}")
        time.sleep(0.1)


@pytest.fixture
def mail_server(settings):
    """A real SMTP server on this machine; Django sends to it, and so do processes given EMAIL_URL=mail_server.url."""
    server = MailServer()
    server.controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    yield server
    server.controller.stop()


class MailServer:
    """Keeps what it receives: `messages` are email.message.EmailMessage, in order of arrival.

    It takes `delay` seconds to answer each, during which whoever sends is at work.
    """

    delay = 0

    def __init__(self):
        self.port = free_port("127.0.0.1", 20000 + os.getpid() % 10000)
        self.url = f"smtp://127.0.0.1:{self.port}"
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.messages = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - the name aiosmtpd calls
        self.messages.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        await asyncio.sleep(self.delay)
        return "250 OK"

    def wait_for(self, count, seconds=30):
        """Wait until `count` messages have arrived, and return them."""
        wait_until(lambda: len(self.messages) >= count, seconds, lambda: f"{len(self.messages)} mails arrived.")
        return self.messages
