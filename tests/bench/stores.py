"""The stores of messages, alerts and pagers over one measured client."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests import dynamo_stores
from tests.dynamo_stores import Together
from watchdesk.aws.dynamodb.codec import to_wire
from watchdesk.aws.dynamodb.table import Table
from watchdesk.core.message import Message, MessageState
from watchdesk.inbox.dynamodb.message_item import item_of

MAX_BATCH = 25
"""The largest number of items in one BatchWriteItem."""
WRITERS = 4


def messages_in(client: Any, tables: Mapping[str, str]) -> Together:
    return dynamo_stores.messages_in(Table(client, tables["MessagesTable"]))


def alerts_in(client: Any, tables: Mapping[str, str]) -> Together:
    return dynamo_stores.alerts_in(Table(client, tables["AlertsTable"]))


def pagers_in(client: Any, tables: Mapping[str, str]) -> Together:
    return dynamo_stores.pagers_in(Table(client, tables["AlertsTable"]))


def fill(client: Any, table: str, messages: Sequence[Message]) -> None:
    """Write the messages as fast as possible. Messages that are disposed of are in no due index."""
    batches = [messages[start : start + MAX_BATCH] for start in range(0, len(messages), MAX_BATCH)]

    def write(batch: Sequence[Message]) -> None:
        puts = [{"PutRequest": {"Item": _stored(message)}} for message in batch]
        client.batch_write_item(RequestItems={table: puts})

    with ThreadPoolExecutor(max_workers=WRITERS) as pool:
        list(pool.map(write, batches))


def _stored(message: Message) -> Mapping[str, Any]:
    item = item_of(message)
    if message.state is MessageState.DISPOSED:
        item = {name: value for name, value in item.items() if not name.startswith("attention_")}
    return to_wire(item)
