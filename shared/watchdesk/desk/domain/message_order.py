"""The order of messages in a list, and where a page of them ended."""

from datetime import datetime

from watchdesk.core.message import MessageKey
from watchdesk.desk.domain.message_status import MessageStatus

PageEnd = tuple[datetime, MessageKey]
"""The last message of a page: its deadline, or the instant of its disposal in a list of those; then its key."""
SortKey = tuple[datetime, str]


def waiting_page_end(status: MessageStatus) -> PageEnd:
    return status.waiting.deadline, status.key


def disposed_page_end(status: MessageStatus) -> PageEnd:
    at = status.disposition.at if status.disposition else status.received_at
    return at, status.key


def sort_key(page_end: PageEnd) -> SortKey:
    at, key = page_end
    return at, str(key)


def waiting_order(status: MessageStatus) -> SortKey:
    return sort_key(waiting_page_end(status))


def disposed_order(status: MessageStatus) -> SortKey:
    return sort_key(disposed_page_end(status))
