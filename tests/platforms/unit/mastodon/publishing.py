"""A press office of one account on a server that answers as a test says."""

import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from tests.fakes.http import Asked, says
from tests.platforms.unit.mastodon.answers import EVENING, US, AServer, our_status, sample
from tests.publishing.builders import an_image
from watchdesk.core.errors import Gone
from watchdesk.platforms.mastodon.outlet import MastodonOutlets
from watchdesk.platforms.mastodon.server_rules import ServerRulesCache
from watchdesk.publishing.domain.post import Image, MediaId
from watchdesk.publishing.ports.posts import OutgoingPart, Outlet

POST = "/api/v1/statuses"
OWN = f"/accounts/{US}/statuses"
INSTANCE = "/api/v2/instance"
TEXT = "The Selby road is open again."


@dataclass(slots=True)
class FakeMedia:
    kept: dict[MediaId, bytes] = field(default_factory=lambda: {an_image().id: b"\x89PNG"})

    def read(self, media: MediaId) -> bytes:
        if media not in self.kept:
            raise Gone("no such image")
        return self.kept[media]


@dataclass(slots=True)
class Press:
    server: AServer = field(default_factory=AServer)
    media: FakeMedia = field(default_factory=FakeMedia)
    outlet: Outlet = field(init=False)

    def __post_init__(self) -> None:
        self.http.on(INSTANCE, says(sample("instance_v2_excerpt")))
        self.http.on(POST, lambda asked: says(ours("900", visibility=body(asked)["visibility"])))
        outlets = MastodonOutlets(
            http=self.http,
            credentials=self.server.credentials,
            clock=self.server.clock,
            media=self.media,
            rules=ServerRulesCache(http=self.http, clock=self.server.clock),
            pause=lambda seconds: self.server.clock.advance(seconds=seconds),
        )
        self.outlet = outlets.of(self.server.account)

    @property
    def http(self) -> Any:
        return self.server.http

    def part(self, text: str = TEXT, **fields: Any) -> OutgoingPart:
        given = {"key": "key-1", "dated": EVENING - timedelta(minutes=1), "language": "en"}
        return OutgoingPart(account=self.server.account, text=text, **given | fields)

    def posted(self) -> dict[str, Any]:
        """What was asked to be published last, and never anything twice."""
        (asked,) = [each for each in self.http.to(POST) if each.method == "POST"]
        return body(asked)


def ours(identity: str, text: str = TEXT, **fields: Any) -> dict[str, Any]:
    """A status of ours of just now."""
    return our_status(identity, content=f"<p>{text}</p>", created_at="2026-11-20T20:00:00.000Z", **fields)


def body(asked: Asked) -> dict[str, Any]:
    return json.loads(asked.body or b"")


def pictures(*alts: str, **fields: Any) -> tuple[Image, ...]:
    return tuple(an_image(alt=alt, **fields) for alt in alts)


def found(press: Press, *rows: Any, text: str = TEXT, **fields: Any) -> str | None:
    """What looking for a part finds among our own: the native id."""
    press.http.on(OWN, says(list(rows)))
    there = press.outlet.look(press.part(text, **fields))
    return there.native_id if there else None
