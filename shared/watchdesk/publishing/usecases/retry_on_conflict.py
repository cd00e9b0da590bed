"""What to do when a post changes between reading and writing it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, TypeVar

from watchdesk.core.errors import Conflict, ConflictCode, LeaseLost

T = TypeVar("T")

ATTEMPTS: Final = 5
"""An attempt is lost only if a delivery changes at the same moment."""


def retry_on_conflict(attempt: Callable[[], T]) -> T:
    """Repeat a change that must be made whatever happened meanwhile. Raises LeaseLost after the last attempt."""
    for _ in range(ATTEMPTS - 1):
        try:
            return attempt()
        except LeaseLost:
            continue
    return attempt()


@contextmanager
def conflict_if_changed() -> Iterator[None]:
    """Raise Conflict if the post changed meanwhile, for a change that depends on what the person saw."""
    try:
        yield
    except LeaseLost as lost:
        raise Conflict(ConflictCode.CHANGED, "The post has changed since it was read: read it again.") from lost
