from datetime import UTC, datetime, timedelta

import pytest

from tests.fakes.http import says
from tests.platforms.unit.mastodon.answers import (
    ANA,
    SERVER,
    US,
    a_notification,
    a_status,
    linked,
    our_status,
    paged,
    sample,
)
from watchdesk.core.account import Surface
from watchdesk.core.errors import Defect, Reconnect, TryLater
from watchdesk.core.message import Inbound, OwnReply, Unreadable
from watchdesk.platforms.mastodon.notifications import NotificationsFeed

OWN = f"/accounts/{US}/statuses"


@pytest.fixture
def feed(server):
    return NotificationsFeed(server.client)


def recorded(server):
    server.http.on(
        "/v1/notifications",
        paged({None: linked(sample("notifications"), "max_id=9118"), "9118": says(sample("notifications_empty"))}),
    )


def test_a_recorded_page_shows_its_messages_and_nothing_else(server, feed):
    recorded(server)
    page = feed.page(None, "")
    assert [(each.native_id, each.surface, each.filtered) for each in page.items] == [
        ("117650423808000007", Surface.MENTION, False),
        ("117650227200000007", Surface.DIRECT_MESSAGE, False),
        ("117650148556800007", Surface.MENTION, True),
        ("117649838578073607", Surface.REPLY, False),
    ]


def test_a_page_reaches_back_to_the_arrival_of_its_last_row_of_any_kind(server, feed):
    recorded(server)
    page = feed.page(None, "")
    rows = sample("notifications")
    assert page.newest == datetime.fromisoformat(rows[0]["created_at"])
    assert page.reaches_back_to == datetime.fromisoformat(rows[-1]["created_at"])
    assert rows[-1]["type"] == "follow"


def test_a_late_message_counts_by_its_arrival_here_not_by_its_writers_clock(server, feed):
    late = a_status("1", created_at="2026-11-18T03:00:00Z")
    server.http.on("/v1/notifications", says([a_notification("9", late, created_at="2026-11-20T19:59:00Z")]))
    page = feed.page(None, "")
    assert page.reaches_back_to == datetime(2026, 11, 20, 19, 59, tzinfo=UTC)
    assert page.items[0].sent_at == datetime(2026, 11, 18, 3, tzinfo=UTC)


def test_an_unreadable_last_row_does_not_let_the_page_claim_more_than_it_showed(server, feed):
    rows = [a_notification("2", a_status("2")), a_notification("1", a_status("1"), created_at="?")]
    server.http.on("/v1/notifications", says(rows))
    page = feed.page(None, "")
    assert page.reaches_back_to == datetime(2026, 11, 20, 19, 0, 1, tzinfo=UTC)
    assert len(page.items) == 2


def test_the_next_page_is_asked_for_as_the_link_says_and_may_be_days_later(server, feed):
    recorded(server)
    first = feed.page(None, "")
    last = NotificationsFeed(server.another_run()).page(first.older, "")
    assert last.older is None
    assert last.items == ()
    asked = server.http.to("/v1/notifications")[1]
    assert (asked.url, asked.query["max_id"]) == (f"{SERVER}/api/v1/notifications", ["9118"])


def test_what_a_policy_hides_is_asked_for_on_every_page(server, feed):
    recorded(server)
    feed.page(feed.page(None, "").older, "")
    for asked in server.http.to("/v1/notifications"):
        assert asked.query["include_filtered"] == "true"
        assert asked.query["types[]"] == ["mention", "quote"]
        assert int(asked.query["limit"]) <= 40


def test_a_quote_is_a_mention(server, feed):
    quoting = a_status("1", mentions=[], quote={"state": "accepted", "quoted_status": {"id": "our-post"}})
    server.http.on("/v1/notifications", says([a_notification("9", quoting, type="quote")]))
    assert feed.page(None, "").items[0].surface is Surface.MENTION


@pytest.mark.parametrize(
    "kind", ["favourite", "reblog", "follow", "poll", "update", "status", "admin.sign_up", "invented"]
)
def test_kinds_that_say_nothing_to_us_are_passed_over_where_the_server_sends_them(server, feed, kind):
    server.http.on("/v1/notifications", says([a_notification("9", a_status("1"), type=kind)]))
    assert feed.page(None, "").items == ()


@pytest.mark.parametrize("row", [None, 7, "words", [], {}, a_notification("9", None), {"type": "mention"}])
def test_a_row_that_is_none_is_kept_raw_beside_the_others(server, feed, row):
    server.http.on("/v1/notifications", says([row, a_notification("8", a_status("1"))]))
    broken, message = feed.page(None, "").items
    assert isinstance(broken, Unreadable)
    assert isinstance(message, Inbound)


def test_an_unreadable_row_keeps_one_key_from_poll_to_poll(server, feed):
    row = {"id": "9", "type": "mention", "account": {"id": ANA, "followers_count": 1}}
    moved = {"id": "9", "type": "mention", "account": {"id": ANA, "followers_count": 2}}
    server.http.on("/v1/notifications", says([row]), says([moved]))
    assert feed.page(None, "").items == feed.page(None, "").items


def test_our_answers_are_seen_at_the_top_of_a_walk_for_one_more_call(server, feed):
    recorded(server)
    private = our_status(
        "11", visibility="direct", in_reply_to_id="117650227200000007", in_reply_to_account_id=ANA
    )
    server.http.on(OWN, says([private, our_status("10")]))
    first = feed.page(None, "")
    feed.page(first.older, "")
    assert [each.answers for each in first.items if isinstance(each, OwnReply)] == ["117650227200000007"]
    assert server.http.times(OWN) == 1


@pytest.mark.parametrize("status", [403, 404, 429, 500])
def test_messages_do_not_wait_for_our_own_posts(server, feed, status):
    recorded(server)
    server.http.on(OWN, says({"error": "no"}, status))
    assert len(feed.page(None, "").items) == 4


@pytest.mark.parametrize(("status", "expected"), [(401, Reconnect), (503, TryLater)])
def test_notifications_that_cannot_be_read_are_an_error_and_never_an_empty_page(server, feed, status, expected):
    server.http.on("/v1/notifications", says({"error": "no"}, status))
    with pytest.raises(expected):
        feed.page(None, "")


def test_a_place_noted_by_another_release_is_told_from_the_end(feed):
    with pytest.raises(Defect):
        feed.page("max_id=3", "")


def test_an_account_nobody_has_written_to_is_quiet(feed):
    page = feed.page(None, "")
    assert (page.items, page.older, page.newest, page.reaches_back_to) == ((), None, None, None)


def test_the_overlap_is_small_because_ids_are_given_on_arrival_and_deep_for_edits(feed):
    assert feed.traits.is_ordered
    assert timedelta(minutes=5) <= feed.traits.overlap <= timedelta(minutes=15)
    assert (feed.traits.deep_overlap, feed.traits.deep_every) == (timedelta(hours=48), timedelta(hours=1))
