"""The poll schedule as the command line changes it, and the coverage, in the `watch` table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from watchdesk.aws.dynamodb.codec import instant
from watchdesk.aws.dynamodb.due_index import INDEX
from watchdesk.aws.dynamodb.errors import ConditionFailed
from watchdesk.aws.dynamodb.table import Table
from watchdesk.core.account import AccountId
from watchdesk.inbox.domain.feed_state import FeedState, ScheduledPoll
from watchdesk.inbox.dynamodb.feed_state_item import SHARD, poll_key, scheduled_poll_of
from watchdesk.inbox.dynamodb.feed_states import states

MAKE_DUE = "SET #next_poll_at = :now, #attention_at = :now, #attention_shard = :shard"
IS_POLLED = "attribute_exists(#next_poll_at)"


@dataclass(frozen=True, slots=True)
class DynamoPollSchedule:
    """The port PollSchedule on DynamoDB."""

    table: Table

    def enrol(self, account: AccountId, now: datetime) -> bool:
        return self._changed(account, MAKE_DUE, "attribute_not_exists(#next_poll_at)", _due_values(now))

    def retire(self, account: AccountId) -> bool:
        unschedule = "REMOVE #next_poll_at, #attention_at, #attention_shard, #lease, #lease_until"
        return self._changed(account, unschedule, IS_POLLED, {})

    def make_due(self, account: AccountId, now: datetime) -> bool:
        return self._changed(account, f"{MAKE_DUE} REMOVE #lease, #lease_until", IS_POLLED, _due_values(now))

    def _changed(self, account: AccountId, change: str, condition: str, values: Mapping[str, str]) -> bool:
        try:
            self.table.update(poll_key(account), change, condition, values)
        except ConditionFailed:
            return False
        return True


@dataclass(frozen=True, slots=True)
class DynamoCoverageReader:
    """The port CoverageReader on DynamoDB. It finds the polled accounts by the due index, without a scan."""

    table: Table

    def all(self) -> Sequence[tuple[ScheduledPoll, Sequence[FeedState]]]:
        polled = self.table.query("#attention_shard = :shard", {":shard": SHARD}, index=INDEX)
        polls = map(scheduled_poll_of, self.table.get_all(poll_key(AccountId(item["pk"])) for item in polled))
        scheduled = [poll for poll in polls if poll.next_poll_at is not None]
        return [
            (poll, states(self.table, poll.account)) for poll in sorted(scheduled, key=lambda poll: poll.account)
        ]


def _due_values(now: datetime) -> Mapping[str, str]:
    return {":now": instant(now), ":shard": SHARD}
