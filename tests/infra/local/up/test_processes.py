"""No program that `make up` starts runs longer than it."""

import contextlib
import os
import signal
import subprocess
import sys

import pytest

from infra.local.up import parent_watch
from infra.local.up.processes import ProcessGroups, ProgramFailedError, process_groups


@pytest.fixture(autouse=True)
def _short_grace(monkeypatch):
    monkeypatch.setattr(parent_watch, "GRACE_SECONDS", 0.5)


@pytest.fixture(autouse=True)
def _same_signals():
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in handlers.items():
        signal.signal(number, handler)


def test_a_program_that_will_not_end_is_ended_with_what_it_started(
    tmp_path, environment, stubborn, members, eventually
):
    with process_groups(tmp_path / "ledger") as groups:
        program = groups.start("stubborn", stubborn, environment, tmp_path / "log")
        eventually(lambda: len(members(program.process.pid)) == 3)

    assert members(program.process.pid) == []


def test_what_was_started_is_ended_when_an_error_ends_the_start(
    tmp_path, environment, stubborn, members, eventually
):
    with contextlib.suppress(KeyboardInterrupt), process_groups(tmp_path / "ledger") as groups:
        program = groups.start("stubborn", stubborn, environment, tmp_path / "log")
        eventually(lambda: "started" in program.log.read_text())
        raise KeyboardInterrupt

    assert members(program.process.pid) == []


def test_stopping_twice_is_stopping_once(tmp_path, environment):
    groups = ProcessGroups(tmp_path / "ledger")
    groups.start("idle", ["sleep", "600"], environment, tmp_path / "log")

    groups.stop()
    groups.stop()

    assert (tmp_path / "ledger").read_text() == "[]"


def test_what_was_started_ends_when_its_starter_is_killed(tmp_path, environment, stubborn, members, eventually):
    starter = (
        "import pathlib, sys\n"
        "from infra.local.up.processes import ProcessGroups\n"
        "here = pathlib.Path(sys.argv[1])\n"
        "environment = {'PATH': '/usr/bin:/bin'}\n"
        "program = ProcessGroups(here / 'ledger').start('x', sys.argv[2:], environment, here / 'log')\n"
        "print(program.process.pid, flush=True)\n"
        "program.process.wait()\n"
    )
    command = [sys.executable, "-c", starter, str(tmp_path), *stubborn]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        group = int(process.stdout.readline())
        eventually(lambda: len(members(group)) == 3)
        process.send_signal(signal.SIGKILL)

    eventually(lambda: members(group) == [])


def test_a_failed_step_shows_the_end_of_its_log(tmp_path, environment):
    groups = ProcessGroups(tmp_path / "ledger")

    with pytest.raises(ProgramFailedError, match=r"building ended with 3.*\n  no such wheel"):
        groups.run("building", ["sh", "-c", "echo no such wheel; exit 3"], environment, tmp_path / "log")


def test_a_step_that_succeeds_leaves_nothing_running(tmp_path, environment):
    groups = ProcessGroups(tmp_path / "ledger")

    groups.run("building", ["sh", "-c", "sleep 600 & exit 0"], environment, tmp_path / "log")

    assert (tmp_path / "ledger").read_text() == "[]"
    groups.check_running()


def test_a_server_that_ends_unasked_is_noticed(tmp_path, environment, eventually):
    with process_groups(tmp_path / "ledger") as groups:
        program = groups.start("server", ["sh", "-c", "echo out of memory; exit 9"], environment, tmp_path / "log")
        eventually(lambda: program.process.poll() is not None)

        with pytest.raises(ProgramFailedError, match="server ended with 9"):
            groups.check_running()


def test_every_started_group_leads_its_own_session(tmp_path, environment):
    with process_groups(tmp_path / "ledger") as groups:
        program = groups.start("idle", ["sleep", "600"], environment, tmp_path / "log")

        assert os.getsid(program.process.pid) == program.process.pid
