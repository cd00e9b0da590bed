"""Apply faults to a page before the server sends it."""

import json
from random import Random
from typing import Any

from infra.local.simulators.exchange import JsonObject
from infra.local.simulators.faults import FaultKind

IDENTITY = frozenset({"id", "uri", "cid", "rev", "convoId", "$type"})
OVERLAP = 3
"""The number of items that an overlapping page repeats from the page before."""


def with_items(body: object, items: list[Any]) -> object:
    """Return the same page with other items. A body without a list is no page and is returned unchanged."""
    if isinstance(body, list):
        return items
    name = _list_name(body)
    return {**body, name: items} if isinstance(body, dict) and name else body


def items_of(body: object) -> list[Any]:
    """Return the items of the page."""
    if isinstance(body, list):
        return body
    name = _list_name(body)
    return body[name] if isinstance(body, dict) and name else []


def _list_name(body: object) -> str | None:
    values: JsonObject = body if isinstance(body, dict) else {}
    return next((name for name, value in values.items() if isinstance(value, list)), None)


class PageFaults:
    """Applies faults to pages, and keeps the last page of each caller for overlapping pages."""

    def __init__(self, seed: str) -> None:
        self._random = Random(seed)  # noqa: S311  a repeatable order, not a secret
        self._last: dict[tuple[str, str], list[Any]] = {}

    def page(self, body: object, kinds: set[FaultKind], caller: tuple[str, str]) -> object:
        """Return the page with these faults applied."""
        items = list(items_of(body))
        before, self._last[caller] = self._last.get(caller, []), items
        if FaultKind.OVERLAPPING in kinds:
            items = before[-OVERLAP:] + items
        if FaultKind.DUPLICATED in kinds:
            items = [item for item in items for _ in range(2)]
        if FaultKind.SHUFFLED in kinds:
            items = self._random.sample(items, len(items))
        if FaultKind.MALFORMED_ITEM in kinds and items:
            middle = len(items) // 2
            items = [*items[:middle], malformed(items[middle]), *items[middle + 1 :]]
        return with_items(body, items)


def malformed(item: object) -> object:
    """Return the item with every value but its ids replaced by a number."""
    if not isinstance(item, dict):
        return 7
    return {name: value if name in IDENTITY else 7 for name, value in item.items()}


def truncated(body: object) -> str:
    """Return the first half of the JSON."""
    text = json.dumps(body)
    return text[: len(text) // 2]
