"""Show what the run does and how long it takes, on a terminal and in a log alike."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console


class ProgressLog:
    """Prints lines to `console`, each with the seconds since this object was made."""

    def __init__(self, console: Console | None = None) -> None:
        self.console = console or Console(file=sys.stdout, highlight=False, soft_wrap=True)
        self._started_at = time.monotonic()

    @property
    def seconds(self) -> float:
        """The seconds since the start."""
        return time.monotonic() - self._started_at

    def log(self, text: str) -> None:
        """Print one line."""
        self.console.print(f"{self.seconds:7.1f} s  {text}", markup=False)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Show a step while it runs, and print its duration when it is done. A terminal shows a spinner."""
        started_at = time.monotonic()
        if self.console.is_terminal:
            with self.console.status(f"{name} ..."):
                yield
        else:
            self.log(f"{name} ...")
            yield
        self.log(f"{name}: done in {time.monotonic() - started_at:.1f} s")
