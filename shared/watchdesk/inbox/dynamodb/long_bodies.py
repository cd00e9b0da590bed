"""A body that is too large for one item is compressed and cut into parts, which are items of their own.

An item holds 400 KB at most (DynamoDB service quotas), and a federated server may pass on a text of a megabyte. To
refuse it would stop its feed, and hide whatever came after it.
"""

import json
import zlib

from watchdesk.aws.dynamodb.codec import Item
from watchdesk.aws.dynamodb.table import Table

MAX_BODY_BYTES = 256 * 1024
"""One item holds so much of a body, besides the facts about it."""
BODY_ATTRIBUTES = frozenset({"text", "raw", "problem", "url", "attachments"})


def put(table: Table, item: Item, version: str, condition: str, *, return_item: bool = False) -> None:
    """Write an item after its parts, if it needs any, so that a stored item is complete. Raises as `Table.put`."""
    body = json.dumps({name: item[name] for name in BODY_ATTRIBUTES & item.keys()}).encode()
    if len(body) > MAX_BODY_BYTES:
        item = {name: value for name, value in item.items() if name not in BODY_ATTRIBUTES}
        item["parts"] = _put_parts(table, item["pk"], version, zlib.compress(body))
    table.put(item, condition, return_item=return_item)


def whole(table: Table, item: Item, version: str) -> Item:
    """Return an item with its body put together from the parts."""
    if "parts" not in item:
        return item
    sks = [_part_sk(version, number) for number in range(int(item["parts"]))]
    parts = {part["sk"]: part for part in table.get_all({"pk": item["pk"], "sk": sk} for sk in sks)}
    compressed = b"".join(parts[sk]["bytes"].value for sk in sks)
    body: Item = json.loads(zlib.decompress(compressed))
    return item | body


def _put_parts(table: Table, pk: str, version: str, compressed: bytes) -> int:
    pieces = [compressed[start : start + MAX_BODY_BYTES] for start in range(0, len(compressed), MAX_BODY_BYTES)]
    for number, piece in enumerate(pieces):
        table.put({"pk": pk, "sk": _part_sk(version, number), "bytes": piece})
    return len(pieces)


def _part_sk(version: str, number: int) -> str:
    return f"part#{version}#{number}"
