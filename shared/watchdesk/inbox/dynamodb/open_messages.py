"""All messages on the due index of the `messages` table, page by page, to be dated anew."""

import json
from dataclasses import dataclass
from typing import Any

from watchdesk.aws.dynamodb.codec import attributes, read
from watchdesk.aws.dynamodb.due_index import INDEX, SHARDS
from watchdesk.aws.dynamodb.table import Table
from watchdesk.core.message import WaitingMessage
from watchdesk.inbox.domain.deadlines import MessageDates
from watchdesk.inbox.domain.due_change import redated
from watchdesk.inbox.domain.redating_progress import RedatingProgress
from watchdesk.inbox.dynamodb.due_changes import save_due_change
from watchdesk.inbox.dynamodb.message_item import WAITING, waiting_of
from watchdesk.inbox.ports.messages import OpenMessagesPage

PAGE_SIZE = 200
REDATING_KEY = {"pk": "redating", "sk": "redating"}


@dataclass(frozen=True, slots=True)
class DynamoOpenMessages:
    """The port OpenMessages on DynamoDB.

    A position is a shard, and the index key of the last message of the page before.
    """

    table: Table
    page_size: int = PAGE_SIZE

    def open_page(self, position: str) -> OpenMessagesPage:
        shard, after = json.loads(position) if position else (SHARDS[0], None)
        keys = list(
            self.table.query(
                "#attention_shard = :shard", {":shard": shard}, index=INDEX, limit=self.page_size, after=after
            )
        )
        items = self.table.get_all(({"pk": key["pk"], "sk": key["sk"]} for key in keys), WAITING)
        messages = map(waiting_of, items)
        listed = [message for message in messages if message.attention_at is not None]
        return OpenMessagesPage(listed, self._following(shard, keys))

    def redate(self, waiting: WaitingMessage, dates: MessageDates) -> bool:
        return save_due_change(self.table, redated(waiting, dates))

    def _following(self, shard: str, keys: list[dict[str, Any]]) -> str | None:
        if len(keys) == self.page_size:
            return json.dumps((shard, keys[-1]))
        remaining = SHARDS[SHARDS.index(shard) + 1 :]
        return json.dumps((remaining[0], None)) if remaining else None


@dataclass(frozen=True, slots=True)
class DynamoRedatingLog:
    """The port RedatingLog on DynamoDB: one item in the `alerts` table, which only the sweep writes."""

    table: Table

    def last(self) -> RedatingProgress | None:
        item = self.table.get(REDATING_KEY)
        return None if item is None else read(RedatingProgress, item)

    def note(self, redating: RedatingProgress) -> None:
        self.table.put({**REDATING_KEY, **attributes(redating)})
