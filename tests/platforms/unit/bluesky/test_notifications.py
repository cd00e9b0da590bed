"""Mentions, replies and quotes, without losing one at the edge of a page."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes.http import Asked, says
from tests.platforms.unit.bluesky.conftest import Bluesky, patient
from watchdesk.core.account import Surface
from watchdesk.core.errors import AccountBlocked, Refused, TryLater
from watchdesk.core.http_client import HttpResponse
from watchdesk.core.message import Inbound
from watchdesk.inbox.domain.feed_state import FeedPage
from watchdesk.platforms.bluesky.notifications import NotificationsFeed, next_cursor
from watchdesk.platforms.bluesky.timestamps import JUST_ABOVE, instant, timestamp_text

LIST = "app.bsky.notification.listNotifications"
BOTH = frozenset({Surface.MENTION, Surface.REPLY})
START = datetime(2026, 11, 20, 12, tzinfo=UTC)
PUBLIC = "did:plc:etkls32y3jwuvbisge532avc"


def feed(bluesky: Bluesky, surfaces: frozenset[Surface] = BOTH) -> NotificationsFeed:
    return NotificationsFeed(bluesky.client(), surfaces)


def row(number: int, at: datetime = START, reason: str = "mention", **record: Any) -> dict[str, Any]:
    return {
        "uri": f"at://{PUBLIC}/app.bsky.feed.post/{number}",
        "cid": f"cid{number}",
        "author": {"did": PUBLIC, "handle": "ana-k.test"},
        "reason": reason,
        "record": {
            "$type": "app.bsky.feed.post",
            "text": f"@selby.test {number}",
            "createdAt": timestamp_text(at),
            **record,
        },
        "indexedAt": timestamp_text(at),
    }


class AppView:
    """Pages like the real one: sorted by time, cut with a strict `<`, filtered after the cut."""

    def __init__(
        self, rows: Sequence[dict[str, Any]], page_size: int = 100, hidden: frozenset[str] = frozenset()
    ) -> None:
        self._rows = sorted(rows, key=lambda each: each["indexedAt"], reverse=True)
        self._page_size = page_size
        self._hidden = hidden

    def __call__(self, asked: Asked) -> HttpResponse:
        cursor = str(asked.query.get("cursor", "9999"))
        found = [each for each in self._rows if each["indexedAt"] < cursor][: self._page_size]
        shown = [each for each in found if each["uri"] not in self._hidden]
        return says({"notifications": shown, **({"cursor": found[-1]["indexedAt"]} if found else {})})


def walk(bluesky: Bluesky) -> list[FeedPage]:
    pages = [feed(bluesky).page(None, "")]
    while (older := pages[-1].older) is not None:
        assert len(pages) < 500
        pages.append(feed(bluesky).page(older, ""))
    return pages


def shown(pages: Sequence[FeedPage]) -> set[str]:
    return {item.native_id for page in pages for item in page.items if isinstance(item, Inbound)}


@patient
@given(
    offsets=st.lists(st.integers(0, 12), min_size=0, max_size=60),
    hidden=st.sets(st.integers(0, 59)),
    spare=st.integers(1, 3),
)
def test_no_row_is_lost_at_any_page_edge_however_many_share_a_millisecond(
    offsets: list[int], hidden: set[int], spare: int
) -> None:
    bluesky = Bluesky()
    rows = [row(n, START + timedelta(milliseconds=offset)) for n, offset in enumerate(offsets)]
    most_alike = max((offsets.count(each) for each in offsets), default=0)
    unseen = frozenset(rows[n]["uri"] for n in hidden if n < len(rows))
    bluesky.http.on(LIST, AppView(rows, page_size=most_alike + spare, hidden=unseen))
    assert shown(walk(bluesky)) == {each["uri"] for each in rows} - unseen


@patient
@given(offsets=st.lists(st.integers(0, 3), max_size=30), page_size=st.integers(1, 4))
def test_a_page_full_of_one_millisecond_does_not_stop_the_walk(offsets: list[int], page_size: int) -> None:
    bluesky = Bluesky()
    rows = [row(n, START + timedelta(milliseconds=offset)) for n, offset in enumerate(offsets)]
    bluesky.http.on(LIST, AppView(rows, page_size))
    assert {each["indexedAt"] for each in rows} == {
        timestamp_text(item.sent_at) for page in walk(bluesky) for item in page.items if isinstance(item, Inbound)
    }


@patient
@given(offsets=st.lists(st.integers(0, 12), max_size=40), page_size=st.integers(1, 5))
def test_what_a_page_says_it_reaches_back_to_has_been_shown(offsets: list[int], page_size: int) -> None:
    bluesky = Bluesky()
    rows = [row(n, START + timedelta(milliseconds=offset)) for n, offset in enumerate(offsets)]
    alike = max((offsets.count(each) for each in offsets), default=0)
    bluesky.http.on(LIST, AppView(rows, max(page_size, alike + 1)))
    seen: list[FeedPage] = []
    for page in walk(bluesky):
        seen.append(page)
        reach = page.reaches_back_to
        if reach is not None:
            newer = {each["uri"] for each in rows if datetime.fromisoformat(each["indexedAt"]) >= reach}
            assert newer <= shown(seen)


def test_the_real_list_comes_out_whole_and_in_order(bluesky: Bluesky, sample: Any) -> None:
    body = sample("bluesky-real/notif_list_all_reasons")
    bluesky.http.on(LIST, says(body))
    page = feed(bluesky).page(None, "")
    to_us = [each for each in body["notifications"] if each["reason"] in ("mention", "reply", "quote")]
    assert [item.native_id for item in page.items if isinstance(item, Inbound)] == [each["uri"] for each in to_us]
    assert [item.text for item in page.items if isinstance(item, Inbound)] == [
        each["record"]["text"] for each in to_us
    ]
    assert len(page.items) == 47
    assert page.newest == instant("2026-11-22T06:03:57.522Z")
    assert page.reaches_back_to == datetime(2026, 11, 22, 5, 3, 48, 657000, UTC) + JUST_ABOVE
    assert page.older is None


def test_a_full_page_names_the_next_one(bluesky: Bluesky, sample: Any) -> None:
    bluesky.http.on(LIST, says(sample("bluesky-real/notif_list_page1")))
    page = feed(bluesky).page(None, "")
    assert page.older == "2026-11-22T06:03:43.167Z"
    assert page.reaches_back_to == datetime(2026, 11, 22, 6, 3, 43, 166000, UTC) + JUST_ABOVE


@pytest.mark.parametrize("name", ["bluesky/listNotifications_short_page", "bluesky-real/notif_reasons_no_match"])
def test_an_empty_page_with_a_cursor_is_not_the_last(bluesky: Bluesky, sample: Any, name: str) -> None:
    body = sample(name)
    bluesky.http.on(LIST, says(body))
    page = feed(bluesky).page(None, "")
    assert page.items == ()
    assert page.older is not None
    cursor = instant(body["cursor"])
    assert cursor is not None
    assert page.reaches_back_to == cursor + JUST_ABOVE


def test_a_page_without_a_cursor_is_the_last(bluesky: Bluesky, sample: Any) -> None:
    bluesky.http.on(LIST, says(sample("bluesky/listNotifications_end")))
    assert feed(bluesky).page("2020-01-01T00:00:00.000Z", "").older is None


@pytest.mark.parametrize("name", ["takendown_own_listNotifications", "deactivated_own_listNotifications"])
def test_a_list_that_is_empty_altogether_makes_us_ask_for_the_accounts_state(
    bluesky: Bluesky, sample: Any, name: str
) -> None:
    bluesky.session().tokens()
    bluesky.clock.advance(minutes=3)
    bluesky.state = {"active": False, "status": "takendown"}
    bluesky.http.on(LIST, says(sample(f"bluesky-real/{name}")))
    with pytest.raises(AccountBlocked):
        feed(bluesky).page(None, "")


def test_an_account_nobody_has_written_to_is_healthy(bluesky: Bluesky, sample: Any) -> None:
    bluesky.http.on(LIST, says(sample("bluesky-real/takendown_own_listNotifications")))
    page = feed(bluesky).page(None, "")
    assert (page.items, page.older, page.reaches_back_to, page.newest) == ((), None, None, None)


def test_an_opaque_cursor_is_handed_back_as_it_came() -> None:
    assert next_cursor(None, "1795327421901__bafyrei") == "1795327421901__bafyrei"
    assert next_cursor(None, "") is None


STUMBLED = says({"error": "InternalServerError", "message": "Internal Server Error"}, 502)


def test_a_position_the_server_cannot_read_any_more_is_given_up(bluesky: Bluesky) -> None:
    bluesky.http.on(LIST, STUMBLED)
    with pytest.raises(Refused):
        feed(bluesky).page("1795327421901__bafyrei", "")


@pytest.mark.parametrize("older", [None, "2026-11-22T06:03:43.167Z"])
def test_the_same_answer_to_a_position_that_cannot_be_wrong_is_an_outage(
    bluesky: Bluesky, older: str | None
) -> None:
    bluesky.http.on(LIST, STUMBLED)
    with pytest.raises(TryLater):
        feed(bluesky).page(older, "")
