"""What time it is, and how much of it is left."""

from datetime import datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """The present instant, aware UTC."""
        ...


class Stopwatch(Protocol):
    """How much of this run is left. A Lambda's runs out; a test's is set."""

    def left(self) -> timedelta: ...
