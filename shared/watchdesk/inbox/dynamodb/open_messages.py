"""The due list of the `messages` table walked from end to end, to date anew what lies on it."""

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
    """The port OpenMessages. A position is the shard, and the index key of the last message of the page before."""

    table: Table
    page: int = PAGE_SIZE

    def open_page(self, position: str) -> OpenMessagesPage:
        shard, after = json.loads(position) if position else (SHARDS[0], None)
        keys = list(
            self.table.query(
                "#attention_shard = :shard", {":shard": shard}, index=INDEX, limit=self.page, after=after
            )
        )
        items = self.table.get_all(({"pk": key["pk"], "sk": key["sk"]} for key in keys), WAITING)
        found = [waiting_of(item) for item in items]
        return OpenMessagesPage(
            [each for each in found if each.attention_at is not None], self._following(shard, keys)
        )

    def redate(self, waiting: WaitingMessage, dates: MessageDates) -> bool:
        return save_due_change(self.table, redated(waiting, dates))

    def _following(self, shard: str, keys: list[dict[str, Any]]) -> str | None:
        if len(keys) == self.page:
            return json.dumps((shard, keys[-1]))
        left = SHARDS[SHARDS.index(shard) + 1 :]
        return json.dumps((left[0], None)) if left else None


@dataclass(frozen=True, slots=True)
class DynamoRedatingLog:
    """The port RedatingLog: one item in the `alerts` table, which only the sweep writes."""

    table: Table

    def last(self) -> RedatingProgress | None:
        item = self.table.get(REDATING_KEY)
        return None if item is None else read(RedatingProgress, item)

    def note(self, redating: RedatingProgress) -> None:
        self.table.put({**REDATING_KEY, **attributes(redating)})
