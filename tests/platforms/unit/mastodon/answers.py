"""Recorded answers of a Mastodon server, and rows like them made to measure."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.builders import an_account
from tests.fakes import FakeClock
from tests.fakes.http import Asked, FakeHttpClient, says
from tests.fakes.sessions import FakeCredentials
from watchdesk.core.account import Account
from watchdesk.core.http_client import HttpResponse
from watchdesk.platforms.mastodon.client import Call, MastodonClient

SAMPLES = Path(__file__).parents[3] / "samples" / "mastodon"
US = "117000000000000001"
ANA = "110000000000000002"
EVENING = datetime(2026, 11, 20, 20, tzinfo=UTC)
"""Half an hour after the newest recorded notification."""
SERVER = "https://social.wessexshire.example"
TOKEN = "a-token-that-is-shown-to-nobody"
A_LIST = Call(name="a list", path="/api/v1/list", query={"limit": "40"})


def sample(name: str) -> Any:
    return json.loads((SAMPLES / f"{name}.json").read_text())


def a_police_account(**fields: Any) -> Account:
    given: dict[str, Any] = {"handle": "police@social.wessexshire.example", "server": SERVER}
    return an_account("wessexshire-mastodon", **given | fields)


@dataclass(slots=True)
class AServer:
    """A server with nothing on it but the account, until a test says what it answers."""

    account: Account = field(default_factory=a_police_account)
    http: FakeHttpClient = field(default_factory=FakeHttpClient)
    clock: FakeClock = field(default_factory=lambda: FakeClock(EVENING))
    credentials: FakeCredentials = field(default_factory=FakeCredentials)
    client: MastodonClient = field(init=False)

    def __post_init__(self) -> None:
        self.credentials.kept[self.account.secret] = {"access_token": TOKEN}
        self.http.on("/verify_credentials", says(sample("verify_credentials")))
        self.http.on(f"/accounts/{US}/statuses", says([]))
        self.http.on("/v1/notifications", says([]))
        self.http.on("/notifications/requests", says({"error": "Record not found"}, 404))
        self.http.on("/conversations", says([]))
        self.client = self.another_run()

    def another_run(self) -> MastodonClient:
        """The same account in a process that remembers nothing."""
        return MastodonClient(account=self.account, http=self.http, credentials=self.credentials, clock=self.clock)


def a_status(identity: str, **fields: Any) -> dict[str, Any]:
    """A public mention of us by Ana."""
    given = {
        "id": identity,
        "created_at": "2026-11-20T19:00:00.000Z",
        "edited_at": None,
        "in_reply_to_id": None,
        "in_reply_to_account_id": None,
        "visibility": "public",
        "spoiler_text": "",
        "content": f"<p>words of {identity}</p>",
        "url": f"https://mastodon.example/@ana/{identity}",
        "replies_count": 0,
        "account": {"id": ANA, "username": "ana", "acct": "ana@mastodon.example", "display_name": "Ana"},
        "mentions": [{"id": US, "username": "police", "acct": "police"}],
        "media_attachments": [],
        "quote": None,
    }
    return given | fields


def our_status(identity: str, **fields: Any) -> dict[str, Any]:
    ours = {"account": {"id": US, "username": "police", "acct": "police"}, "mentions": []}
    return a_status(identity, **ours | fields)


def a_notification(identity: str, status: Any, **fields: Any) -> dict[str, Any]:
    given = {"id": identity, "type": "mention", "created_at": "2026-11-20T19:00:01.000Z", "status": status}
    return given | fields


def linked(rows: Sequence[Any], older: str | None, host: str = SERVER) -> HttpResponse:
    """A page with the header that leads to the next one, as in `max_id=9118`."""
    links = f'<{host}/api/v1/any?limit=40&{older}>; rel="next", ' if older else ""
    return says(rows, headers={"Link": f'{links}<{host}/api/v1/any?limit=40&min_id=9124>; rel="prev"'})


def paged(pages: Mapping[str | None, HttpResponse]) -> Any:
    """Answers by the `max_id` that is asked for."""

    def answer(asked: Asked) -> HttpResponse:
        at = asked.query.get("max_id")
        return pages[at[0] if isinstance(at, list) else at]

    return answer
