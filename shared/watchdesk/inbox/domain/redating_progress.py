"""How far have the open messages been dated by the terms that hold now?"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

SETTLED = timedelta(minutes=3)
"""A poll goes on with a register that it read up to a minute ago, and runs for up to a minute: until then it
may store messages by the old terms, so one more pass is begun after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RedatingProgress:
    """The passes through the open messages since their terms last changed."""

    digest: str
    """Of the terms they are dated by."""
    seen_at: datetime
    """When a sweep first saw these terms."""
    begun_at: datetime | None = None
    """When the pass under way began; None: none is."""
    position: str = ""
    """Where the pass under way goes on."""
    is_done: bool = False

    def step(self, digest: str, now: datetime) -> "RedatingProgress | None":
        """What a sweep takes up at `now`; None: nothing is to be done. Rules that changed again begin anew."""
        if digest != self.digest:
            return started_redating(digest, now)
        if self.is_done or (self.begun_at is None and now < self.seen_at + SETTLED):
            return None
        return self if self.begun_at else replace(self, begun_at=now)

    def after(self, following: str | None) -> "RedatingProgress":
        """When a page was dated, and the next one begins at `following`."""
        if following is not None:
            return replace(self, position=following)
        is_done = self.begun_at is not None and self.begun_at >= self.seen_at + SETTLED
        return replace(self, begun_at=None, position="", is_done=is_done)


def started_redating(digest: str, now: datetime) -> RedatingProgress:
    return RedatingProgress(digest=digest, seen_at=now, begun_at=now)
