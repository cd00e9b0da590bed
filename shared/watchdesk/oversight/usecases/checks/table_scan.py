"""Look at a whole table a few pages at a time, each run from where the last one stopped."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from watchdesk.oversight.ports import ScanPosition, ScanPositions

T = TypeVar("T")
After = str | None
"""Where a page ended; None: before the first one, or after the last."""


@dataclass(slots=True)
class TableScan:
    """Under this name in the book. `place` is where it stands, once its pages have been taken."""

    book: ScanPositions
    name: str
    now: datetime
    place: ScanPosition | None = None

    def pages(
        self, read: Callable[[str | None], tuple[Sequence[T], str | None]], most: int
    ) -> Iterator[Sequence[T]]:
        """Up to `most`. Whoever breaks off has not moved on: only what was looked at, and mended, is behind us."""
        place = self.book.place(self.name) or ScanPosition(began_at=self.now)
        for _ in range(most):
            page, after = read(place.after)
            yield page
            if after is None:
                place = ScanPosition(began_at=self.now, last_began_at=place.began_at)
                break
            place = replace(place, after=after)
        self.book.keep(self.name, place)
        self.place = place
