"""The operator's side of the `watch` table: who is polled, and how it goes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from watchdesk.aws.dynamodb.codec import instant
from watchdesk.aws.dynamodb.due_index import INDEX
from watchdesk.aws.dynamodb.errors import ConditionFailed
from watchdesk.aws.dynamodb.table import Table
from watchdesk.core.account import AccountId
from watchdesk.inbox.domain.feed_state import FeedState, PollTurn
from watchdesk.inbox.dynamodb.feed_state_item import SHARD, poll_key, turn_of
from watchdesk.inbox.dynamodb.feed_states import states

DUE = "SET #next_poll_at = :now, #attention_at = :now, #attention_shard = :shard"
IS_POLLED = "attribute_exists(#next_poll_at)"


@dataclass(frozen=True, slots=True)
class DynamoPollRoll:
    """The port PollRoll."""

    table: Table

    def enrol(self, account: AccountId, now: datetime) -> bool:
        return self._changed(account, DUE, "attribute_not_exists(#next_poll_at)", _due(now))

    def retire(self, account: AccountId) -> bool:
        off = "REMOVE #next_poll_at, #attention_at, #attention_shard, #lease, #lease_until"
        return self._changed(account, off, IS_POLLED, {})

    def hurry(self, account: AccountId, now: datetime) -> bool:
        return self._changed(account, f"{DUE} REMOVE #lease, #lease_until", IS_POLLED, _due(now))

    def _changed(self, account: AccountId, change: str, condition: str, values: Mapping[str, str]) -> bool:
        try:
            self.table.update(poll_key(account), change, condition, values)
        except ConditionFailed:
            return False
        return True


@dataclass(frozen=True, slots=True)
class DynamoWatchView:
    """The port WatchView. Reads what is polled from the index: no scan."""

    table: Table

    def all(self) -> Sequence[tuple[PollTurn, Sequence[FeedState]]]:
        polled = self.table.query("#attention_shard = :shard", {":shard": SHARD}, index=INDEX)
        turns = map(turn_of, self.table.get_all(poll_key(AccountId(item["pk"])) for item in polled))
        standing = [turn for turn in turns if turn.next_poll_at is not None]
        return [
            (turn, states(self.table, turn.account)) for turn in sorted(standing, key=lambda turn: turn.account)
        ]


def _due(now: datetime) -> Mapping[str, str]:
    return {":now": instant(now), ":shard": SHARD}
