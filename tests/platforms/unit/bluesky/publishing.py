"""An outlet over recorded answers, and what it was told."""

import json
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.clock import NOON
from tests.fakes.http import Asked, FakeHttpClient, says
from tests.platforms.unit.bluesky.conftest import OUR_DID, Bluesky
from watchdesk.core.errors import Gone
from watchdesk.core.http_client import HttpResponse
from watchdesk.platforms.bluesky.outlet import BlueskyOutlets
from watchdesk.platforms.bluesky.record_keys import record_key
from watchdesk.publishing.domain.post import MediaId, PublishedPart
from watchdesk.publishing.ports.posts import OutgoingPart, Outlet

PUT = "com.atproto.repo.putRecord"
GET = "com.atproto.repo.getRecord"
DELETE = "com.atproto.repo.deleteRecord"
UPLOAD = "com.atproto.repo.uploadBlob"
RESOLVE = "com.atproto.identity.resolveHandle"
SEND = "chat.bsky.convo.sendMessage"
MESSAGES = "chat.bsky.convo.getMessages"
CID = "bafyreiauhtq4kveozr4ch6imwmtdmxmluyv3hhewsxjqfekdrgkjn2v7h4"
KEY = record_key("post-1-1", NOON)
URI = f"at://{OUR_DID}/app.bsky.feed.post/{KEY}"
PUBLISHED = PublishedPart(native_id=URI, version=CID, url=f"https://bsky.app/profile/{OUR_DID}/post/{KEY}")
TAKEN: dict[str, Any] = {"uri": URI, "cid": CID, "validationStatus": "valid"}


@dataclass
class FakeMedia:
    kept: dict[str, bytes] = field(default_factory=lambda: {"image-1": b"\x89PNG road"})

    def read(self, media: MediaId) -> bytes:
        if media not in self.kept:
            raise Gone("no such image")
        return self.kept[media]


@dataclass
class Press:
    """One account's outlet, built anew for every call as another run would."""

    bluesky: Bluesky
    media: FakeMedia = field(default_factory=FakeMedia)

    def __post_init__(self) -> None:
        self.http.on(PUT, says(TAKEN))

    @property
    def http(self) -> FakeHttpClient:
        return self.bluesky.http

    @property
    def outlet(self) -> Outlet:
        bluesky = self.bluesky
        return BlueskyOutlets(
            http=bluesky.http,
            sessions=bluesky.sessions,
            credentials=bluesky.credentials,
            clock=bluesky.clock,
            media=self.media,
        ).of(bluesky.account)

    def part(self, text: str = "The Selby road is open again.", **fields: Any) -> OutgoingPart:
        given: dict[str, Any] = {"key": "post-1-1", "dated": NOON, "language": "en"}
        return OutgoingPart(account=self.bluesky.account, text=text, **given | fields)

    def put(self) -> list[dict[str, Any]]:
        """The bodies of every `putRecord`."""
        return [body(asked) for asked in self.http.to(PUT)]

    @property
    def record(self) -> dict[str, Any]:
        (sent,) = self.put()
        return dict(sent["record"])


def body(asked: Asked) -> dict[str, Any]:
    assert asked.body is not None
    return dict(json.loads(asked.body))


def refused(error: str, message: str = "", status: int = 400) -> HttpResponse:
    return says({"error": error, "message": message}, status)
