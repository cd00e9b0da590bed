"""What has happened to a message, out of what it says itself and what the audit trail tells of it."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from watchdesk.audit.trail import AuditEntry
from watchdesk.core.disposition import PLATFORM
from watchdesk.desk.domain.message_status import MessageStatus
from watchdesk.desk.domain.views import HistoryLine


def history_of(status: MessageStatus, entries: Sequence[AuditEntry]) -> tuple[HistoryLine, ...]:
    """In the order of time. Whatever a person did is there because it was told when it was done."""
    told = [
        HistoryLine(at=each.deed.at, what=each.deed.action, by=each.deed.actor, facts=each.deed.facts)
        for each in entries
    ]
    return tuple(sorted([*_own(status), *told], key=lambda line: line.at))


def _own(status: MessageStatus) -> Iterator[HistoryLine]:
    happened: dict[str, datetime | None] = {
        "received": status.received_at,
        "edited": status.edited_at,
        "deleted_there": status.deleted_at,
        "overdue": status.overdue_at,
        "claim_expired": status.claim_expired_at,
    }
    yield from (HistoryLine(at=at, what=what) for what, at in happened.items() if at is not None)
    ended = status.disposition
    if ended is not None and ended.by == PLATFORM:
        yield HistoryLine(at=ended.at, what="answered", by=PLATFORM)
