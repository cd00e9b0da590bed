"""The `audit` table: one chain of deeds per force, which only ever grows.

`pk` is the force. Under it `sk=000000000042` is an entry, `sk=deed#{digest}` says which entry tells of a deed,
and `sk=head` where the chain ends. All three are written at once, on condition that the chain still ends where it
was read to end: two writers cannot both be entry 42, and no deed is told twice.
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
"""Each is lost only to somebody who did extend the chain."""
HEAD = "head"
DEED = "deed#"
ABOUT = "about"
"""The attribute and the index by which the entries about one thing are found."""
AFTER_ENTRIES = "a"
"""Sorts behind every number and before every word."""


@dataclass(frozen=True, slots=True)
class DynamoAuditTrail:
    """The port AuditTrail, for the force of the register."""

    table: Table
    register: Register

    def add(self, deed: AuditEvent) -> AuditEntry:
        force = self.register.force().id
        for attempt in range(ATTEMPTS):
            self._wait(attempt)
            added = self._extend(force, deed) or self._told(force, deed)
            if added is not None:
                return added
        raise TryLater(f"others extended the audit trail through {ATTEMPTS} attempts")

    def add_with(self, deed: AuditEvent, change: OtherTableWrite) -> bool:
        """Append the deed and make the change, both or neither. False if the change's own condition did not hold.

        Raises TryLater if the chain could not be extended.
        """
        force = self.register.force().id
        for attempt in range(ATTEMPTS):
            self._wait(attempt)
            head = self.table.get(_key(force, HEAD))
            if transact_write(self.table, *_links(force, head, _next(head, deed)), change):
                return True
            if self.table.get(_key(force, HEAD)) == head:
                return False
        raise TryLater(f"others extended the audit trail through {ATTEMPTS} attempts")

    def entries(self) -> Iterator[AuditEntry]:
        values = {":force": self.register.force().id, ":end": AFTER_ENTRIES}
        yield from map(_entry_of, self.table.query("#pk = :force AND #sk < :end", values))

    def about(self, about: str) -> Sequence[AuditEntry]:
        """Through an index that follows the chain by a moment."""
        force = self.register.force().id
        found = self.table.query("#about = :about", {":about": about}, index=ABOUT) if is_indexed(about) else ()
        ours = [_key(force, item["sk"]) for item in found if item["pk"] == force]
        return sorted(map(_entry_of, self.table.get_all(ours)), key=lambda each: each.number)

    def _wait(self, attempt: int) -> None:
        """As many writers as met at one head do not meet again at the next."""
        if attempt:
            self.table.pause(FIRST_PAUSE * random.uniform(0.2, 1) * min(attempt, 4))  # noqa: S311  no secret

    def _extend(self, force: ForceId, deed: AuditEvent) -> AuditEntry | None:
        """None if somebody else did, or if the deed is told already."""
        head = self.table.get(_key(force, HEAD))
        added = _next(head, deed)
        return added if transact_write(self.table, *_links(force, head, added)) else None

    def _told(self, force: ForceId, deed: AuditEvent) -> AuditEntry | None:
        told = self.table.get(_deed_key(force, deed))
        item = self.table.get(_key(force, _number(int(told["number"])))) if told else None
        return _entry_of(item) if item else None


def is_indexed(about: str) -> bool:
    """DynamoDB takes no empty key into an index, and none that is longer."""
    return 0 < len(about.encode(errors="replace")) <= LONGEST_KEY


def _next(head: Item | None, deed: AuditEvent) -> AuditEntry:
    return chain_entry(int(head["number"]) + 1 if head else 0, deed, head["hash"] if head else GENESIS)


def _links(force: ForceId, head: Item | None, added: AuditEntry) -> tuple[Put, Put, Put]:
    """The entry, its deed, and the new end of a chain that still ends at `head`."""
    is_head = "#hash = :hash" if head else "attribute_not_exists(#pk)"
    end = {"number": added.number, "hash": added.hash}
    return (
        Put({**_key(force, HEAD), **end}, is_head, {":hash": head["hash"]} if head else {}),
        Put(_entry_item(force, added), "attribute_not_exists(#pk)"),
        Put({**_deed_key(force, added.deed), "number": added.number}, "attribute_not_exists(#pk)"),
    )


def _key(force: ForceId, sk: str) -> Key:
    return {"pk": force, "sk": sk}


def _number(number: int) -> str:
    return f"{number:012}"


def _deed_key(force: ForceId, deed: AuditEvent) -> Key:
    return _key(force, DEED + digest(0, deed, GENESIS))


def _entry_item(force: ForceId, added: AuditEntry) -> Item:
    about = {ABOUT: added.deed.about} if is_indexed(added.deed.about) else {}
    return {**attributes(added), **about, **_key(force, _number(added.number))}


def _entry_of(item: Item) -> AuditEntry:
    return read(AuditEntry, item)
