"""The place of a message in its thread, which decides whether a reply of the force answers it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ThreadPlace:
    """Where a readable message stands: its thread, its author and when it was sent."""

    thread: str
    author: str
    sent_at: datetime

    def is_before(self, thread: str, sent_at: datetime) -> bool:
        """Tell whether the message was sent in that thread before that time."""
        return self.thread == thread and self.sent_at < sent_at

    def is_answered_with(self, named: "ThreadPlace") -> bool:
        """Tell whether a reply to `named` answers this message too: its author sent it earlier in the thread."""
        return self.author == named.author and self.is_before(named.thread, named.sent_at)
