"""What faults do to a page that a server was about to send."""

import json
from random import Random
from typing import Any

from infra.local.simulators.exchange import JsonObject
from infra.local.simulators.faults import FaultKind

IDENTITY = frozenset({"id", "uri", "cid", "rev", "convoId", "$type"})
OVERLAP = 3
"""How many items of the page before a page repeats."""


def with_items(body: object, items: list[Any]) -> object:
    """The same page with other items. A body without a list is no page and stays."""
    if isinstance(body, list):
        return items
    name = _list_name(body)
    return {**body, name: items} if isinstance(body, dict) and name else body


def items_of(body: object) -> list[Any]:
    if isinstance(body, list):
        return body
    name = _list_name(body)
    return body[name] if isinstance(body, dict) and name else []


def _list_name(body: object) -> str | None:
    values: JsonObject = body if isinstance(body, dict) else {}
    return next((name for name, value in values.items() if isinstance(value, list)), None)


class PageFaults:
    """Remembers the last page of each caller, because an overlapping page repeats its end."""

    def __init__(self, seed: str) -> None:
        self._random = Random(seed)  # noqa: S311  a repeatable disorder, not a secret
        self._last: dict[tuple[str, str], list[Any]] = {}

    def page(self, body: object, kinds: set[FaultKind], caller: tuple[str, str]) -> object:
        """The page as these faults leave it."""
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
    """The item with a number wherever it said something."""
    if not isinstance(item, dict):
        return 7
    return {name: value if name in IDENTITY else 7 for name, value in item.items()}


def truncated(body: object) -> str:
    text = json.dumps(body)
    return text[: len(text) // 2]
