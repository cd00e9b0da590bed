"""The `audit` table, which holds one chain of events for each force. The chain only grows.

`pk` is the force. `sk=000000000042` is an entry, `sk=deed#{digest}` names the entry of an event, and `sk=head` is
the end of the chain. All three are written in one transaction, on condition that the chain still ends where it was
read to end. So two writers cannot both write entry 42, and no event has two entries.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from watchdesk.audit.trail import GENESIS, AuditEntry, AuditEvent, chain_entry, digest
from watchdesk.aws.dynamodb.codec import Item, attributes, read
from watchdesk.aws.dynamodb.table import FIRST_PAUSE, LONGEST_KEY, Key, Table
from watchdesk.aws.dynamodb.transaction import OtherTableWrite, Put, transact_write
from watchdesk.core.errors import TryLater
from watchdesk.register.domain.force import ForceId
from watchdesk.register.ports import Register

ATTEMPTS = 12
"""An attempt fails only if another writer has extended the chain."""
HEAD = "head"
DEED = "deed#"
ABOUT = "about"
"""The name of the attribute and of the index for the entries about one thing."""
AFTER_ENTRIES = "a"
"""Sorts after every number and before every word."""


@dataclass(frozen=True, slots=True)
class DynamoAuditTrail:
    """The ports AuditTrail and AuditHistory, for the force of the register."""

    table: Table
    register: Register

    def add(self, event: AuditEvent) -> AuditEntry:
        force = self.register.force().id
        for attempt in range(ATTEMPTS):
            self._pause_before(attempt)
            added = self._extend(force, event) or self._recorded(force, event)
            if added is not None:
                return added
        raise TryLater(f"others extended the audit trail through {ATTEMPTS} attempts")

    def add_with(self, event: AuditEvent, change: OtherTableWrite) -> bool:
        """Append the event and make the change, both or neither.

        Return False and do neither if the condition of the change did not hold.

        Raises TryLater if the chain could not be extended.
        """
        force = self.register.force().id
        for attempt in range(ATTEMPTS):
            self._pause_before(attempt)
            head = self.table.get(_key(force, HEAD))
            if transact_write(self.table, *_links(force, head, _next_entry(head, event)), change):
                return True
            if self.table.get(_key(force, HEAD)) == head:
                return False
        raise TryLater(f"others extended the audit trail through {ATTEMPTS} attempts")

    def entries(self) -> Iterator[AuditEntry]:
        values = {":force": self.register.force().id, ":end": AFTER_ENTRIES}
        yield from map(_entry_of, self.table.query("#pk = :force AND #sk < :end", values))

    def about(self, about: str) -> Sequence[AuditEntry]:
        """Return the entries about one thing. The index is updated a moment after the chain."""
        force = self.register.force().id
        found = self.table.query("#about = :about", {":about": about}, index=ABOUT) if is_indexed(about) else ()
        ours = [_key(force, item["sk"]) for item in found if item["pk"] == force]
        return sorted(map(_entry_of, self.table.get_all(ours)), key=lambda entry: entry.number)

    def _pause_before(self, attempt: int) -> None:
        """Pause for a random time, so that writers that collided do not collide again."""
        if attempt:
            self.table.pause(FIRST_PAUSE * random.uniform(0.2, 1) * min(attempt, 4))  # noqa: S311  the number is no secret

    def _extend(self, force: ForceId, event: AuditEvent) -> AuditEntry | None:
        """Extend the chain, or return None if another writer did or the event is recorded already."""
        head = self.table.get(_key(force, HEAD))
        added = _next_entry(head, event)
        return added if transact_write(self.table, *_links(force, head, added)) else None

    def _recorded(self, force: ForceId, event: AuditEvent) -> AuditEntry | None:
        found = self.table.get(_event_key(force, event))
        item = self.table.get(_key(force, _number(int(found["number"])))) if found else None
        return _entry_of(item) if item else None


def is_indexed(about: str) -> bool:
    """Return whether DynamoDB takes this value as an index key, which must be neither empty nor too long."""
    return 0 < len(about.encode(errors="replace")) <= LONGEST_KEY


def _next_entry(head: Item | None, event: AuditEvent) -> AuditEntry:
    return chain_entry(int(head["number"]) + 1 if head else 0, event, head["hash"] if head else GENESIS)


def _links(force: ForceId, head: Item | None, added: AuditEntry) -> tuple[Put, Put, Put]:
    """Return the writes for the entry, its event and the new end of a chain that still ends at `head`."""
    is_head = "#hash = :hash" if head else "attribute_not_exists(#pk)"
    end = {"number": added.number, "hash": added.hash}
    return (
        Put({**_key(force, HEAD), **end}, is_head, {":hash": head["hash"]} if head else {}),
        Put(_entry_item(force, added), "attribute_not_exists(#pk)"),
        Put({**_event_key(force, added.deed), "number": added.number}, "attribute_not_exists(#pk)"),
    )


def _key(force: ForceId, sk: str) -> Key:
    return {"pk": force, "sk": sk}


def _number(number: int) -> str:
    return f"{number:012}"


def _event_key(force: ForceId, event: AuditEvent) -> Key:
    return _key(force, DEED + digest(0, event, GENESIS))


def _entry_item(force: ForceId, added: AuditEntry) -> Item:
    about = {ABOUT: added.deed.about} if is_indexed(added.deed.about) else {}
    return {**attributes(added), **about, **_key(force, _number(added.number))}


def _entry_of(item: Item) -> AuditEntry:
    return read(AuditEntry, item)
