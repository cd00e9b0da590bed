"""Whatever an author or a future server sends: every row is stored or quarantined, and nothing crashes."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import an_account
from tests.fakes.http import says
from tests.platforms.unit.bluesky.conftest import OUR_DID, Bluesky, nested, patient
from watchdesk.core.account import Surface
from watchdesk.core.errors import WatchdeskError
from watchdesk.core.http_client import HttpResponse
from watchdesk.core.message import Inbound, OwnReply, Unreadable
from watchdesk.inbox.domain.feed_position import page_digest
from watchdesk.inbox.domain.feed_state import FeedPage
from watchdesk.platforms.bluesky.chat import ChatFeed
from watchdesk.platforms.bluesky.notifications import NotificationsFeed
from watchdesk.platforms.bluesky.threads import ThreadsFeed

SAMPLES = Path(__file__).parents[3] / "samples"
BOTH = frozenset({Surface.MENTION, Surface.REPLY})
LARGEST_ITEM = 390_000

RESPONSES = json.loads((SAMPLES / "bluesky-real/notif_list_all_reasons.json").read_text(encoding="utf-8"))
TO_US = [row for row in RESPONSES["notifications"] if row["reason"] in ("mention", "reply", "quote")]
THREAD = json.loads((SAMPLES / "bluesky-real/feed_getPostThread_ok.json").read_text(encoding="utf-8"))
MESSAGES = json.loads((SAMPLES / "bluesky/getMessages.json").read_text(encoding="utf-8"))["messages"]

EVIL = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.sampled_from(
        [
            "",
            "\ud800",
            "\x00",
            "\u202e",
            "at://",
            "x" * 40_000,
            "did:plc:",
            "9999-12-31T23:59:59Z",
            "[]",
            "../..",
            "#",
        ]
    ),
    st.lists(st.integers() | st.none(), max_size=3),
    st.dictionaries(
        st.sampled_from(["$type", "uri", "text", "ref", "root", "x"]), st.none() | st.text(), max_size=3
    ),
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to everything inside a JSON value."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *[each for key, below in inside for each in places(below, (*path, key))]]


def mutated(value: Any, changes: list[tuple[int, Any]]) -> Any:
    """A copy with some of its parts replaced, or removed where the change is the word `gone`."""
    value = copy.deepcopy(value)
    for pick, evil in changes:
        ways = places(value)
        *way, last = ways[pick % len(ways)] or (None,)
        if last is None:
            continue
        holder = value
        for key in way:
            holder = holder[key]
        if evil == "gone":
            del holder[last]
        else:
            holder[last] = evil
    return value


CHANGES = st.lists(st.tuples(st.integers(0, 10_000), EVIL | st.just("gone")), min_size=1, max_size=6)


def assert_storable(page: FeedPage) -> None:
    page_digest(page)
    for item in page.items:
        if isinstance(item, Inbound | Unreadable):
            size = len(repr(item).encode("utf-8"))
            assert size < LARGEST_ITEM
            assert 0 < len(item.native_id.encode()) <= 1024
        if isinstance(item, Inbound):
            assert len(item.thread_id.encode()) <= 1024
            assert item.sent_at.utcoffset() is not None


@patient
@given(pick=st.integers(0, len(TO_US) - 1), changes=CHANGES)
def test_no_change_to_a_notification_loses_it_or_its_neighbours(pick: int, changes: list[tuple[int, Any]]) -> None:
    bluesky = Bluesky()
    row = TO_US[pick]
    changed = mutated({key: row[key] for key in row if key != "reason"}, changes) | {"reason": row["reason"]}
    bluesky.http.on("listNotifications", says({"notifications": [TO_US[0], changed, TO_US[1]]}))
    page = NotificationsFeed(bluesky.client(), BOTH).page(None, "")
    is_ours = isinstance(changed.get("author"), dict) and changed["author"].get("did") == OUR_DID
    assert len(page.items) == 3 or is_ours
    assert_storable(page)


@patient
@given(pick=st.integers(0, len(MESSAGES) - 1), changes=CHANGES)
def test_no_change_to_a_direct_message_loses_it_or_its_neighbours(
    pick: int, changes: list[tuple[int, Any]]
) -> None:
    bluesky = Bluesky()
    row = MESSAGES[pick]
    changed = mutated({key: row[key] for key in row if key != "$type"}, changes) | {"$type": row["$type"]}
    bluesky.http.on("listConvos", says({"convos": [{"id": "convo1"}]}))
    bluesky.http.on("getMessages", says({"messages": [MESSAGES[0], changed, MESSAGES[3]]}))
    page = ChatFeed(bluesky.client(), bluesky.clock).page(None, "")
    assert len(page.items) == 3
    assert_storable(page)


@patient
@given(changes=CHANGES)
def test_no_change_to_a_thread_crashes_its_walk(changes: list[tuple[int, Any]]) -> None:
    bluesky = Bluesky()
    bluesky.http.on("getAuthorFeed", says({"feed": [{"post": THREAD["thread"]["post"]}]}))
    bluesky.http.on("getPostThread", says(mutated(THREAD, changes)))
    feed = ThreadsFeed(bluesky.client(), bluesky.clock, BOTH)
    try:
        page = feed.page(None, "")
    except WatchdeskError:
        return
    assert_storable(page)


@patient
@given(changes=CHANGES, name=st.sampled_from(["notif_list_page1", "feed_getAuthorFeed_page1", "repo_listRecords"]))
def test_no_change_to_any_answer_is_more_than_an_error_of_ours(changes: list[tuple[int, Any]], name: str) -> None:
    bluesky = Bluesky()
    body = mutated(json.loads((SAMPLES / f"bluesky-real/{name}.json").read_text(encoding="utf-8")), changes)
    for method in (
        "listNotifications",
        "listRecords",
        "getAuthorFeed",
        "getPostThread",
        "listConvos",
        "getMessages",
    ):
        bluesky.http.on(method, says(body))
    account = an_account("selby-bluesky", server="https://bsky.example", secret="s")
    for feed in bluesky.feeds().of(account):
        try:
            assert_storable(feed.page(None, ""))
        except WatchdeskError:
            continue


@pytest.mark.parametrize("depth", [300, 20_000])
def test_a_record_nested_without_end_hides_nobody_elses_message(depth: int) -> None:
    bluesky = Bluesky()
    rows = [json.dumps(TO_US[0]), json.dumps(TO_US[1]).replace('"text":', f'"evil": {nested(depth)}, "text":')]
    body = f'{{"notifications": [{rows[1]}, {rows[0]}]}}'.encode()
    bluesky.http.on("listNotifications", HttpResponse(200, {}, body))
    page = NotificationsFeed(bluesky.client(), BOTH).page(None, "")
    assert [item.native_id for item in page.items if isinstance(item, Inbound)] == [
        TO_US[1]["uri"],
        TO_US[0]["uri"],
    ]


def test_our_own_replies_are_told_from_the_publics_whatever_they_hold() -> None:
    bluesky = Bluesky()
    own = TO_US[1] | {"author": {"did": OUR_DID}}
    bluesky.http.on("listNotifications", says({"notifications": [own]}))
    items = NotificationsFeed(bluesky.client(), BOTH).page(None, "").items
    assert all(isinstance(item, OwnReply) for item in items)
