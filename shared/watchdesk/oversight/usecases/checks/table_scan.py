"""Scans a whole table a few pages at a time. Each run begins where the last one stopped."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from watchdesk.oversight.ports import ScanPosition, ScanPositions

T = TypeVar("T")


@dataclass(slots=True)
class TableScan:
    """One run's part of the scan with this name."""

    positions: ScanPositions
    name: str
    now: datetime
    position: ScanPosition | None = None
    """Where the scan stands after the pages of this run. It is None until they have been read."""

    def pages(
        self, read: Callable[[str | None], tuple[Sequence[T], str | None]], limit: int
    ) -> Iterator[Sequence[T]]:
        """Yield up to `limit` pages, then save the position.

        A caller that stops early saves nothing, so that the next run reads these pages again. Only pages that were
        checked and repaired count as read.
        """
        position = self.positions.load(self.name) or ScanPosition(began_at=self.now)
        for _ in range(limit):
            page, after = read(position.after)
            yield page
            if after is None:
                position = ScanPosition(began_at=self.now, last_began_at=position.began_at)
                break
            position = replace(position, after=after)
        self.positions.save(self.name, position)
        self.position = position
