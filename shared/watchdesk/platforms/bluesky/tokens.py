"""A session as it is stored: two tokens, the account they belong to, and the server that accepts them."""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

from watchdesk.platforms.bluesky.timestamps import instant, timestamp_text

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """`credential` is a digest of the secret they were opened with. At `checked_at` the account was active."""

    access: str
    refresh: str
    did: str
    handle: str
    base: str
    credential: str
    checked_at: datetime

    def stored(self) -> dict[str, str]:
        return {
            "access": self.access,
            "refresh": self.refresh,
            "did": self.did,
            "handle": self.handle,
            "base": self.base,
            "credential": self.credential,
            "checked_at": timestamp_text(self.checked_at),
        }

    @classmethod
    def read(cls, stored: Mapping[str, str], server: str) -> "Tokens | None":
        """Return the stored tokens, or None if they are incomplete or their server may not be sent tokens."""
        checked_at = instant(stored.get("checked_at"))
        names = ("access", "refresh", "did", "handle", "base", "credential")
        texts = {name: stored.get(name, "") for name in names}
        if checked_at is None or not all(texts.values()) or trusted(texts["base"], server) is None:
            return None
        return cls(checked_at=checked_at, **texts)


def expiry(token: str) -> datetime | None:
    """Return the `exp` of a token, or None.

    It is read without verifying, because only its server can verify it.
    """
    try:
        payload = token.split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        return datetime.fromtimestamp(claims["exp"], UTC)
    except (IndexError, KeyError, TypeError, ValueError, OverflowError, OSError):
        return None


def ends_at(stored: Mapping[str, str] | None) -> datetime | None:
    """Return when a stored session can no longer be refreshed. Each refresh moves this time on."""
    return expiry(stored.get("refresh", "")) if stored else None


def digest(identifier: str, password: str) -> str:
    """Return a digest that tells a replaced credential from the one of the session.

    App passwords hold 80 random bits.
    """
    return hashlib.sha256(f"{identifier}\n{password}".encode()).hexdigest()[:16]


def _dict(value: object) -> object:
    return value if isinstance(value, dict) else {}


class SessionAnswer(BaseModel):
    """The response of createSession, refreshSession and getSession. The last has no tokens."""

    model_config = ConfigDict(extra="ignore", frozen=True, alias_generator=to_camel)

    did: str = Field(pattern=r"^did:[a-z]+:[A-Za-z0-9._:%-]+$")
    handle: str = Field(min_length=1)
    access_jwt: str = ""
    refresh_jwt: str = ""
    did_doc: Annotated[dict[str, Any], BeforeValidator(_dict)] = Field(default_factory=dict)
    active: bool = True
    status: str | None = None

    def base(self, server: str) -> str | None:
        """Return the account's own server (PDS), if its DID document names one that may be sent its tokens."""
        services = self.did_doc.get("service")
        for service in services if isinstance(services, list) else []:
            entry = service if isinstance(service, dict) else {}
            if str(entry.get("id", "")).endswith("#atproto_pds"):
                return trusted(str(entry.get("serviceEndpoint", "")), server)
        return None


def session_answer(answer: object) -> SessionAnswer | None:
    try:
        return SessionAnswer.model_validate(answer)
    except ValidationError:
        return None


def trusted(endpoint: str, server: str) -> str | None:
    """Return the endpoint if it may be sent tokens: over https, or on loopback when `server` itself is there."""
    try:
        parts, home = urlsplit(endpoint), urlsplit(server)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return None
    is_bare = not (parts.username or parts.query or parts.fragment or parts.path.strip("/"))
    is_local, is_at_home = host in _LOOPBACK, home.hostname in _LOOPBACK
    if not host or not is_bare or is_local != is_at_home:
        return None
    return endpoint.rstrip("/") if parts.scheme == "https" or (is_local and parts.scheme == "http") else None
