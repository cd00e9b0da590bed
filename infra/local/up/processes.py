"""Start programs, each in a process group of its own, and end them together with everything they started."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from infra.local.up import parent_watch

LOG_LINES_SHOWN = 12
"""When a program fails, this many lines of its log are shown."""


class ProgramFailedError(RuntimeError):
    """A program ended with an error, or ended too early. The text shows the end of its log."""


@dataclass(frozen=True, slots=True)
class StartedProgram:
    """A program that runs under parent_watch, and its log."""

    name: str
    log: Path
    process: subprocess.Popen[bytes]

    def check_running(self) -> None:
        """Raise ProgramFailedError if the program has ended."""
        code = self.process.poll()
        if code is not None:
            raise ProgramFailedError(f"{self.name} ended with {code}. The end of {self.log}:\n{self._log_tail()}")

    def _log_tail(self) -> str:
        lines = self.log.read_text(errors="replace").splitlines()
        return "\n".join(f"  {line}" for line in lines[-LOG_LINES_SHOWN:])


class ProcessGroups:
    """The process groups of all started programs. The file `ledger` lists them for the start after a crash."""

    def __init__(self, ledger: Path) -> None:
        self._ledger = ledger
        self._programs: list[StartedProgram] = []

    def start(
        self, name: str, command: Sequence[str], environment: Mapping[str, str], log: Path, cwd: Path | None = None
    ) -> StartedProgram:
        """Start a program and return at once. Its output goes to `log`."""
        watched = [sys.executable, "-m", parent_watch.__name__, *command]
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("wb") as output:
            process = subprocess.Popen(
                watched,
                env=dict(environment),
                cwd=cwd,
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        program = StartedProgram(name, log, process)
        self._programs.append(program)
        self._write_ledger()
        return program

    def run(
        self, name: str, command: Sequence[str], environment: Mapping[str, str], log: Path, cwd: Path | None = None
    ) -> None:
        """Run a program to its end. Raises ProgramFailedError if it fails."""
        program = self.start(name, command, environment, log, cwd)
        code = program.process.wait()
        self._end([program])
        if code:
            program.check_running()

    def check_running(self) -> None:
        """Raise ProgramFailedError if any of the programs has ended."""
        for program in self._programs:
            program.check_running()

    def stop(self) -> None:
        """End all programs at once, and return when none of them runs any more. It may be called again."""
        self._end(list(self._programs))

    def _end(self, programs: Sequence[StartedProgram]) -> None:
        for program in programs:
            if program.process.stdin:
                program.process.stdin.close()
        deadline = time.monotonic() + parent_watch.GRACE_SECONDS + 1
        for program in programs:
            with contextlib.suppress(subprocess.TimeoutExpired):
                program.process.wait(timeout=max(0.0, deadline - time.monotonic()))
            kill_group(program.process.pid)
            program.process.wait()
            _wait_until_gone(program.process.pid)
        self._programs = [program for program in self._programs if program not in programs]
        self._write_ledger()

    def _write_ledger(self) -> None:
        self._ledger.parent.mkdir(parents=True, exist_ok=True)
        self._ledger.write_text(json.dumps([program.process.pid for program in self._programs]))


def kill_group(group: int) -> None:
    """Kill what is left of a process group; it may already be gone."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)


def _wait_until_gone(group: int) -> None:
    """Wait up to a second for a killed group: the system ends its processes a moment after the signal."""
    end = time.monotonic() + 1
    # macOS denies the signal to a group that holds only zombies.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        while time.monotonic() < end:
            os.killpg(group, 0)
            time.sleep(0.01)


@contextmanager
def process_groups(ledger: Path) -> Iterator[ProcessGroups]:
    """Give process groups that are ended when the context is left, also by an error."""
    groups = ProcessGroups(ledger)
    try:
        yield groups
    finally:
        # A second Ctrl-C while the programs end must not leave some of them running.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        groups.stop()
