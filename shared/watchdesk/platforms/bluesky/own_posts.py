"""What the account itself posted, in whatever app, because it answers messages of the public.

It is read from the account's own server and not from the AppView: it is complete at once, also while the AppView
is down.
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
    """This feed shows no messages, so it watches no surface.

    A deep re-read answers messages that were found late.
    """

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
    """Return the time of the record key, because the listing is sorted by it, whatever time the post claims."""
    return tid_instant(str(at(record, "uri")).rsplit("/", 1)[-1])


def _reply(record: object, own_did: str) -> OwnReply | None:
    try:
        read = OwnRecord.model_validate(record)
    except ValidationError:
        # This is no message of the public, so nothing is missed by leaving it out.
        return None
    return own_reply(read.uri, read.value, own_did)
