"""How far the open messages have been dated by the rules that hold now."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

SETTLED = timedelta(minutes=3)
"""A poll uses a register that it read up to a minute ago, and runs for up to a minute. Until then it may store
messages by the old rules, so one more pass begins after this time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RedatingProgress:
    """The passes through the open messages since the rules for their deadlines last changed."""

    digest: str
    """The digest of the rules by which the messages are dated."""
    seen_at: datetime
    """When a sweep first saw these rules."""
    begun_at: datetime | None = None
    """When the current pass began. None means that no pass is under way."""
    position: str = ""
    """Where the current pass goes on."""
    is_done: bool = False

    def step(self, digest: str, now: datetime) -> "RedatingProgress | None":
        """Return what a sweep does now; None if there is nothing to do. Rules that changed again start anew."""
        if digest != self.digest:
            return started_redating(digest, now)
        if self.is_done or (self.begun_at is None and now < self.seen_at + SETTLED):
            return None
        return self if self.begun_at else replace(self, begun_at=now)

    def after(self, following: str | None) -> "RedatingProgress":
        """Return the progress after a page was dated and the next one begins at `following`."""
        if following is not None:
            return replace(self, position=following)
        is_done = self.begun_at is not None and self.begun_at >= self.seen_at + SETTLED
        return replace(self, begun_at=None, position="", is_done=is_done)


def started_redating(digest: str, now: datetime) -> RedatingProgress:
    """Return the progress of a first pass that begins now."""
    return RedatingProgress(digest=digest, seen_at=now, begun_at=now)
