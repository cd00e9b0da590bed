import pytest

from tests.fakes.http import says
from tests.platforms.unit.mastodon.answers import ANA, a_notification, a_status, linked, paged, sample
from watchdesk.core.errors import TryLater
from watchdesk.core.message import Unreadable
from watchdesk.platforms.mastodon.notification_requests import RequestsFeed

REQUESTS = "/notifications/requests"


@pytest.fixture
def feed(server):
    return RequestsFeed(server.client, server.clock)


def a_request(identity, sender, status, count="1", updated_at="2026-11-20T18:20:01.000Z"):
    account = {"id": sender, "username": sender, "acct": sender}
    return {"id": identity, "updated_at": updated_at, "notifications_count": count, "account": account,
            "last_status": status}  # fmt: skip


def walked(feed, memo=""):
    """Every sighting of a whole walk, and the memo it leaves."""
    older, items = None, []
    while True:
        page = feed.page(older, memo)
        items += page.items
        older = page.older
        if older is None:
            return items, page.memo


def test_a_recorded_request_shows_its_message_as_filtered(server, feed):
    server.http.on(REQUESTS, says(sample("notifications_requests")))
    (message,), _ = walked(feed)
    assert (message.native_id, message.filtered) == ("117650148556800007", True)
    assert server.http.times("/api/v1/notifications") == 0


@pytest.mark.parametrize("body", [{"error": "Record not found"}, {"error": "Not Found"}])
def test_a_server_without_requests_is_quietly_empty(server, feed, body):
    server.http.on(REQUESTS, says(body, 404))
    assert walked(feed, "2026-11-20T18:00:00+00:00") == ([], None)


def test_a_server_that_shows_people_a_page_for_an_unknown_address_has_no_requests_either(server, feed):
    server.http.on(REQUESTS, says("<h1>Not Found</h1>", 404))
    assert walked(feed) == ([], None)


def test_a_server_that_is_down_is_not_taken_for_one_without_requests(server, feed):
    server.http.on(REQUESTS, says("<h1>Bad Gateway</h1>", 502))
    with pytest.raises(TryLater):
        feed.page(None, "")


def test_all_of_a_waiting_sender_is_read_not_only_the_last(server, feed):
    server.http.on(REQUESTS, says([a_request("1", "gaz", a_status("13"), count="3")]))
    rows = [a_notification(f"9{each}", a_status(f"1{each}")) for each in (3, 2, 1)]
    server.http.on("/v1/notifications", paged({None: linked(rows[:2], "max_id=92"), "92": linked(rows[2:], None)}))
    items, _ = walked(feed)
    assert {(each.native_id, each.filtered) for each in items} == {("13", True), ("12", True), ("11", True)}
    assert {asked.query["account_id"] for asked in server.http.to("/v1/notifications")} == {"gaz"}


def test_a_request_without_its_last_status_is_read_through_its_sender(server, feed):
    server.http.on(REQUESTS, says([a_request("1", "gaz", None)]))
    server.http.on("/v1/notifications", linked([a_notification("91", a_status("11"))], None))
    items, _ = walked(feed)
    assert [each.native_id for each in items] == ["11"]


def test_only_those_who_wrote_again_are_read_again(server, feed):
    old = a_request("1", "gaz", a_status("11"), count="2", updated_at="2026-11-20T10:00:00Z")
    new = a_request("2", "ana", a_status("12"), count="2", updated_at="2026-11-20T18:20:00Z")
    server.http.on(REQUESTS, says([new, old]))
    _, memo = walked(feed)
    before = server.http.times("/v1/notifications")
    walked(feed, memo)
    assert before == 2
    assert [asked.query["account_id"] for asked in server.http.to("/v1/notifications")[before:]] == ["ana"]


def test_requests_go_on_over_pages_and_an_interruption(server, feed):
    rows = [a_request(str(each), f"p{each}", a_status(f"1{each}"), count="2") for each in (3, 2, 1)]
    server.http.on(REQUESTS, paged({None: linked(rows[:2], "max_id=2"), "2": linked(rows[2:], None)}))
    server.http.on("/v1/notifications", says([]))
    first = feed.page(None, "")
    items, older, pages = list(first.items), first.older, 1
    while older:
        page = RequestsFeed(server.another_run(), server.clock).page(older, "")
        items, older, pages = [*items, *page.items], page.older, pages + 1
    assert [each.native_id for each in items] == ["13", "12", "11"]
    assert pages == 5
    assert page.memo == "2026-11-20T18:20:01+00:00"


@pytest.mark.parametrize("row", [None, 7, {"id": "1"}, a_request("1", "gaz", {"id": "11", "content": 5})])
def test_an_unreadable_request_is_kept_raw(server, feed, row):
    server.http.on(REQUESTS, says([row]))
    (shown,), _ = walked(feed)
    assert isinstance(shown, Unreadable)


def test_an_unreadable_memo_costs_one_whole_walk(server, feed):
    server.http.on(REQUESTS, says([a_request("1", ANA, a_status("11"), count="2")]))
    walked(feed, "a memo of another release")
    assert server.http.times("/v1/notifications") == 1
