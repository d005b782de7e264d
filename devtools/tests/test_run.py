import socket
import subprocess
import sys

import pytest

from devtools import run
from devtools.fixtures import wait_until
from devtools.processes import MARKER, DevelopmentError, call, marked


def test_a_taken_port_is_passed_over_and_the_person_told(capsys):
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        port = run.free_port("127.0.0.1", taken)
    assert port > taken
    assert f"Port {taken} is taken; using {port}." in capsys.readouterr().out


def test_a_second_run_of_one_copy_is_refused_and_a_third_after_its_end_is_not(tmp_path, monkeypatch):
    monkeypatch.setattr(run, "DATA", tmp_path)
    monkeypatch.setattr(run, "OWN", f"{tmp_path}#run-")
    with run.only_run(), pytest.raises(DevelopmentError, match="is running already"), run.only_run():
        pass
    with run.only_run():
        pass


def test_processes_left_by_a_killed_run_are_ended_by_the_next(tmp_path, monkeypatch):
    monkeypatch.setattr(run, "DATA", tmp_path)
    monkeypatch.setattr(run, "OWN", f"{tmp_path}#run-")
    with subprocess.Popen(["sleep", "600"], env={MARKER: f"{tmp_path}#run-1"}) as left:
        # Popen returns a moment before the system shows the environment of what it started.
        wait_until(lambda: marked(f"{tmp_path}#run-1"))
        with run.only_run():
            assert left.wait(timeout=10) != 0


def test_the_exit_code_of_a_command_comes_back_also_when_a_signal_ended_it():
    assert call([sys.executable, "-c", "raise SystemExit(3)"], None) == 3
    assert call([sys.executable, "-c", "import os; os.kill(os.getpid(), 15)"], None) == 143
