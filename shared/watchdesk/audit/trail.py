"""The chain of the audit trail. Every entry holds the hash of the entry before it."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEvent:
    """An action of a person or of the system. It holds ids, hashes and codes, and no words of a message."""

    actor: str
    """The subject of the token, a person's id, or `system`."""
    action: str
    """A verb of the API or the command line, such as read_message, claim_message or approve_post."""
    about: str
    """The id of the thing that it was done to: a message key, a post id, an alert id or an account id."""
    at: datetime
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One entry of the chain. `deed` is the name of the stored attribute."""

    number: int
    deed: AuditEvent
    previous: str
    """The hash of the entry before, or GENESIS in the first one."""
    hash: str


def chain_entry(number: int, event: AuditEvent, previous: str) -> AuditEntry:
    """Return the entry for this event, with its hash."""
    return AuditEntry(number=number, deed=event, previous=previous, hash=digest(number, event, previous))


def digest(number: int, event: AuditEvent, previous: str) -> str:
    """Return the SHA-256 of a canonical JSON form: sorted keys, no spaces, instants in ISO 8601 UTC."""
    canonical = {
        "number": number,
        "actor": event.actor,
        "action": event.action,
        "about": event.about,
        "at": event.at.astimezone(UTC).isoformat(),
        "facts": dict(event.facts),
        "previous": previous,
    }
    text = json.dumps(canonical, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def first_break(entries: Iterable[AuditEntry]) -> int | None:
    """Return the number of the first entry that does not follow from the one before it, or None."""
    previous, expected = GENESIS, 0
    for entry in entries:
        broken = entry.number != expected or entry.previous != previous
        if broken or entry.hash != digest(entry.number, entry.deed, entry.previous):
            return expected
        previous, expected = entry.hash, expected + 1
    return None
