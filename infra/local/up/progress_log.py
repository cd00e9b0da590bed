"""Shows what is being done and how long it takes, on a terminal and in a log alike."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console


class ProgressLog:
    """Counts from its making; `console` is where it tells."""

    def __init__(self, console: Console | None = None) -> None:
        self.console = console or Console(file=sys.stdout, highlight=False, soft_wrap=True)
        self._began = time.monotonic()

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._began

    def say(self, text: str) -> None:
        self.console.print(f"{self.seconds:7.1f} s  {text}", markup=False)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Tell a step when it begins, on a terminal with a moving sign, and again with its seconds when done."""
        began = time.monotonic()
        if self.console.is_terminal:
            with self.console.status(f"{name} ..."):
                yield
        else:
            self.say(f"{name} ...")
            yield
        self.say(f"{name}: done in {time.monotonic() - began:.1f} s")
