"""Replies that raised no notification, found below our own posts."""

from typing import Any

import pytest

from tests.fakes.http import says
from tests.platforms.unit.bluesky.conftest import Bluesky
from tests.platforms.unit.bluesky.own_threads import FEED, PUBLIC, THREAD, OwnThreads, node, post, uri
from watchdesk.core.account import Surface
from watchdesk.core.errors import AccountBlocked, Gone, Refused
from watchdesk.core.message import Inbound, OwnReply, Unreadable
from watchdesk.inbox.domain.feed_state import FeedPage
from watchdesk.platforms.bluesky.threads import DEPTH, ThreadsFeed

WATCHED = frozenset({Surface.REPLY, Surface.MENTION})


def feed(bluesky: Bluesky) -> ThreadsFeed:
    return ThreadsFeed(bluesky.client(), bluesky.clock, WATCHED)


def walk(bluesky: Bluesky, memo: str = "") -> list[FeedPage]:
    pages = [feed(bluesky).page(None, memo)]
    while (older := pages[-1].older) is not None:
        assert len(pages) < 200
        pages.append(feed(bluesky).page(older, ""))
    return pages


def shown(pages: list[FeedPage]) -> list[str]:
    return [item.native_id for page in pages for item in page.items if isinstance(item, Inbound)]


def test_a_real_thread_comes_out_whole(bluesky: Bluesky, sample: Any) -> None:
    answer = sample("bluesky-real/feed_getPostThread_ok")
    bluesky.http.on(FEED, says({"feed": [{"post": answer["thread"]["post"]}]}))
    bluesky.http.on(THREAD, says(answer))
    (page,) = walk(bluesky)
    assert len(page.items) == 6
    assert {item.surface for item in page.items if isinstance(item, Inbound)} == {Surface.REPLY}
    assert (page.reaches_back_to, page.older) == (None, None)
    assert bluesky.http.to(THREAD)[0].query["depth"] == str(DEPTH)


def test_our_own_answer_in_a_thread_answers_what_it_replies_to(bluesky: Bluesky, sample: Any) -> None:
    bluesky.did = "did:plc:23k4panrkmh64xzggoyyu6sx"
    answer = sample("bluesky/getPostThread")
    bluesky.http.on(FEED, says({"feed": [{"post": answer["thread"]["post"]}]}))
    bluesky.http.on(THREAD, says(answer))
    asked, answered = walk(bluesky)[0].items
    assert isinstance(asked, Inbound)
    assert isinstance(answered, OwnReply)
    assert (answered.answers, answered.thread_id) == (asked.native_id, asked.thread_id)


@pytest.mark.parametrize("name", ["feed_getPostThread_blocked", "feed_getPostThread_parent_deleted"])
def test_blocked_and_deleted_posts_are_passed_over(bluesky: Bluesky, sample: Any, name: str) -> None:
    view = OwnThreads(bluesky)
    view.posts = [post("root", replies=1)]
    view.threads[uri("root")] = node(post("root", replies=1), sample(f"bluesky-real/{name}")["thread"])
    assert len(shown(walk(bluesky))) == (name == "feed_getPostThread_parent_deleted")


def test_only_threads_whose_count_changed_are_fetched_again(bluesky: Bluesky) -> None:
    view = OwnThreads(bluesky)
    view.posts = [post("a", replies=1), post("b", replies=2), post("c")]
    for each in view.posts:
        view.threads[each["uri"]] = node(each, node(post(f"to-{each['cid']}", PUBLIC, parent=each["uri"])))
    first = walk(bluesky)
    assert bluesky.http.times(THREAD) == 2
    bluesky.clock.advance(minutes=5)
    second = walk(bluesky, first[-1].memo or "")
    assert bluesky.http.times(THREAD) == 2
    view.posts[1]["replyCount"] = 3
    bluesky.clock.advance(minutes=5)
    walk(bluesky, second[-1].memo or "")
    assert bluesky.http.to(THREAD)[2].query["uri"] == uri("b")
    assert bluesky.http.times(THREAD) == 3


def test_every_hour_all_threads_are_fetched_for_replies_that_change_no_count_of_ours(bluesky: Bluesky) -> None:
    view = OwnThreads(bluesky)
    view.posts = [post("a", replies=1)]
    view.threads[uri("a")] = node(view.posts[0], node(post("1", PUBLIC, parent=uri("a"))))
    memo, counts = "", []
    for _ in range(13):
        memo = walk(bluesky, memo)[-1].memo or ""
        counts.append(bluesky.http.times(THREAD))
        bluesky.clock.advance(minutes=5)
    assert counts == [1] * 12 + [2]


def test_a_thread_longer_than_one_answer_is_followed_to_its_end(bluesky: Bluesky) -> None:
    view = OwnThreads(bluesky)
    view.posts = [post("root", replies=1)]
    chain = [post(f"r{n}", PUBLIC, replies=1 if n < 9 else 0, parent=uri("root")) for n in range(10)]
    top: Any = node(chain[6])
    for each in reversed(chain[:6]):
        top = node(each, top)
    view.threads[uri("root")] = node(view.posts[0], top)
    view.threads[chain[6]["uri"]] = node(chain[6], node(chain[7], node(chain[8], node(chain[9]))))
    assert set(shown(walk(bluesky))) == {each["uri"] for each in chain}


def test_a_walk_is_resumed_by_another_process_where_it_stopped(bluesky: Bluesky) -> None:
    view = OwnThreads(bluesky)
    view.posts = [post(name, replies=1) for name in "abc"]
    for each in view.posts:
        view.threads[each["uri"]] = node(each, node(post(f"to-{each['cid']}", PUBLIC, parent=each["uri"])))
    first = feed(bluesky).page(None, "")
    assert first.memo is None
    rest = feed(bluesky).page(first.older, "")
    last = feed(bluesky).page(rest.older, "")
    assert [shown([page]) for page in (first, rest, last)] == [[uri(f"to-{name}", PUBLIC)] for name in "abc"]
    assert (last.older, bluesky.http.times(FEED)) == (None, 1)
    assert last.memo is not None


def test_old_posts_and_other_peoples_are_not_walked(bluesky: Bluesky) -> None:
    view = OwnThreads(bluesky)
    view.posts = [post("old", replies=5, days_old=15), post("reposted", PUBLIC, replies=5), post("new", replies=1)]
    view.threads[uri("new")] = node(post("new", replies=1))
    walk(bluesky)
    assert [each.query["uri"] for each in bluesky.http.to(THREAD)] == [uri("new")]


def test_a_post_that_was_deleted_meanwhile_is_passed_over(bluesky: Bluesky) -> None:
    view = OwnThreads(bluesky)
    view.posts = [post("gone", replies=1)]
    (page,) = walk(bluesky)
    assert (page.items, page.older) == ((), None)


def test_a_reply_we_cannot_read_is_kept(bluesky: Bluesky) -> None:
    view = OwnThreads(bluesky)
    view.posts = [post("a", replies=1)]
    odd = post("odd", PUBLIC, parent=uri("a"))
    del odd["record"]["text"]
    view.threads[uri("a")] = node(view.posts[0], node(odd))
    (item,) = walk(bluesky)[0].items
    assert isinstance(item, Unreadable)
    assert (item.native_id, item.surface) == (uri("odd", PUBLIC), Surface.REPLY)


def test_our_own_post_is_never_somebodys_message_even_if_we_cannot_read_it(bluesky: Bluesky) -> None:
    view = OwnThreads(bluesky)
    odd = post("a", replies=1)
    del odd["record"]["text"]
    view.posts = [odd]
    view.threads[uri("a")] = node(odd)
    assert walk(bluesky)[0].items == ()


@pytest.mark.parametrize(
    "answer", [{"thread": None}, {"thread": []}, {"thread": {"replies": [None, 5, {"post": 7}]}}]
)
def test_a_thread_of_another_shape_is_no_crash(bluesky: Bluesky, answer: Any) -> None:
    view = OwnThreads(bluesky)
    view.posts = [post("a", replies=1)]
    bluesky.http.on(THREAD, says(answer))
    assert all(isinstance(item, Unreadable) for page in walk(bluesky) for item in page.items)


def test_a_profile_that_is_gone_makes_us_ask_for_the_accounts_state(bluesky: Bluesky) -> None:
    gone = says({"error": "InvalidRequest", "message": "Profile not found"}, 400)
    bluesky.http.on(FEED, gone)
    bluesky.session().tokens()
    with pytest.raises(Gone):
        feed(bluesky).page(None, "")
    bluesky.clock.advance(minutes=3)
    bluesky.state = {"active": False, "status": "suspended"}
    with pytest.raises(AccountBlocked, match="suspended"):
        feed(bluesky).page(None, "")


def test_a_position_that_is_none_of_ours_is_refused_and_a_memo_forgotten(bluesky: Bluesky) -> None:
    OwnThreads(bluesky)
    with pytest.raises(Refused):
        feed(bluesky).page("nonsense", "")
    assert feed(bluesky).page(None, "nonsense").older is None
