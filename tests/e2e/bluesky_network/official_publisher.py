"""The real delivery with the real outlet on the real servers, with stores in memory."""

import secrets
import struct
import zlib
from dataclasses import dataclass, field
from typing import Any

import urllib3

from tests.builders import a_force, an_account
from tests.e2e.bluesky_network.member import NetworkMember, spent_access_token
from tests.e2e.bluesky_network.network import BlueskyServers
from tests.e2e.bluesky_network.relay import LossyRelay, RelayedHttp
from tests.e2e.bluesky_network.watched_account import FakeCredentials, ShiftedClock
from tests.fakes import FakeRegister, FakeSessionStore
from tests.platforms.unit.bluesky.publishing import FakeMedia
from tests.publishing.builders import an_image
from tests.worlds.delivering import PressOffice
from watchdesk.core.account import AccountId, Platform
from watchdesk.platforms.bluesky.outlet import BlueskyOutlets
from watchdesk.publishing.domain.post import Delivery, DeliveryState, Image, MediaId, Post

POST = "app.bsky.feed.post"
FILLER = "com.example.watchdesk.filler"
WRITES_AT_ONCE = 200
PUBLISH_MINUTES = 10
"""The minutes, by the clock of the office, within which a post must be published."""


@dataclass(slots=True)
class OfficialPublisher:
    """One official account, and the press office that posts from it."""

    network: BlueskyServers
    relay: LossyRelay
    handle: str
    member: NetworkMember = field(init=False)
    office: PressOffice = field(init=False)
    sessions: FakeSessionStore = field(default_factory=FakeSessionStore)
    media: FakeMedia = field(default_factory=FakeMedia)
    _posts: int = 0

    def __post_init__(self) -> None:
        self.member = NetworkMember.signed_in(self.network, self.handle)
        login = {
            "identifier": self.handle,
            "app_password": self.member.app_password(f"press-{secrets.token_hex(4)}"),
        }
        account = an_account(self.account, platform=Platform.BLUESKY, handle=self.handle, server=self.network.pds)
        office, clock = PressOffice(), ShiftedClock()
        office.clock, office.register = clock, FakeRegister(a_force(), account)  # type: ignore[assignment]
        office.outlets = BlueskyOutlets(
            http=RelayedHttp(self.relay),
            sessions=self.sessions,
            credentials=FakeCredentials(login),
            clock=clock,
            media=self.media,
        )
        self.office = office

    @property
    def account(self) -> AccountId:
        return AccountId(self.handle.partition(".")[0])

    def posts(self, *parts: str, **fields: Any) -> Post:
        """Accept a post and deliver it at once."""
        self._posts += 1
        post = self.office.accepts(*parts, id=f"post-{self._posts}", accounts=(self.account,), **fields)
        self.office.runs()
        return post

    def publishes(self, *parts: str, **fields: Any) -> Post:
        """Accept a post, and retry until it is published. A busy machine may fail at first."""
        post = self.posts(*parts, **fields)
        for _ in range(PUBLISH_MINUTES):
            if self.delivery(post).state is DeliveryState.PUBLISHED:
                return post
            self.office.tick()
        raise AssertionError(f"not published: {self.delivery(post).trouble}")

    def delivery(self, post: Post) -> Delivery:
        return self.office.delivery(self.account, post.id)

    @property
    def texts(self) -> list[str]:
        """The texts of the account's posts on its own server, oldest first."""
        query = {"repo": self.member.did, "collection": POST, "limit": "100", "reverse": "true"}
        reply = urllib3.request("GET", f"{self.network.pds}/xrpc/com.atproto.repo.listRecords", fields=query)
        return [row["value"]["text"] for row in reply.json()["records"]]

    def shown(self, uri: str) -> dict[str, Any]:
        """Return a post as every app gets it."""
        self.network.settle()
        return dict(self._asks("app.bsky.feed.getPosts", uris=uri)["posts"][0])

    def notified(self, member: NetworkMember) -> list[tuple[str, str]]:
        """Return the reasons and URIs of a member's notifications."""
        self.network.settle()
        rows = self._asks("app.bsky.notification.listNotifications", member.token)["notifications"]
        return [(row["reason"], row["uri"]) for row in rows]

    def ends_token(self) -> None:
        """Replace the stored access token by an expired one."""
        session, revision = self.sessions.read(self.account)
        assert session is not None
        spent = {**session, "access": spent_access_token(self.network, self.member.did)}
        self.sessions.write(self.account, spent, revision)

    def spends_write_limit(self) -> None:
        """Write until the server lets nothing more pass this hour: 5,000 points, three for a new record."""
        write = {"$type": "com.atproto.repo.applyWrites#create", "collection": FILLER, "value": {"$type": FILLER}}
        body = {"repo": self.member.did, "validate": False, "writes": [write] * WRITES_AT_ONCE}
        for _ in range(10):
            reply = urllib3.request(
                "POST",
                f"{self.network.pds}/xrpc/com.atproto.repo.applyWrites",
                json=body,
                headers={"authorization": f"Bearer {self.member.token}"},
            )
            if reply.status == 429:
                return
        raise AssertionError("the server sets no limit")

    def uploads(self, alt: str) -> Image:
        content = _png(8, 4)
        image = an_image(id=MediaId("real"), alt=alt, size=len(content), width=8, height=4)
        self.media.kept["real"] = content
        return image

    def _asks(self, method: str, token: str = "", **query: str) -> dict[str, Any]:
        headers = {"authorization": f"Bearer {token or self.member.token}"}
        reply = urllib3.request("GET", f"{self.network.pds}/xrpc/{method}", fields=query, headers=headers)
        return dict(reply.json())


def _png(width: int, height: int) -> bytes:
    """A small grey picture."""
    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)
