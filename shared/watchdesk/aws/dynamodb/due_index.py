"""The sparse index of whatever must be looked at again, spread so that no partition runs hot.

An index partition that throttles holds up the writes of its table, hence the shards:
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
    """The same for ever, in every process: stored items lie under it."""
    return SHARDS[zlib.crc32(pk.encode()) % len(SHARDS)]


def due_attributes(at: datetime, shard: str) -> dict[str, str]:
    """The attributes that put an item on the index. Without them it is off."""
    return {"attention_shard": shard, "attention_at": instant(at)}


def due_keys(
    table: Table, now: datetime, *, shards: Sequence[str] = SHARDS, limit: int | None = None
) -> list[Key]:
    """The keys of what is due at `now`, soonest first, up to `limit` of them.

    The index follows the table by a moment, so the item itself has the last word.
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
