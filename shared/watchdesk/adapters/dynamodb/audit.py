"""The `audit` table: one chain of deeds per force, which only ever grows.

`pk` is the force. Under it `sk=000000000042` is an entry, `sk=deed#{digest}` says which entry tells of a deed,
and `sk=head` where the chain ends. All three are written at once, on condition that the chain still ends where it
was read to end: two writers cannot both be entry 42, and no deed is told twice.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from watchdesk.adapters.dynamodb.codec import Item, attributes, read
from watchdesk.adapters.dynamodb.table import FIRST_PAUSE, Key, Table
from watchdesk.adapters.dynamodb.transaction import Put, write
from watchdesk.domain.audit import GENESIS, Deed, Entry, digest, entry
from watchdesk.domain.errors import TryLater
from watchdesk.domain.force import ForceId
from watchdesk.ports import Register

ATTEMPTS = 12
"""Each is lost only to somebody who did extend the chain."""
HEAD = "head"
DEED = "deed#"
AFTER_ENTRIES = "a"
"""Sorts behind every number and before every word."""


@dataclass(frozen=True, slots=True)
class DynamoAuditTrail:
    """The port AuditTrail, for the force of the register."""

    table: Table
    register: Register

    def add(self, deed: Deed) -> Entry:
        force = self.register.force().id
        for attempt in range(ATTEMPTS):
            if attempt:
                # As many writers as met at one head do not meet again at the next.
                self.table.pause(FIRST_PAUSE * random.uniform(0.2, 1) * min(attempt, 4))  # noqa: S311  no secret
            added = self._extend(force, deed) or self._told(force, deed)
            if added is not None:
                return added
        raise TryLater(f"others extended the audit trail through {ATTEMPTS} attempts")

    def entries(self) -> Iterator[Entry]:
        values = {":force": self.register.force().id, ":end": AFTER_ENTRIES}
        yield from map(_entry_of, self.table.query("#pk = :force AND #sk < :end", values))

    def _extend(self, force: ForceId, deed: Deed) -> Entry | None:
        """None if somebody else did, or if the deed is told already."""
        head = self.table.get(_key(force, HEAD))
        added = entry(int(head["number"]) + 1 if head else 0, deed, head["hash"] if head else GENESIS)
        is_head = "#hash = :hash" if head else "attribute_not_exists(#pk)"
        end = {"number": added.number, "hash": added.hash}
        done = write(
            self.table,
            Put({**_key(force, HEAD), **end}, is_head, {":hash": head["hash"]} if head else {}),
            Put(_entry_item(force, added), "attribute_not_exists(#pk)"),
            Put({**_deed_key(force, deed), "number": added.number}, "attribute_not_exists(#pk)"),
        )
        return added if done else None

    def _told(self, force: ForceId, deed: Deed) -> Entry | None:
        told = self.table.get(_deed_key(force, deed))
        item = self.table.get(_key(force, _number(int(told["number"])))) if told else None
        return _entry_of(item) if item else None


def _key(force: ForceId, sk: str) -> Key:
    return {"pk": force, "sk": sk}


def _number(number: int) -> str:
    return f"{number:012}"


def _deed_key(force: ForceId, deed: Deed) -> Key:
    return _key(force, DEED + digest(0, deed, GENESIS))


def _entry_item(force: ForceId, added: Entry) -> Item:
    return {**attributes(added), **_key(force, _number(added.number))}


def _entry_of(item: Item) -> Entry:
    return read(Entry, item)
