"""Which instant a deadline counts from, and why not always the claimed one."""

from enum import StrEnum


class CountedFrom(StrEnum):
    SENT = "sent"
    FIRST_SEEN_FUTURE = "first_seen_future"
    """The claimed time lies in the future."""
    FIRST_SEEN_OLD = "first_seen_old"
    """The claimed time is implausibly old for something that has only now appeared."""
    FIRST_SEEN_HISTORY = "first_seen_history"
    """Written before the account was first connected."""
    FIRST_SEEN_UNREADABLE = "first_seen_unreadable"
    """No time could be read."""
