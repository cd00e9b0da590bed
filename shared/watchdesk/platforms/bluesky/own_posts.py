"""What the account itself wrote to the public, in whatever app: it answers their messages.

From the account's own server, not the AppView: complete the moment it is written, also while the AppView is down.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import ValidationError

from watchdesk.core.message import OwnReply
from watchdesk.inbox.domain.feed_state import FeedName, FeedPage, FeedTraits
from watchdesk.platforms.bluesky.client import BlueskyClient
from watchdesk.platforms.bluesky.posts import at, own_reply
from watchdesk.platforms.bluesky.timestamps import JUST_ABOVE, tid_instant
from watchdesk.platforms.bluesky.wire import OwnRecord, Records


@dataclass(frozen=True, slots=True)
class OwnPostsFeed:
    """Shows no messages, so it watches no surface; a deep re-read answers messages that were found late."""

    client: BlueskyClient

    @property
    def traits(self) -> FeedTraits:
        return FeedTraits(
            name=FeedName("own_posts"),
            surfaces=frozenset(),
            overlap=timedelta(minutes=15),
            deep_overlap=timedelta(days=7),
            deep_every=timedelta(hours=6),
        )

    def page(self, older: str | None, memo: str) -> FeedPage:  # noqa: ARG002  an ordered feed leaves no memo
        own_did = self.client.session.tokens().did
        query = {"repo": own_did, "collection": "app.bsky.feed.post", "limit": "100"}
        answer = self.client.get(
            Records, "com.atproto.repo.listRecords", query | ({"cursor": older} if older else {})
        )
        times = [made for record in answer.records if (made := _made(record)) is not None]
        return FeedPage(
            items=tuple(reply for record in answer.records if (reply := _reply(record, own_did)) is not None),
            older=answer.cursor or None,
            reaches_back_to=times[-1] + JUST_ABOVE if times else None,
            newest=times[0] if times else None,
        )


def _made(record: object) -> datetime | None:
    """The listing is sorted by record key, whatever time the post claims."""
    return tid_instant(str(at(record, "uri")).rsplit("/", 1)[-1])


def _reply(record: object, own_did: str) -> OwnReply | None:
    try:
        read = OwnRecord.model_validate(record)
    except ValidationError:
        # Not a message of the public's: nothing is missed by passing it over.
        return None
    return own_reply(read.uri, read.value, own_did)
