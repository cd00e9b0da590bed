"""Write the state of the emulator to disk while it runs, for KEEP=1.

The emulator itself writes its state only when it is asked to stop. A crash would lose everything since the start.
"""

from datetime import timedelta

from ministack import app
from ministack.core.persistence import save_all

from infra.local.aws.background import repeat_every


def start_snapshots(interval: timedelta) -> None:
    """Write a snapshot at this interval."""
    repeat_every(interval, save_snapshot, "snapshots")


def save_snapshot() -> None:
    """Write the state of every service in use. Each file is replaced as a whole, so a crash leaves the old one."""
    save_all(app._build_persistence_save_dict())
