"""The instant from which a deadline counts. It is not always the time that the message claims."""

from enum import StrEnum


class CountedFrom(StrEnum):
    SENT = "sent"
    FIRST_SEEN_FUTURE = "first_seen_future"
    """The claimed time is in the future."""
    FIRST_SEEN_OLD = "first_seen_old"
    """The claimed time is too old for a message that was not there before."""
    FIRST_SEEN_HISTORY = "first_seen_history"
    """The message was written before the account was first connected."""
    FIRST_SEEN_UNREADABLE = "first_seen_unreadable"
    """The message has no readable time."""
