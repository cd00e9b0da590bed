"""Every reply below a post of ours is found, named or not, and is the same message however it came."""

import pytest

from tests.fakes.http import says
from tests.platforms.unit.mastodon.answers import ANA, US, a_notification, a_status, our_status, sample
from tests.platforms.unit.mastodon.thread_answers import OWN, UNNAMED, a_context, walked, wrote
from watchdesk.core.account import Surface
from watchdesk.core.message import Inbound, OwnReply, Unreadable
from watchdesk.platforms.mastodon.notifications import NotificationsFeed
from watchdesk.platforms.mastodon.threads import ThreadsFeed


@pytest.fixture
def feed(server):
    return ThreadsFeed(server.client, server.clock)


def test_a_reply_that_does_not_name_us_is_found_below_our_post(server, feed):
    server.http.on(OWN, wrote([our_status("1", replies_count=1)]))
    server.http.on("/statuses/1/context", a_context(a_status("5", **UNNAMED)))
    (reply,), _ = walked(feed)
    assert (reply.native_id, reply.surface, reply.thread_id) == ("5", Surface.REPLY, "1")


def test_it_is_the_same_message_as_if_it_had_come_by_notification(server, feed):
    for status in (a_status("5", **UNNAMED), a_status("6", in_reply_to_id="5", in_reply_to_account_id="bob")):
        server.http.on(OWN, wrote([our_status("1", replies_count=1)]))
        server.http.on("/statuses/1/context", a_context(status))
        server.http.on("/v1/notifications", says([a_notification("9", status)]))
        (below,), _ = walked(feed)
        (notified,) = (
            each for each in NotificationsFeed(server.client).page(None, "").items if isinstance(each, Inbound)
        )
        assert (below.surface, below.native_id, below.version) == (
            notified.surface,
            notified.native_id,
            notified.version,
        )


def test_a_recorded_thread_shows_the_public_and_our_answer(server, feed):
    server.http.on(OWN, wrote([our_status("117649362124800007", replies_count=1)]))
    server.http.on("/context", says(sample("status_context")))
    items, _ = walked(feed)
    assert [(type(each), each.native_id) for each in items] == [
        (OwnReply, "117649860198400007"),
        (Inbound, "117650148556800007"),
    ]


def test_a_reply_to_another_reply_in_our_thread_counts_as_a_reply(server, feed):
    deep = a_status("6", in_reply_to_id="5", in_reply_to_account_id="bob", mentions=[])
    server.http.on(OWN, wrote([our_status("1", replies_count=1)]))
    server.http.on("/context", a_context(deep))
    assert walked(feed)[0][0].surface is Surface.REPLY


def test_answers_of_ours_are_shown_once_and_again_when_the_memo_is_dropped(server, feed):
    old = our_status("2", in_reply_to_id="a", in_reply_to_account_id=ANA)
    server.http.on(OWN, wrote([old]))
    items, memo = walked(feed)
    new = our_status("3", in_reply_to_id="b", in_reply_to_account_id=ANA, created_at="2026-11-20T19:30:00Z")
    server.http.on(OWN, wrote([new, old | {"created_at": "2026-11-20T18:00:00Z"}]))
    assert [each.answers for each in items] == ["a"]
    assert [each.answers for each in walked(feed, memo)[0]] == ["b"]
    assert [each.answers for each in walked(feed, "")[0]] == ["b", "a"]


def test_an_unreadable_reply_is_kept_raw_and_our_own_unreadable_post_waits_for_nobody(server, feed):
    server.http.on(OWN, wrote([our_status("2", created_at=None), our_status("1", replies_count=1), None]))
    server.http.on("/context", a_context({"id": "5", "in_reply_to_account_id": US}))
    (shown,), _ = walked(feed)
    assert isinstance(shown, Unreadable)
    assert (shown.surface, shown.native_id) == (Surface.REPLY, "5")


def test_an_id_cannot_lead_to_another_call(server, feed):
    server.http.on(OWN, wrote([our_status("../accounts/x?y=", replies_count=1)]))
    server.http.on("/context", a_context())
    walked(feed)
    assert server.http.asked[-1].url.endswith("/api/v1/statuses/..%2Faccounts%2Fx%3Fy%3D/context")
