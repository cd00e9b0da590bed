"""A body too large for one item, packed and cut into items of its own.

An item holds 400 KB at most, and a federated server may pass on a text of a megabyte: refusing it would stop
the feed it came through, and hide whatever came after it.
"""

import json
import zlib

from watchdesk.aws.dynamodb.codec import Item
from watchdesk.aws.dynamodb.table import Table

LARGEST = 256 * 1024
"""Bytes of words that one item carries beside the facts about them."""
WORDS = frozenset({"text", "raw", "problem", "url", "attachments"})


def put(table: Table, item: Item, version: str, condition: str, *, return_item: bool = False) -> None:
    """Write an item, its parts first if it needs any: once it stands, all of it does. Raises as `Table.put`."""
    words = json.dumps({name: item[name] for name in WORDS & item.keys()}).encode()
    if len(words) > LARGEST:
        item = {name: value for name, value in item.items() if name not in WORDS}
        item["parts"] = _put_parts(table, item["pk"], version, zlib.compress(words))
    table.put(item, condition, return_item=return_item)


def whole(table: Table, item: Item, version: str) -> Item:
    """An item with its parts put back."""
    if "parts" not in item:
        return item
    sks = [_sk(version, number) for number in range(int(item["parts"]))]
    found = {each["sk"]: each for each in table.get_all({"pk": item["pk"], "sk": sk} for sk in sks)}
    words = b"".join(found[sk]["bytes"].value for sk in sks)
    said: Item = json.loads(zlib.decompress(words))
    return item | said


def _put_parts(table: Table, pk: str, version: str, packed: bytes) -> int:
    pieces = [packed[start : start + LARGEST] for start in range(0, len(packed), LARGEST)]
    for number, piece in enumerate(pieces):
        table.put({"pk": pk, "sk": _sk(version, number), "bytes": piece})
    return len(pieces)


def _sk(version: str, number: int) -> str:
    return f"part#{version}#{number}"
