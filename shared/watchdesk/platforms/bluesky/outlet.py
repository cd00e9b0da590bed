"""Sends a Bluesky account's posts, replies and answers to direct messages.

Every try puts a post under the same record key with the same creation time. Sent twice, the post exists once (an
identical `putRecord` changes nothing), and the server can be asked whether it exists.
"""

from dataclasses import dataclass
from typing import Any

from watchdesk.core.account import Account
from watchdesk.core.clock import Clock
from watchdesk.core.errors import Defect, Gone, RateLimited, Refused, TryLater
from watchdesk.core.http_client import HttpClient
from watchdesk.platforms.bluesky.attachments import web_address
from watchdesk.platforms.bluesky.client import BlueskyClient
from watchdesk.platforms.bluesky.direct_messages import DirectMessages, conversation
from watchdesk.platforms.bluesky.facets import facets
from watchdesk.platforms.bluesky.media import embedded
from watchdesk.platforms.bluesky.posts import at, is_of
from watchdesk.platforms.bluesky.record_keys import record_key
from watchdesk.platforms.bluesky.replies import record_query, reply_refs
from watchdesk.platforms.bluesky.session import BlueskySession
from watchdesk.platforms.bluesky.timestamps import timestamp_text
from watchdesk.platforms.bluesky.wire import ResolvedHandle, StoredRecord, StrongRef, Wire
from watchdesk.platforms.bluesky.xrpc import Xrpc
from watchdesk.platforms.credential import Credentials
from watchdesk.platforms.session_store import SessionStore
from watchdesk.publishing.domain.post import PublishedPart
from watchdesk.publishing.ports.posts import MediaStore, OutgoingPart, Outlet

POST = "app.bsky.feed.post"
WARNED = {"$type": "com.atproto.label.defs#selfLabels", "values": [{"val": "graphic-media"}]}
"""Hides the images until the reader asks for them.

It is the only content warning of Bluesky that fits a police post.
"""


@dataclass(frozen=True, slots=True)
class BlueskyOutlet:
    """Bluesky has no unlisted posts: they are public like any other."""

    client: BlueskyClient
    media: MediaStore

    def send(self, part: OutgoingPart) -> PublishedPart:
        convo = conversation(part.reply_to) if part.reply_to else None
        if convo is not None:
            return DirectMessages(self.client).send(part, convo, facets(part.text, self._did_of))
        body = self._place(part) | {"record": self._record(part), "validate": True, "swapRecord": None}
        return _published(self.client.write(StrongRef, "com.atproto.repo.putRecord", body))

    def look(self, part: OutgoingPart) -> PublishedPart | None:
        convo = conversation(part.reply_to) if part.reply_to else None
        if convo is not None:
            return DirectMessages(self.client).look(part, convo)
        try:
            record = self.client.get(StoredRecord, "com.atproto.repo.getRecord", self._place(part))
        except Gone:
            return None
        if at(record.value, "createdAt") != timestamp_text(part.dated):
            raise Defect("another post stands under this part's key")
        return _published(record)

    def edit(self, published: PublishedPart, part: OutgoingPart) -> PublishedPart:  # noqa: ARG002  it never succeeds
        raise Refused("Bluesky's apps show no edits: withdraw the post and publish it anew")

    def withdraw(self, account: Account, published: PublishedPart) -> None:  # noqa: ARG002  the session is its own
        if conversation(published.native_id) is not None:
            raise Refused("a direct message on Bluesky cannot be taken back")
        if not is_of(published.native_id, self.client.session.tokens().did):
            raise Refused("another account published it: only that one can take it down")
        self.client.write(Wire, "com.atproto.repo.deleteRecord", record_query(published.native_id))

    def _place(self, part: OutgoingPart) -> dict[str, str]:
        did = self.client.session.tokens().did
        return {"repo": did, "collection": POST, "rkey": record_key(part.key, part.dated)}

    def _record(self, part: OutgoingPart) -> dict[str, Any]:
        found = facets(part.text, self._did_of)
        return {
            "$type": POST,
            "text": part.text,
            "createdAt": timestamp_text(part.dated),
            "langs": [part.language],
            **({"facets": found} if found else {}),
            **({"reply": reply_refs(self.client, part.reply_to)} if part.reply_to else {}),
            **({"embed": embedded(self.client, self.media, part.images)} if part.images else {}),
            **({"labels": WARNED} if part.images and part.content_warning else {}),
        }

    def _did_of(self, handle: str) -> str | None:
        """Return the DID of a handle.

        None for an unknown handle, and while handles cannot be looked up: no post waits for that.
        """
        try:
            return self.client.get(ResolvedHandle, "com.atproto.identity.resolveHandle", {"handle": handle}).did
        except RateLimited:
            raise
        except (Gone, Defect, TryLater):
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class BlueskyOutlets:
    http: HttpClient
    sessions: SessionStore
    credentials: Credentials
    clock: Clock
    media: MediaStore

    def of(self, account: Account) -> Outlet:
        xrpc = Xrpc(http=self.http, clock=self.clock)
        session = BlueskySession(account, xrpc, self.sessions, self.credentials)
        return BlueskyOutlet(BlueskyClient(session, xrpc), self.media)


def _published(record: StrongRef) -> PublishedPart:
    return PublishedPart(native_id=record.uri, version=record.cid, url=web_address(record.uri))
