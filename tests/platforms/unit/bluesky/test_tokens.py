"""What a session's answer and its tokens tell, and where they may be sent."""

from datetime import timedelta
from typing import Any

import pytest

from tests.fakes.http import says
from tests.platforms.unit.bluesky.conftest import Bluesky, jwt
from watchdesk.platforms.bluesky.tokens import ends_at, expiry, trusted


def test_the_end_of_a_token_is_read_without_trusting_it(bluesky: Bluesky) -> None:
    ends = bluesky.clock.now() + timedelta(hours=2)
    assert expiry(jwt("x", ends)) == ends
    for broken in ("", "a", "a.b.c", "a.!!!.c", "a.bnVsbA.c", "a.eyJleHAiOiAieCJ9.c", "a.eyJleHAiOiAxZTMwfQ.c"):
        assert expiry(broken) is None


@pytest.mark.parametrize(
    ("endpoint", "server", "is_trusted"),
    [
        ("https://morel.host.example", "https://bsky.example", True),
        ("https://morel.host.example/", "https://bsky.example", True),
        ("http://morel.host.example", "https://bsky.example", False),
        ("http://localhost:2583", "https://bsky.example", False),
        ("https://127.0.0.1:2583", "https://bsky.example", False),
        ("http://localhost:2583", "http://127.0.0.1:2583", True),
        ("https://morel.host.example", "http://127.0.0.1:2583", False),
        ("https://user@morel.host.example", "https://bsky.example", False),
        ("https://morel.host.example/a/path", "https://bsky.example", False),
        ("https://morel.host.example?a=b", "https://bsky.example", False),
        ("https://morel.host.example:port", "https://bsky.example", False),
        ("https://[", "https://bsky.example", False),
        ("", "https://bsky.example", False),
    ],
)
def test_tokens_go_over_https_and_to_loopback_only_from_there(
    endpoint: str, server: str, *, is_trusted: bool
) -> None:
    assert trusted(endpoint, server) == (endpoint.rstrip("/") if is_trusted else None)


@pytest.mark.parametrize(
    "document",
    [None, [], {}, {"service": "x"}, {"service": ["x", {"id": 5}]}, {"service": [{"id": "#atproto_pds"}]}],
)
def test_without_a_usable_did_document_the_accounts_server_stays(bluesky: Bluesky, document: Any) -> None:
    bluesky.state = {"active": True, "didDoc": document}
    assert bluesky.session().tokens().base == "https://bsky.example"


def test_what_is_stored_and_not_whole_is_no_session(bluesky: Bluesky) -> None:
    bluesky.sessions.write(bluesky.account.id, {"access": "x"}, 0)
    assert bluesky.session().tokens().access == bluesky.stored["access"] != "x"


def test_tokens_that_show_no_end_are_used_until_they_are_refused(bluesky: Bluesky) -> None:
    opaque = {**bluesky.whose(), "accessJwt": "REDACTED.JWT.VALUE", "refreshJwt": "REDACTED.JWT.VALUE"}
    bluesky.http.on("server.createSession", says(opaque))
    for _ in range(5):
        bluesky.session().tokens()
        bluesky.clock.advance(minutes=60)
    assert (bluesky.logins, bluesky.refreshes) == (1, 0)


def test_a_session_ends_when_its_refresh_token_does(bluesky: Bluesky) -> None:
    ends = bluesky.clock.now() + timedelta(days=60)
    assert ends_at({"access": jwt("x", bluesky.clock.now()), "refresh": jwt("y", ends)}) == ends
    assert ends_at({"access": "x"}) is None
    assert ends_at(None) is None
    feeds = bluesky.feeds()
    assert feeds.ends_at(bluesky.account) is None
    bluesky.http.on("listConvos", says({"convos": []}))
    feeds.probe(bluesky.account)
    assert feeds.ends_at(bluesky.account) == ends_at(feeds.sessions.read(bluesky.account.id)[0])
