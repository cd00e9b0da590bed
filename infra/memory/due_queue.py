"""Times at which keys are due. The soonest is found without a look at the others."""

from collections.abc import Hashable
from datetime import datetime
from heapq import heappop, heappush
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)


class DueQueue(Generic[K]):
    """Each key has at most one time. An outdated entry stays on the heap until it comes up."""

    def __init__(self) -> None:
        self._at: dict[K, datetime] = {}
        self._heap: list[tuple[datetime, str, K]] = []

    def at(self, key: K) -> datetime | None:
        """Return when the key is due, or None if it never is."""
        return self._at.get(key)

    def schedule(self, key: K, at: datetime | None) -> None:
        """Make the key due at this time and no other, or never if it is None."""
        if at is None:
            self._at.pop(key, None)
        elif self._at.get(key) != at:
            self._at[key] = at
            heappush(self._heap, (at, str(key), key))

    def due(self, now: datetime, limit: int) -> list[K]:
        """Return up to `limit` keys that are due, the soonest first and then in the order of their names."""
        found: list[tuple[datetime, str, K]] = []
        while len(found) < limit and (soonest := self.soonest()) is not None and soonest <= now:
            entry = heappop(self._heap)
            if not found or found[-1] != entry:
                found.append(entry)
        for entry in found:
            heappush(self._heap, entry)
        return [key for _, _, key in found]

    def soonest(self) -> datetime | None:
        """Return when the first key is due."""
        while self._heap and self._at.get(self._heap[0][2]) != self._heap[0][0]:
            heappop(self._heap)
        return self._heap[0][0] if self._heap else None
