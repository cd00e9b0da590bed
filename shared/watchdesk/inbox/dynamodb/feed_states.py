"""The schedule and the feed states as polls use them, in the `watch` table. A poll leases its account."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from watchdesk.aws.dynamodb import due_index
from watchdesk.aws.dynamodb.codec import instant
from watchdesk.aws.dynamodb.errors import ConditionFailed
from watchdesk.aws.dynamodb.table import Table
from watchdesk.core.account import AccountId
from watchdesk.core.errors import Defect, LeaseLost
from watchdesk.inbox.domain.feed_state import FeedState, ScheduledPoll
from watchdesk.inbox.dynamodb.feed_state_item import (
    FEED,
    SHARD,
    poll_key,
    scheduled_poll_item,
    scheduled_poll_of,
    state_item,
    state_of,
)


@dataclass(frozen=True, slots=True)
class DynamoFeedStateStore:
    """The port FeedStateStore on DynamoDB.

    A write may fail only because its own first attempt succeeded and the answer was lost. Then the stored item is
    the one that was to be written, and the write counts as done.
    """

    table: Table

    def due(self, now: datetime) -> Sequence[ScheduledPoll]:
        polls = map(scheduled_poll_of, self.table.get_all(due_index.due_keys(self.table, now, shards=SHARD)))
        due = [poll for poll in polls if poll.next_poll_at is not None and poll.next_poll_at <= now]
        return sorted(due, key=lambda poll: poll.account)

    def requeue(self, poll: ScheduledPoll, next_poll_at: datetime) -> bool:
        values = {":shard": SHARD, ":next": instant(next_poll_at)}
        unchanged = "attribute_exists(#pk) AND attribute_not_exists(#next_poll_at)"
        if poll.next_poll_at is not None:
            unchanged = "#next_poll_at = :read"
            values[":read"] = instant(poll.next_poll_at)
        try:
            change = "SET #next_poll_at = :next, #attention_at = :next, #attention_shard = :shard"
            self.table.update(poll_key(poll.account), change, unchanged, values)
        except ConditionFailed:
            return False
        return True

    def begin(
        self, account: AccountId, lease: str, now: datetime, until: datetime
    ) -> tuple[ScheduledPoll, Sequence[FeedState]]:
        try:
            item = self.table.update(
                poll_key(account),
                "SET #lease = :lease, #lease_until = :until",
                "attribute_exists(#pk)"
                " AND (attribute_not_exists(#lease) OR #lease = :lease OR #lease_until <= :now)",
                {":lease": lease, ":until": instant(until), ":now": instant(now)},
                return_item=True,
            )
        except ConditionFailed as found:
            if found.item is None:
                raise Defect("the account is not enrolled") from None
            raise LeaseLost("another poll holds the account") from None
        return scheduled_poll_of(item), states(self.table, account)

    def save(self, state: FeedState) -> FeedState:
        saved = replace(state, revision=state.revision + 1)
        condition, values = "attribute_not_exists(#pk)", {}
        if state.revision:
            condition, values = "#revision = :read", {":read": state.revision}
        try:
            self.table.put(state_item(saved), condition, values, return_item=True)
        except ConditionFailed as found:
            if found.item is None or state_of(found.item) != saved:
                raise LeaseLost("the feed's state has moved on") from None
        return saved

    def finish(self, poll: ScheduledPoll, lease: str) -> None:
        finished = replace(poll, lease=None, lease_until=None)
        try:
            self.table.put(scheduled_poll_item(finished), "#lease = :lease", {":lease": lease}, return_item=True)
        except ConditionFailed as found:
            if found.item is None or scheduled_poll_of(found.item) != finished:
                raise LeaseLost("the lease no longer holds the account") from None


def states(table: Table, account: AccountId) -> Sequence[FeedState]:
    """Return the states of the account's feeds in the order of their names, read consistently."""
    items = table.query("#pk = :pk AND begins_with(#sk, :feed)", {":pk": account, ":feed": FEED})
    return [state_of(item) for item in items]
