"""What one server allows in a post, as it says itself: servers differ, and their owners change the rules.

Mastodon 4 and servers like it say it under /api/v2/instance, older servers and some others under /api/v1/instance
(docs.joinmastodon.org, entities V2::Instance and V1::Instance).
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from watchdesk.core.clock import Clock
from watchdesk.core.errors import TryLater
from watchdesk.core.http_client import HttpClient, HttpResponse
from watchdesk.platforms.mastodon.facts import FACTS
from watchdesk.platforms.mastodon.wire import Lenient

KNOWN_FOR = timedelta(hours=1)
SILENT_FOR = timedelta(minutes=5)
"""A server that did not answer is not asked again for this long: no preview waits at every keystroke."""

PATHS = ("/api/v2/instance", "/api/v1/instance")


def _object(value: Any) -> Any:  # noqa: ANN401
    return value if isinstance(value, dict) else {}


def _lower(words: list[str]) -> frozenset[str]:
    return frozenset(word.lower() for word in words)


Count = Annotated[int, Field(ge=1)]


class _ServerStatement(BaseModel):
    model_config = ConfigDict(frozen=True)


class _StatusRules(_ServerStatement):
    max_characters: Lenient[Count] = None
    max_media_attachments: Lenient[Annotated[int, Field(ge=0)]] = None
    characters_reserved_per_url: Lenient[Count] = None
    supported_mime_types: Lenient[list[str]] = None
    """The formats of a text (GoToSocial, glitch-soc). Mastodon has only one and does not name it."""


class MediaRules(_ServerStatement):
    """None means that the server does not say, and only trying tells."""

    supported_mime_types: Lenient[Annotated[list[str], AfterValidator(_lower)]] = None
    image_size_limit: Lenient[Count] = None
    """Bytes."""
    image_matrix_limit: Lenient[Count] = None
    """Width times height, in pixels."""
    description_limit: Lenient[Count] = None


class _Configuration(_ServerStatement):
    statuses: Annotated[_StatusRules, BeforeValidator(_object)] = _StatusRules()
    media_attachments: Annotated[MediaRules, BeforeValidator(_object)] = MediaRules()


class ServerRules(_ServerStatement):
    """The rules of one server. Where it says nothing, what Mastodon itself allows."""

    configuration: Annotated[_Configuration, BeforeValidator(_object)] = _Configuration()
    max_toot_chars: Lenient[Count] = None
    """The name of the limit in Pleroma and its forks, under v1."""

    @property
    def characters(self) -> int:
        return self.configuration.statuses.max_characters or self.max_toot_chars or FACTS.text.most

    @property
    def per_address(self) -> int:
        """Return what a web address counts, however long it is."""
        return self.configuration.statuses.characters_reserved_per_url or 23

    @property
    def attachments(self) -> int:
        most = self.configuration.statuses.max_media_attachments
        return FACTS.images.most if most is None else most

    @property
    def has_plain_text(self) -> bool:
        """Say whether a post can ask for plain text, because there are other formats too."""
        return "text/plain" in (self.configuration.statuses.supported_mime_types or ())

    @property
    def media(self) -> MediaRules:
        return self.configuration.media_attachments


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerRulesCache:
    """Each server is asked once an hour, without any account's token."""

    http: HttpClient = field(repr=False)
    clock: Clock
    _known: dict[str, tuple[ServerRules, datetime]] = field(default_factory=dict, repr=False)
    """The rules of each server, and until when it need not be asked again."""

    def of(self, server: str) -> ServerRules:
        """Return the rules of this server.

        A server that does not answer keeps its rules, or counts as an ordinary Mastodon.
        """
        now = self.clock.now()
        rules, until = self._known.get(server, (ServerRules(), now))
        if now < until:
            return rules
        said = self._ask_server(server)
        kept = (rules, now + SILENT_FOR) if said is None else (said, now + KNOWN_FOR)
        self._known[server] = kept
        return kept[0]

    def _ask_server(self, server: str) -> ServerRules | None:
        for path in PATHS:
            try:
                reply = self.http.send("GET", f"{server}{path}", headers={"accept": "application/json"})
                said = _rules_in(reply)
            except TryLater:
                return None
            if said is not None:
                return said
        return None


def _rules_in(reply: HttpResponse) -> ServerRules | None:
    """Return None for a call this server does not know.

    Raises TryLater if something else than the server answered.
    """
    body = reply.json() if reply.ok else None
    return ServerRules.model_validate(body) if isinstance(body, dict) else None
