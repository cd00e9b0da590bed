"""The tables of messages and alerts as the use cases see them, over one metered client."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from watchdesk.adapters.dynamodb.alert_file import DynamoAlertAnswers, DynamoAlertFile
from watchdesk.adapters.dynamodb.alert_replies import DynamoAlertReplies
from watchdesk.adapters.dynamodb.alerts import DynamoAlertBook, DynamoAlertQueue
from watchdesk.adapters.dynamodb.codec import to_wire
from watchdesk.adapters.dynamodb.deadlines import DynamoDeadlines
from watchdesk.adapters.dynamodb.message_item import item_of
from watchdesk.adapters.dynamodb.messages import DynamoMessageStore
from watchdesk.adapters.dynamodb.open_messages import DynamoOpenMessages
from watchdesk.adapters.dynamodb.pagers import DynamoPageRequests, DynamoPagerQueue
from watchdesk.adapters.dynamodb.table import Table
from watchdesk.adapters.dynamodb.texts import DynamoTextLedger
from watchdesk.domain.message import Message, MessageState

AT_ONCE = 25
"""The most items one BatchWriteItem takes."""
WRITERS = 4


class Together:
    """Several adapters of one table as one, as a double has them."""

    def __init__(self, *adapters: Any) -> None:
        self._adapters = adapters

    def __getattr__(self, name: str) -> Any:
        return next(getattr(adapter, name) for adapter in self._adapters if hasattr(adapter, name))


def messages_in(client: Any, tables: Mapping[str, str]) -> Together:
    table = Table(client, tables["MessagesTable"])
    return Together(DynamoMessageStore(table), DynamoDeadlines(table), DynamoOpenMessages(table))


def alerts_in(client: Any, tables: Mapping[str, str]) -> Together:
    table = Table(client, tables["AlertsTable"])
    kinds = (DynamoAlertBook, DynamoAlertQueue, DynamoAlertFile, DynamoAlertAnswers, DynamoAlertReplies)
    return Together(*(kind(table) for kind in kinds))


def pagers_in(client: Any, tables: Mapping[str, str]) -> Together:
    table = Table(client, tables["AlertsTable"])
    kinds = (DynamoPageRequests, DynamoPagerQueue, DynamoTextLedger)
    return Together(*(kind(table) for kind in kinds))


def fill(client: Any, table: str, messages: Sequence[Message]) -> None:
    """Write them as fast as it goes; those that are disposed want no attention."""
    batches = [messages[start : start + AT_ONCE] for start in range(0, len(messages), AT_ONCE)]

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
