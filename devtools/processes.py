"""Starting and ending processes so that nothing stays behind, however the one who started them ends."""

import contextlib
import os
import signal
import subprocess
import time

import psutil

# Every process started under `make run` or `make test` inherits this variable, and is found by it even when its parent is gone.
MARKER = "GUANXI_STARTED_BY"


class DevelopmentError(Exception):
    """Something the person at the keyboard can mend; the text says how."""


def call(command, environment):
    """Run `command` in the foreground to its end; return its exit code, 128 + n for signal n.

    Ctrl-C reaches the command from the terminal by itself and SIGTERM is handed on, so it always ends by its own manners.
    """
    with subprocess.Popen(command, env=environment) as process:
        before = {
            signal.SIGINT: signal.signal(signal.SIGINT, lambda *_: None),
            signal.SIGTERM: signal.signal(signal.SIGTERM, lambda *_: process.terminate()),
        }
        try:
            code = process.wait()
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
    return code if code >= 0 else 128 - code


def marked(start):
    """Processes whose marker begins with `start`, apart from the caller and its ancestors."""
    spared = {os.getpid(), *(parent.pid for parent in psutil.Process().parents())}
    found = []
    for process in psutil.process_iter():
        try:
            if process.pid not in spared and process.environ().get(MARKER, "").startswith(start):
                found.append(process)
        except (psutil.Error, OSError):
            continue  # It ended meanwhile, or belongs to somebody else.
    return found


def end(processes, patience=10):
    """Ask the processes to end, and after `patience` seconds make them."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        for process in processes:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.send_signal(number)
        limit = time.monotonic() + patience
        while processes := [process for process in processes if is_alive(process)]:
            if time.monotonic() > limit:
                break
            time.sleep(0.05)


def is_alive(process):
    """Not ended; an ended one that its parent has not taken note of yet works no more."""
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def tail(path, lines=20):
    """The last lines of a log, for an error message."""
    try:
        return "\n".join(path.read_text(errors="replace").splitlines()[-lines:])
    except OSError as error:
        return f"({error})"
