from datetime import timedelta

import pytest

from tests.fakes.http import says
from tests.unit.adapters.mastodon.answers import (
    ANA,
    US,
    AServer,
    a_notification,
    a_status,
    linked,
    our_status,
    paged,
    sample,
)
from watchdesk.adapters.platforms.mastodon.notifications import NotificationsFeed
from watchdesk.adapters.platforms.mastodon.threads import MOST_POSTS, ThreadsFeed
from watchdesk.domain.account import Surface
from watchdesk.domain.errors import Defect, TryLater
from watchdesk.domain.message import Inbound, OwnReply, Unreadable

OWN = f"/accounts/{US}/statuses"
UNNAMED = {"in_reply_to_id": "1", "in_reply_to_account_id": US, "mentions": []}


@pytest.fixture
def server():
    return AServer()


@pytest.fixture
def feed(server):
    return ThreadsFeed(server.client, server.clock)


def walked(feed, memo=""):
    older, items = None, []
    while True:
        page = feed.page(older, memo)
        items += page.items
        older = page.older
        if older is None:
            return items, page.memo


def wrote(statuses):
    return linked(statuses, None)


def a_context(*descendants):
    return says({"ancestors": [], "descendants": list(descendants)})


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


def test_only_threads_whose_number_of_replies_has_changed_are_read_again(server, feed):
    posts = [our_status("3"), our_status("2", replies_count=4), our_status("1", replies_count=1)]
    server.http.on(OWN, wrote(posts))
    server.http.on("/context", a_context())
    _, memo = walked(feed)
    assert server.http.times("/context") == 2
    server.http.on(OWN, wrote([posts[0], posts[1], our_status("1", replies_count=2)]))
    walked(feed, memo)
    assert [asked.path for asked in server.http.to("/context")[2:]] == ["/api/v1/statuses/1/context"]


def test_a_forgotten_memo_reads_every_thread(server, feed):
    server.http.on(OWN, wrote([our_status("1", replies_count=1)]))
    server.http.on("/context", a_context())
    walked(feed, walked(feed)[1])
    assert server.http.times("/context") == 1
    walked(feed, "")
    assert server.http.times("/context") == 2


def test_a_server_that_counts_no_replies_has_its_threads_read_once_an_hour(server, feed):
    server.http.on(OWN, wrote([our_status("1", replies_count=None)]))
    server.http.on("/context", a_context(a_status("5", **UNNAMED)))
    items, memo = walked(feed)
    assert len(items) == 1
    assert walked(feed, memo)[0] == []
    assert feed.traits.deep_every == timedelta(hours=1)


def test_a_walk_goes_on_where_another_run_stopped(server, feed):
    first = [our_status("4", replies_count=1), our_status("3", replies_count=1)]
    rest = [our_status("2", replies_count=1)]
    server.http.on(OWN, paged({None: linked(first, "max_id=3"), "3": linked(rest, None)}))
    server.http.on("/context", lambda asked: a_context(a_status(f"5{asked.path.split('/')[-2]}", **UNNAMED)))
    older, seen, pages = None, [], 0
    while older is not None or not pages:
        page = ThreadsFeed(server.another_run(), server.clock).page(older, "")
        older, pages = page.older, pages + 1
        seen += [each.native_id for each in page.items]
    assert seen == ["54", "53", "52"]
    assert pages == 5
    assert walked(feed, page.memo)[0] == []


def test_answers_of_ours_are_shown_once_and_again_when_the_memo_is_dropped(server, feed):
    old = our_status("2", in_reply_to_id="a", in_reply_to_account_id=ANA)
    server.http.on(OWN, wrote([old]))
    items, memo = walked(feed)
    new = our_status("3", in_reply_to_id="b", in_reply_to_account_id=ANA, created_at="2026-11-20T19:30:00Z")
    server.http.on(OWN, wrote([new, old | {"created_at": "2026-11-20T18:00:00Z"}]))
    assert [each.answers for each in items] == ["a"]
    assert [each.answers for each in walked(feed, memo)[0]] == ["b"]
    assert [each.answers for each in walked(feed, "")[0]] == ["b", "a"]


def test_old_posts_are_not_watched_and_end_the_listing(server, feed):
    old = our_status("1", replies_count=9, created_at="2026-11-06T19:59:00Z")
    server.http.on(OWN, linked([our_status("2"), old], "max_id=1"))
    assert walked(feed)[0] == []
    assert (server.http.times(OWN), server.http.times("/context")) == (1, 0)


def test_no_more_than_the_newest_posts_are_watched(server, feed):
    def forty(asked):
        start = int(asked.query.get("max_id", ["9999"])[0])
        return linked([our_status(str(start - n)) for n in range(1, 41)], f"max_id={start - 40}")

    server.http.on(OWN, forty)
    walked(feed)
    assert server.http.times(OWN) * 40 == MOST_POSTS


def test_what_we_boosted_is_no_post_of_ours(server, feed):
    server.http.on(
        OWN, says([our_status("1", replies_count=5, reblog={"id": "x"}), a_status("2", replies_count=5)])
    )
    walked(feed)
    assert server.http.times("/context") == 0


def test_a_post_deleted_meanwhile_does_not_stop_the_others(server, feed):
    server.http.on(OWN, wrote([our_status("2", replies_count=1), our_status("1", replies_count=1)]))
    server.http.on("/statuses/2/context", says({"error": "Record not found"}, 404))
    server.http.on("/statuses/1/context", a_context(a_status("5", **UNNAMED)))
    assert [each.native_id for each in walked(feed)[0]] == ["5"]


def test_a_thread_that_cannot_be_read_now_stops_the_walk_with_its_place(server, feed):
    server.http.on(OWN, wrote([our_status("1", replies_count=1)]))
    server.http.on("/context", says("<h1>502", 502), a_context(a_status("5", **UNNAMED)))
    first = feed.page(None, "")
    with pytest.raises(TryLater):
        feed.page(first.older, "")
    assert [each.native_id for each in feed.page(first.older, "").items] == ["5"]


@pytest.mark.parametrize("body", [[], {}, {"descendants": None}, 7])
def test_a_thread_of_another_form_is_a_broken_contract_and_never_an_empty_thread(server, feed, body):
    server.http.on(OWN, wrote([our_status("1", replies_count=1)]))
    server.http.on("/context", says(body))
    with pytest.raises(Defect):
        walked(feed)


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


def test_an_unreadable_memo_costs_one_whole_walk(server, feed):
    server.http.on(OWN, wrote([our_status("1", replies_count=1)]))
    server.http.on("/context", a_context())
    walked(feed, "a memo of another release")
    assert server.http.times("/context") == 1
