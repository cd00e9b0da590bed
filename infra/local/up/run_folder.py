"""The run folder: it belongs to one `make up` at a time, and names the process groups that a start began.

Programs end by themselves when their starter is killed, see parent_watch.py. Ending orphaned groups here is for
programs whose parent watch was killed as well.
"""

import fcntl
import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from infra.local.up.processes import kill_group

PACKAGE = "infra.local"
"""The command line of every program started here contains this, or else the path of the run folder."""


class AlreadyRunningError(RuntimeError):
    """Another `make up` uses this folder."""


@contextmanager
def run_folder_lock(run_folder: Path) -> Iterator[None]:
    """Hold the folder while the context lasts. Raises AlreadyRunningError.

    The lock is free again as soon as the process that held it is gone.
    """
    run_folder.mkdir(parents=True, exist_ok=True)
    with (run_folder / "lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise AlreadyRunningError(f"another `make up` is running in {run_folder}: end it first") from error
        yield


def end_orphaned_groups(ledger: Path, run_folder: Path) -> int:
    """End the process groups that an earlier start recorded and did not end, and return their number.

    The operating system may have given a recorded number to another program since. So a group is ended only if
    its command line is recognised.
    """
    recorded = _recorded_groups(ledger)
    listing = subprocess.run(
        ["ps", "-A", "-ww", "-o", "pgid=,command="], capture_output=True, text=True, check=True, errors="replace"
    ).stdout
    orphaned = set()
    for line in listing.splitlines():
        group, _, command = line.strip().partition(" ")
        if int(group) in recorded and (PACKAGE in command or str(run_folder) in command):
            orphaned.add(int(group))
    for group_id in orphaned:
        kill_group(group_id)
    return len(orphaned)


def _recorded_groups(ledger: Path) -> set[int]:
    """Return the groups in the ledger; a missing or half-written ledger names none."""
    try:
        return {int(number) for number in json.loads(ledger.read_text())}
    except (OSError, ValueError, TypeError):
        return set()
