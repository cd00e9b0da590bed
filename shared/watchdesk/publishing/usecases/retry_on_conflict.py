"""What to do when a post moves on between reading and writing it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, TypeVar

from watchdesk.core.errors import Conflict, LeaseLost
from watchdesk.core.problems import ConflictCode

T = TypeVar("T")

ATTEMPTS: Final = 5
"""Each is lost only to a delivery that has just moved on."""


def retry_on_conflict(attempt: Callable[[], T]) -> T:
    """For what must be done whatever has happened meanwhile. Raises LeaseLost when that never ends."""
    for _ in range(ATTEMPTS - 1):
        try:
            return attempt()
        except LeaseLost:
            continue
    return attempt()


@contextmanager
def conflict_if_changed() -> Iterator[None]:
    """For what must not be done to a post that is no longer as it was. Raises Conflict then."""
    try:
        yield
    except LeaseLost as lost:
        raise Conflict(ConflictCode.CHANGED, "It has moved on since it was read: look at it again.") from lost
