"""How the poll schedule lies in the `watch` table.

`pk` is the account. Under it `sk=poll` is its poll, `sk=feed#{name}` what was seen of one feed, and
`sk=blind#...` a line of the ledger. The poll alone is on the attention index, at `next_poll_at`.
"""

from watchdesk.aws.dynamodb.codec import Item, attributes, read
from watchdesk.aws.dynamodb.due_index import due_attributes
from watchdesk.core.account import AccountId
from watchdesk.inbox.domain.feed_state import FeedState, ScheduledPoll

SHARD = "0"
"""A force has dozens of accounts, not thousands: one shard holds all their turns."""
POLL = "poll"
FEED = "feed#"
BLIND = "blind#"


def poll_key(account: AccountId) -> dict[str, str]:
    return {"pk": account, "sk": POLL}


def scheduled_poll_item(poll: ScheduledPoll) -> Item:
    """The attributes of a turn. Without a next poll it is off the index."""
    at = {} if poll.next_poll_at is None else due_attributes(poll.next_poll_at, SHARD)
    return poll_key(poll.account) | attributes(poll, but=("account",)) | at


def scheduled_poll_of(item: Item) -> ScheduledPoll:
    return read(ScheduledPoll, {"next_poll_at": item.get("next_poll_at"), "account": item["pk"], **item})


def state_item(state: FeedState) -> Item:
    key = {"pk": state.account, "sk": FEED + state.feed}
    return key | attributes(state, but=("account", "feed")) | {"revision": state.revision}


def state_of(item: Item) -> FeedState:
    return read(FeedState, {"account": item["pk"], "feed": item["sk"].removeprefix(FEED), **item})
