"""The queue of deliveries in the `posts` table: which are due, and which run leases one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from watchdesk.aws.dynamodb import due_index
from watchdesk.aws.dynamodb.codec import instant
from watchdesk.aws.dynamodb.errors import ConditionFailed
from watchdesk.aws.dynamodb.table import Key, Table
from watchdesk.publishing.domain.post import Delivery
from watchdesk.publishing.dynamodb.post_item import UNCHANGED, delivery_key, delivery_of

LEASE_EXPIRED = "(attribute_not_exists(#lease_until) OR #lease_until <= :now)"
IN_SHARD = "#attention_shard = :shard"


@dataclass(frozen=True, slots=True)
class DynamoDeliveryQueue:
    """The port DeliveryQueue. A leased delivery is due when its lease is over."""

    table: Table

    def due(self, now: datetime, limit: int) -> Sequence[Delivery]:
        found = self._read(due_index.due_keys(self.table, now, limit=limit))
        return [
            delivery for delivery in found if delivery.attention_at is not None and delivery.attention_at <= now
        ]

    def waiting(self) -> Sequence[Delivery]:
        shards = [
            self.table.query(IN_SHARD, {":shard": shard}, index=due_index.INDEX) for shard in due_index.SHARDS
        ]
        return self._read({"pk": item["pk"], "sk": item["sk"]} for shard in shards for item in shard)

    def lease(self, delivery: Delivery, lease: str, now: datetime, until: datetime) -> Delivery | None:
        try:
            item = self.table.update(
                delivery_key(delivery.post, delivery.account),
                "SET #lease = :lease, #lease_until = :until, #attention_at = :until, #revision = :next",
                f"{UNCHANGED} AND #attention_at <= :now AND {LEASE_EXPIRED}",
                {
                    ":lease": lease,
                    ":until": instant(until),
                    ":now": instant(now),
                    ":read": delivery.revision,
                    ":next": delivery.revision + 1,
                },
                return_item=True,
            )
        except ConditionFailed as failed:
            if failed.item is None or failed.item.get("lease") != lease:
                return None
            # This lease is our own: the answer to the first try was lost, and boto3 tried again.
            item = failed.item
        return delivery_of(item)

    def _read(self, keys: Iterable[Key]) -> list[Delivery]:
        found = map(delivery_of, self.table.get_all(keys))
        waiting = [
            (at, delivery.post, delivery.account, delivery)
            for delivery in found
            if (at := delivery.attention_at) is not None
        ]
        return [delivery for *_, delivery in sorted(waiting, key=lambda entry: entry[:3])]
