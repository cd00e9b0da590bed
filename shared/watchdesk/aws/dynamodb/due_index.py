"""The sparse index of the items that are due for attention at some time, spread over shards.

If one partition of an index throttles, writes to the table wait for it. The shards prevent that:
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/gsi-throttling.html
"""

import zlib
from collections.abc import Sequence
from datetime import datetime

from watchdesk.aws.dynamodb.codec import instant
from watchdesk.aws.dynamodb.table import Key, Table

INDEX = "attention"
SHARDS = tuple("01234567")


def shard_of(pk: str) -> str:
    """Return the shard of an item. It must never change, because stored items carry it."""
    return SHARDS[zlib.crc32(pk.encode()) % len(SHARDS)]


def due_attributes(at: datetime, shard: str) -> dict[str, str]:
    """Return the attributes that put an item on the index. An item without them is not on it."""
    return {"attention_shard": shard, "attention_at": instant(at)}


def due_keys(
    table: Table, now: datetime, *, shards: Sequence[str] = SHARDS, limit: int | None = None
) -> list[Key]:
    """Return the keys of up to `limit` items that are due at `now`, the soonest first.

    The index is updated a moment after the table, so the caller must check the item itself.
    """
    found = [
        (item["attention_at"], item["pk"], item["sk"])
        for shard in shards
        for item in table.query(
            "#attention_shard = :shard AND #attention_at <= :now",
            {":shard": shard, ":now": instant(now)},
            index=INDEX,
            limit=limit,
        )
    ]
    return [{"pk": pk, "sk": sk} for _, pk, sk in sorted(found)[:limit]]
