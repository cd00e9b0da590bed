"""What KEEP=1 relies on: the emulator's state is written while it runs, not only when it ends well.

By itself it writes its state when it is asked to end, and a crash loses everything since the start.
"""

from datetime import timedelta

from ministack import app
from ministack.core.persistence import save_all

from infra.local.aws.background import repeat_every


def start_snapshots(pace: timedelta) -> None:
    repeat_every(pace, save_snapshot, "snapshots")


def save_snapshot() -> None:
    """Write the state of every service in use. Each file is replaced whole: a crash leaves the last one."""
    save_all(app._build_persistence_save_dict())
