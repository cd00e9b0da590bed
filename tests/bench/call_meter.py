"""Count the AWS calls of a boto3 client, without changing the code that makes them."""

import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

READS = frozenset({"GetItem", "BatchGetItem", "Query", "Scan", "TransactGetItems"})


@dataclass(slots=True)
class CallMeter:
    """The calls by operation. For DynamoDB also the items read and the capacity units, indexes included.

    A write whose condition fails is counted as a call; DynamoDB reports no units for it.
    """

    calls: Counter[str] = field(default_factory=Counter)
    items_read: int = 0
    read_units: float = 0.0
    write_units: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def attach(self, client: Any) -> None:
        """Count every call of this client from now on."""
        client.meta.events.register("provide-client-params.dynamodb.*", self._ask_for_capacity)
        client.meta.events.register("after-call.*", self._count)

    def clear(self) -> None:
        self.calls.clear()
        self.items_read, self.read_units, self.write_units = 0, 0.0, 0.0

    def _ask_for_capacity(self, params: Mapping[str, Any], model: Any, **_: Any) -> dict[str, Any]:
        if "ReturnConsumedCapacity" not in model.input_shape.members:
            return dict(params)
        return {**params, "ReturnConsumedCapacity": "TOTAL"}

    def _count(self, parsed: Mapping[str, Any], model: Any, **_: Any) -> None:
        consumed = parsed.get("ConsumedCapacity", [])
        units = sum(each["CapacityUnits"] for each in (consumed if isinstance(consumed, list) else [consumed]))
        with self._lock:
            self.calls[model.name] += 1
            if model.name in READS:
                self.items_read += _items(parsed)
                self.read_units += units
            else:
                self.write_units += units


def _items(parsed: Mapping[str, Any]) -> int:
    """Return the number of items read, including those that a filter removed."""
    batches = parsed.get("Responses", {})
    batched = sum(len(items) for items in batches.values()) if isinstance(batches, dict) else len(batches)
    return int(parsed.get("ScannedCount", 0)) + batched + ("Item" in parsed)
