"""What has happened to a message, and who read it lately: from its own fields and from the audit trail."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from watchdesk.audit.trail import AuditEntry
from watchdesk.core.disposition import PLATFORM
from watchdesk.desk.domain.message_status import MessageStatus

READ_MESSAGE: Final = "read_message"
RECENTLY: Final = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    at: datetime
    what: str
    """`received`, `edited`, `overdue`, `claim_expired` and so on, or the action of an audited deed."""
    by: str = ""
    """The subject of whoever did it, empty if no person did."""
    facts: Mapping[str, str] = field(default_factory=dict)


def history_of(status: MessageStatus, entries: Sequence[AuditEntry]) -> tuple[HistoryLine, ...]:
    """Return what has happened, in the order of time. Every deed of a person is an entry of the audit trail."""
    deeds = [
        HistoryLine(at=entry.deed.at, what=entry.deed.action, by=entry.deed.actor, facts=entry.deed.facts)
        for entry in entries
    ]
    return tuple(sorted([*_own_events(status), *deeds], key=lambda line: line.at))


def recent_readers(entries: Sequence[AuditEntry], reader: str, now: datetime) -> tuple[str, ...]:
    """Return who else has read the message lately: two people may be working on it."""
    recent = {
        entry.deed.actor
        for entry in entries
        if entry.deed.action == READ_MESSAGE and entry.deed.at >= now - RECENTLY
    }
    return tuple(sorted(recent - {reader}))


def _own_events(status: MessageStatus) -> Iterator[HistoryLine]:
    times: dict[str, datetime | None] = {
        "received": status.received_at,
        "edited": status.edited_at,
        "deleted_there": status.deleted_at,
        "overdue": status.overdue_at,
        "claim_expired": status.claim_expired_at,
    }
    yield from (HistoryLine(at=at, what=what) for what, at in times.items() if at is not None)
    disposition = status.disposition
    if disposition is not None and disposition.by == PLATFORM:
        yield HistoryLine(at=disposition.at, what="answered", by=PLATFORM)
