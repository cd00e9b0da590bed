"""Who did what, when: an append-only chain in which every entry vouches for the one before."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEvent:
    """Something a person or the system did. Ids, hashes and codes only: no words of a message or a post."""

    actor: str
    """The subject of the token, a person's id, or `system`."""
    action: str
    """A verb of the API or the command line: read_message, claim_message, approve_post ..."""
    about: str
    """What it was done to: a message key, a post id, an alert id, an account id."""
    at: datetime
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One link of the chain."""

    number: int
    deed: AuditEvent
    previous: str
    """The hash of entry `number` - 1, or GENESIS."""
    hash: str


def chain_entry(number: int, deed: AuditEvent, previous: str) -> AuditEntry:
    return AuditEntry(number=number, deed=deed, previous=previous, hash=digest(number, deed, previous))


def digest(number: int, deed: AuditEvent, previous: str) -> str:
    """SHA-256 over a canonical JSON form: sorted keys, no spaces, instants in ISO 8601 UTC."""
    canonical = {
        "number": number,
        "actor": deed.actor,
        "action": deed.action,
        "about": deed.about,
        "at": deed.at.astimezone(UTC).isoformat(),
        "facts": dict(deed.facts),
        "previous": previous,
    }
    text = json.dumps(canonical, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def first_break(entries: Iterable[AuditEntry]) -> int | None:
    """The number of the first entry that does not follow from the one before it; None if the chain holds."""
    previous, expected = GENESIS, 0
    for each in entries:
        broken = each.number != expected or each.previous != previous
        if broken or each.hash != digest(each.number, each.deed, each.previous):
            return expected
        previous, expected = each.hash, expected + 1
    return None
