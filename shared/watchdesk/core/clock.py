"""The ports for the current time and for the time that is left of a run."""

from datetime import datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the current time."""

    def now(self) -> datetime:
        """Return the current instant, aware and in UTC."""
        ...


class Stopwatch(Protocol):
    """Tells how much time is left of this run."""

    def left(self) -> timedelta: ...
