"""What an earlier start left behind: a lock while it lives, and process groups if it was killed.

Leashed programs end by themselves when their starter is killed; this is for what outlived even its leash.
"""

import fcntl
import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from infra.local.up.processes import kill_group

OURS = "infra.local"
"""Stands in the command line of every program started here, or else the run folder does."""


class AlreadyRunningError(RuntimeError):
    """Another `make up` uses this folder."""


@contextmanager
def run_folder_lock(run: Path) -> Iterator[None]:
    """Hold the folder for one start at a time; a killed holder's lock is free. Raises AlreadyRunningError."""
    run.mkdir(parents=True, exist_ok=True)
    with (run / "lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise AlreadyRunningError(f"another `make up` is running in {run}: end it first") from error
        yield


def end_orphaned_groups(ledger: Path, run: Path) -> int:
    """End the groups an earlier start noted and did not end; how many there were.

    A number in the ledger may belong to a stranger by now: a group is ended only if it is recognised.
    """
    noted = _noted(ledger)
    listing = subprocess.run(
        ["ps", "-A", "-ww", "-o", "pgid=,command="], capture_output=True, text=True, check=True, errors="replace"
    ).stdout
    found = set()
    for line in listing.splitlines():
        group, _, command = line.strip().partition(" ")
        if int(group) in noted and (OURS in command or str(run) in command):
            found.add(int(group))
    for group_id in found:
        kill_group(group_id)
    return len(found)


def _noted(ledger: Path) -> set[int]:
    """The groups in the ledger; an unfinished or missing ledger names none."""
    try:
        return {int(number) for number in json.loads(ledger.read_text())}
    except (OSError, ValueError, TypeError):
        return set()
