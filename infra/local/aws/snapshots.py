"""What KEEP=1 relies on: the emulator's state is written while it runs, not only when it ends well.

By itself it writes its state when it is asked to end, and a crash loses everything since the start.
"""

from datetime import timedelta

from ministack import app
from ministack.core.persistence import save_all

from infra.local.aws.background import every


def start(pace: timedelta) -> None:
    every(pace, save, "snapshots")


def save() -> None:
    """Write the state of every service in use. Each file is replaced whole: a crash leaves the last one."""
    save_all(app._build_persistence_save_dict())
