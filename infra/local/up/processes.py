"""Starts programs, each leading a process group on a leash, and ends them all, with whatever they started."""

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
"""Lines of a log shown when its program fails."""


class ProgramFailedError(RuntimeError):
    """A program ended when it should not have, or with an error; the text shows the end of its log."""


@dataclass(frozen=True, slots=True)
class StartedProgram:
    name: str
    log: Path
    process: subprocess.Popen[bytes]

    def check(self) -> None:
        """Raise ProgramFailedError if it has ended."""
        code = self.process.poll()
        if code is not None:
            raise ProgramFailedError(f"{self.name} ended with {code}. The end of {self.log}:\n{self.last_words()}")

    def last_words(self) -> str:
        lines = self.log.read_text(errors="replace").splitlines()
        return "\n".join(f"  {line}" for line in lines[-LOG_LINES_SHOWN:])


class ProcessGroups:
    """Everything that was started. `ledger` names the process groups, for the next start after a crash."""

    def __init__(self, ledger: Path) -> None:
        self._ledger = ledger
        self._programs: list[StartedProgram] = []

    def start(
        self, name: str, command: Sequence[str], environment: Mapping[str, str], log: Path, cwd: Path | None = None
    ) -> StartedProgram:
        """Start it and return at once. Its output goes to `log`."""
        leashed = [sys.executable, "-m", parent_watch.__name__, *command]
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("wb") as output:
            process = subprocess.Popen(
                leashed,
                env=dict(environment),
                cwd=cwd,
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        program = StartedProgram(name, log, process)
        self._programs.append(program)
        self._note()
        return program

    def run(
        self, name: str, command: Sequence[str], environment: Mapping[str, str], log: Path, cwd: Path | None = None
    ) -> None:
        """Start it and wait for its end. Raises ProgramFailedError if it fails."""
        program = self.start(name, command, environment, log, cwd)
        code = program.process.wait()
        self._end([program])
        if code:
            program.check()

    def check(self) -> None:
        """Raise ProgramFailedError if any of them has ended."""
        for program in self._programs:
            program.check()

    def stop(self) -> None:
        """Let go of every leash at once, and return when nothing of what was started runs. Safe to repeat."""
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
        self._programs = [program for program in self._programs if program not in programs]
        self._note()

    def _note(self) -> None:
        self._ledger.parent.mkdir(parents=True, exist_ok=True)
        self._ledger.write_text(json.dumps([program.process.pid for program in self._programs]))


def kill_group(group: int) -> None:
    """End whatever is left of a process group; nothing left is well too."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)


@contextmanager
def process_groups(ledger: Path) -> Iterator[ProcessGroups]:
    """A household that is ended when the context is left, however it is left."""
    started = ProcessGroups(ledger)
    try:
        yield started
    finally:
        # A second Ctrl-C while things end must not leave half of them behind.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        started.stop()
