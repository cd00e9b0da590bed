"""Which threads are read again, from where, and what keeps no other from being read."""

from datetime import timedelta

import pytest

from tests.fakes.http import says
from tests.platforms.unit.mastodon.answers import a_status, linked, our_status, paged
from tests.platforms.unit.mastodon.thread_answers import OWN, UNNAMED, a_context, walked, wrote
from watchdesk.core.errors import Defect, TryLater
from watchdesk.platforms.mastodon.threads import MOST_POSTS, ThreadsFeed


@pytest.fixture
def feed(server):
    return ThreadsFeed(server.client, server.clock)


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


def test_an_unreadable_memo_costs_one_whole_walk(server, feed):
    server.http.on(OWN, wrote([our_status("1", replies_count=1)]))
    server.http.on("/context", a_context())
    walked(feed, "a memo of another release")
    assert server.http.times("/context") == 1
