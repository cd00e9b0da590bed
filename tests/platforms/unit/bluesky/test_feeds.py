"""Which feeds an account has, and whether its credential is good."""

import subprocess
import sys
from collections.abc import Collection
from dataclasses import replace

import pytest

from tests.fakes.http import says
from tests.platforms.unit.bluesky.conftest import OUR_DID, Bluesky
from watchdesk.core.account import Surface
from watchdesk.core.errors import AccountBlocked, Reconnect
from watchdesk.inbox.ports.feeds import Feed
from watchdesk.platforms.credential import ProbeResult

M, R, D, C = Surface.MENTION, Surface.REPLY, Surface.DIRECT_MESSAGE, Surface.COMMENT


def names(bluesky: Bluesky, surfaces: Collection[Surface]) -> list[str]:
    feeds = bluesky.feeds().of(replace(bluesky.account, surfaces=frozenset(surfaces)))
    return [feed.traits.name for feed in feeds]


@pytest.mark.parametrize(
    ("surfaces", "expected"),
    [
        ({M, R, D}, ["notifications", "chat", "own_posts", "threads", "late"]),
        ({M}, ["notifications", "own_posts", "late"]),
        ({R}, ["notifications", "own_posts", "threads", "late"]),
        ({D}, ["chat"]),
        ({C}, []),
    ],
)
def test_the_watched_surfaces_decide_which_feeds_there_are(
    bluesky: Bluesky, surfaces: set[Surface], expected: list[str]
) -> None:
    assert names(bluesky, surfaces) == expected


def test_feeds_cost_no_call_until_they_are_read(bluesky: Bluesky) -> None:
    feeds: list[Feed] = list(bluesky.feeds().of(bluesky.account))
    assert feeds
    assert all(feed.traits.name for feed in feeds)
    assert bluesky.http.asked == []


def test_the_feeds_of_an_account_share_one_session(bluesky: Bluesky) -> None:
    bluesky.http.on("listNotifications", says({"notifications": [], "cursor": "x"}))
    bluesky.http.on("listRecords", says({"records": []}))
    bluesky.http.on("listConvos", says({"convos": []}))
    bluesky.http.on("getAuthorFeed", says({"feed": []}))
    for feed in bluesky.feeds().of(bluesky.account):
        feed.page(None, "")
    assert bluesky.logins == 1


def test_every_watched_public_surface_is_shown_by_some_feed(bluesky: Bluesky) -> None:
    feeds = bluesky.feeds().of(bluesky.account)
    assert frozenset().union(*(feed.traits.surfaces for feed in feeds)) == bluesky.account.surfaces


def test_a_good_credential_says_whose_it_is(bluesky: Bluesky) -> None:
    bluesky.http.on("listConvos", says({"convos": []}))
    assert bluesky.feeds().probe(bluesky.account) == ProbeResult(
        handle="selby.test", native_id=OUR_DID, state="active", direct_messages="readable"
    )


def test_the_credential_itself_is_tried_even_while_a_session_lives(bluesky: Bluesky) -> None:
    bluesky.http.on("listConvos", says({"convos": []}))
    bluesky.session().tokens()
    bluesky.feeds().probe(bluesky.account)
    assert bluesky.logins == 2
    assert bluesky.credentials.forgotten == ["s"]
    assert bluesky.session().tokens().access.endswith("access2")


def test_an_app_password_without_direct_messages_is_told(bluesky: Bluesky) -> None:
    bluesky.http.on("listConvos", says({"error": "InvalidToken", "message": "Bad token method"}, 400))
    assert "may not read direct messages" in bluesky.feeds().probe(bluesky.account).direct_messages


def test_direct_messages_nobody_watches_are_not_tried(bluesky: Bluesky) -> None:
    account = replace(bluesky.account, surfaces=frozenset({Surface.MENTION}))
    assert bluesky.feeds().probe(account).direct_messages == "not watched"


def test_a_refused_credential_is_refused(bluesky: Bluesky) -> None:
    bluesky.http.on("createSession", says({"error": "AuthFactorTokenRequired", "message": "code sent"}, 401))
    with pytest.raises(Reconnect, match="app password, not the main one"):
        bluesky.feeds().probe(bluesky.account)


def test_a_closed_account_is_told(bluesky: Bluesky) -> None:
    bluesky.state = {"active": False, "status": "deactivated"}
    with pytest.raises(AccountBlocked, match="deactivated"):
        bluesky.feeds().probe(bluesky.account)


def test_reading_bluesky_loads_nothing_heavy() -> None:
    """A cold start pays for every import."""
    heavy = ["boto3", "botocore", "urllib3.contrib.emscripten", "aws_lambda_powertools", "requests"]
    program = f"import sys, watchdesk.platforms.bluesky.chat; print([m for m in {heavy} if m in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603
    assert ran.stdout.strip() == "[]"
