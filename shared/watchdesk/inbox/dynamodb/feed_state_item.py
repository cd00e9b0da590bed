"""How the poll schedule and the states of the feeds are stored in the `watch` table.

`pk` is the account. Under it, `sk=poll` is its entry in the schedule, `sk=feed#{name}` the state of one feed, and
`sk=blind#...` a blind period. Only the entry is on the due index, at `next_poll_at`.
"""

from watchdesk.aws.dynamodb.codec import Item, attributes, read
from watchdesk.aws.dynamodb.due_index import due_attributes
from watchdesk.core.account import AccountId
from watchdesk.inbox.domain.feed_state import FeedState, ScheduledPoll

SHARD = "0"
"""A force has dozens of accounts, not thousands, so one shard holds all their entries."""
POLL = "poll"
FEED = "feed#"
BLIND = "blind#"


def poll_key(account: AccountId) -> dict[str, str]:
    return {"pk": account, "sk": POLL}


def scheduled_poll_item(poll: ScheduledPoll) -> Item:
    """Return the item of an entry. It is on the due index only if there is a next poll."""
    due = {} if poll.next_poll_at is None else due_attributes(poll.next_poll_at, SHARD)
    return poll_key(poll.account) | attributes(poll, but=("account",)) | due


def scheduled_poll_of(item: Item) -> ScheduledPoll:
    return read(ScheduledPoll, {"next_poll_at": item.get("next_poll_at"), "account": item["pk"], **item})


def state_item(state: FeedState) -> Item:
    key = {"pk": state.account, "sk": FEED + state.feed}
    return key | attributes(state, but=("account", "feed")) | {"revision": state.revision}


def state_of(item: Item) -> FeedState:
    return read(FeedState, {"account": item["pk"], "feed": item["sk"].removeprefix(FEED), **item})
