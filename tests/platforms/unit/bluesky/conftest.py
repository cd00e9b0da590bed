import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests.builders import an_account
from tests.fakes.clock import FakeClock
from tests.fakes.feed_states import FakeSessionStore
from tests.fakes.http import Asked, FakeHttpClient, says
from tests.fakes.sessions import FakeCredentials
from watchdesk.core.account import Account, Platform
from watchdesk.core.http_client import HttpResponse
from watchdesk.platforms.bluesky.client import BlueskyClient
from watchdesk.platforms.bluesky.feeds import BlueskyFeeds
from watchdesk.platforms.bluesky.session import BlueskySession
from watchdesk.platforms.bluesky.xrpc import Xrpc

SAMPLES = Path(__file__).parents[3] / "samples"
patient = settings(deadline=None, max_examples=60)
"""No example fails for being slow: the machine may be busy."""
OUR_DID = "did:plc:unckhucinmovnsiwqyjrujx6"


def jwt(name: str, expires: datetime) -> str:
    parts = [{"alg": "none"}, {"exp": int(expires.timestamp()), "sub": name}]
    encoded = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in parts]
    return ".".join([*encoded, name])


def nested(depth: int) -> str:
    """A JSON value as deep as asked for, twice over, with a text in it that looks like its end."""
    return '{"x":' * depth + "[" * depth + '"\\"]}"' + "]" * depth + "}" * depth


@dataclass
class Bluesky:
    """One account of ours and the servers it asks."""

    clock: FakeClock = field(default_factory=FakeClock)
    http: FakeHttpClient = field(default_factory=FakeHttpClient)
    sessions: FakeSessionStore = field(default_factory=FakeSessionStore)
    credentials: FakeCredentials = field(default_factory=FakeCredentials)
    account: Account = field(
        default_factory=lambda: an_account(
            "selby-bluesky",
            platform=Platform.BLUESKY,
            handle="selby.test",
            server="https://bsky.example",
            secret="s",
        )
    )
    issued: int = 0
    did: str = OUR_DID
    state: dict[str, Any] = field(default_factory=lambda: {"active": True})

    def __post_init__(self) -> None:
        self.credentials.kept["s"] = {"identifier": "selby.test", "app_password": "abcd-efgh-ijkl-mnop"}
        self.http.on("server.createSession", self.grant)
        self.http.on("server.refreshSession", self.grant)
        self.http.on("server.getSession", self.confirm)

    def grant(self, _: Asked) -> HttpResponse:
        self.issued += 1
        now = self.clock.now()
        access = jwt(f"access{self.issued}", now + timedelta(hours=2))
        refresh = jwt(f"refresh{self.issued}", now + timedelta(days=90))
        return says({**self.whose(), "accessJwt": access, "refreshJwt": refresh})

    def confirm(self, _: Asked) -> HttpResponse:
        return says(self.whose())

    def whose(self) -> dict[str, Any]:
        service = {"id": "#atproto_pds", "serviceEndpoint": "https://morel.host.example"}
        return {"did": self.did, "handle": "selby.test", "didDoc": {"service": [service]}, **self.state}

    def session(self) -> BlueskySession:
        """As a new run builds it: with nothing in memory."""
        xrpc = Xrpc(http=self.http, clock=self.clock)
        return BlueskySession(self.account, xrpc, self.sessions, self.credentials)

    def client(self) -> BlueskyClient:
        xrpc = Xrpc(http=self.http, clock=self.clock)
        return BlueskyClient(BlueskySession(self.account, xrpc, self.sessions, self.credentials), xrpc)

    def feeds(self) -> BlueskyFeeds:
        return BlueskyFeeds(http=self.http, sessions=self.sessions, credentials=self.credentials, clock=self.clock)

    @property
    def stored(self) -> Mapping[str, str]:
        session, _ = self.sessions.read(self.account.id)
        assert session is not None
        return session

    @property
    def logins(self) -> int:
        return self.http.times("server.createSession")

    @property
    def refreshes(self) -> int:
        return self.http.times("server.refreshSession")

    @property
    def checks(self) -> int:
        return self.http.times("server.getSession")


@pytest.fixture
def bluesky() -> Bluesky:
    return Bluesky()


@pytest.fixture
def sample() -> Callable[[str], Any]:
    """A recorded body: `sample("bluesky/errors")`."""
    return lambda name: json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))
