"""What claims an older date than any overlap reaches is found all the same."""

from datetime import datetime, timedelta

import pytest

from tests.fakes.clock import NOON
from tests.platforms.unit.bluesky.conftest import Bluesky
from tests.platforms.unit.bluesky.test_notifications import BOTH, LIST, PUBLIC, STUMBLED, AppView, row
from watchdesk.core.errors import Refused
from watchdesk.core.message import Inbound
from watchdesk.platforms.bluesky.backdated import PAGES, BackdatedFeed
from watchdesk.platforms.bluesky.notifications import NotificationsFeed

ALPHABET = "234567abcdefghijklmnopqrstuvwxyz"
LONG_AGO = datetime(2019, 5, 1, tzinfo=NOON.tzinfo)


def feed(bluesky: Bluesky) -> BackdatedFeed:
    return BackdatedFeed(NotificationsFeed(bluesky.client(), BOTH), bluesky.clock)


def tid(at: datetime) -> str:
    number = int(at.timestamp() * 1_000_000) << 10
    return "".join(ALPHABET[(number >> shift) & 31] for shift in range(60, -5, -5))


def post(written_at: datetime, claimed: datetime) -> dict:
    return {**row(0, claimed), "uri": f"at://{PUBLIC}/app.bsky.feed.post/{tid(written_at)}"}


def walk(bluesky: Bluesky, memo: str = "") -> tuple[set[str], str]:
    """The addresses one walk shows, and what it leaves for the next."""
    found, older = set(), None
    for _ in range(PAGES):
        page = feed(bluesky).page(older, memo)
        found |= {item.native_id for item in page.items if isinstance(item, Inbound)}
        older = page.older
        if older is None:
            assert page.memo is not None
            return found, page.memo
    raise AssertionError("a walk is longer than it may be")


def test_a_post_from_today_dated_years_ago_is_shown(bluesky: Bluesky) -> None:
    lying = post(NOON - timedelta(hours=1), LONG_AGO)
    bluesky.http.on(LIST, AppView([lying]))
    assert walk(bluesky) == ({lying["uri"]}, "")


def test_history_is_not_dug_up(bluesky: Bluesky) -> None:
    bluesky.http.on(LIST, AppView([post(LONG_AGO, LONG_AGO)]))
    assert walk(bluesky) == (set(), "")


def test_what_the_other_feeds_re_read_anyway_is_left_to_them(bluesky: Bluesky) -> None:
    bluesky.http.on(LIST, AppView([post(NOON, NOON - timedelta(hours=47))]))
    assert walk(bluesky) == (set(), "")


def test_a_post_whose_address_tells_no_time_is_shown(bluesky: Bluesky) -> None:
    bluesky.http.on(LIST, AppView([row(1, LONG_AGO)]))
    assert walk(bluesky)[0] == {row(1)["uri"]}


def test_a_walk_reads_a_few_pages_and_the_next_goes_on_below_them(bluesky: Bluesky) -> None:
    lying = post(NOON, LONG_AGO)
    newer = [post(NOON - timedelta(minutes=number), NOON - timedelta(minutes=number)) for number in range(45)]
    bluesky.http.on(LIST, AppView([*newer, lying], page_size=10))
    first, memo = walk(bluesky)
    second, end = walk(bluesky, memo)
    assert (first, bool(memo)) == (set(), True)
    assert (second, end) == ({lying["uri"]}, "")


def test_a_position_the_server_no_longer_reads_begins_again_at_the_top(bluesky: Bluesky) -> None:
    lying = post(NOON, LONG_AGO)
    view = AppView([lying])
    bluesky.http.on(LIST, lambda asked: STUMBLED if asked.query.get("cursor") == "gone" else view(asked))
    assert walk(bluesky, "gone") == ({lying["uri"]}, "")


def test_a_position_that_is_none_of_ours_is_refused(bluesky: Bluesky) -> None:
    with pytest.raises(Refused):
        feed(bluesky).page("nonsense", "")
