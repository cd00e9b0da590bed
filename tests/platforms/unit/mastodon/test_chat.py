import pytest

from tests.fakes.http import says
from tests.platforms.unit.mastodon.answers import ANA, a_status, linked, our_status, paged, sample
from watchdesk.core.account import Surface
from watchdesk.core.errors import PermissionLost
from watchdesk.core.message import OwnReply, Unreadable
from watchdesk.platforms.mastodon.chat import ConversationsFeed


@pytest.fixture
def feed(server):
    return ConversationsFeed(server.client)


def a_conversation(identity, status):
    return {"id": identity, "unread": True, "accounts": [{"id": ANA}], "last_status": status}


def private(identity, **fields):
    return a_status(identity, visibility="direct", **fields)


def walked(feed, memo=""):
    older, items = None, []
    while True:
        page = feed.page(older, memo)
        items += page.items
        older = page.older
        if older is None:
            return items, page.memo


def test_recorded_conversations_show_the_publics_last_words(server, feed):
    rows = sample("conversations")
    server.http.on(
        "/conversations", paged({None: linked(rows, "max_id=117642775756800007"), "117642775756800007": says([])})
    )
    items, _ = walked(feed)
    assert [(each.native_id, each.surface) for each in items] == [("117650227200000007", Surface.DIRECT_MESSAGE)]


def test_our_last_word_answers_the_message_before_it(server, feed):
    ours = our_status("2", visibility="direct", in_reply_to_id="1", in_reply_to_account_id=ANA)
    server.http.on("/conversations", says([a_conversation("7", ours)]))
    (answer,), _ = walked(feed)
    assert isinstance(answer, OwnReply)
    assert answer.answers == "1"


def test_a_walk_ends_at_the_page_that_is_known_and_begins_again_when_forgotten(server, feed):
    pages = {
        None: linked([a_conversation("3", private("30"))], "max_id=30"),
        "30": linked([a_conversation("2", private("20"))], "max_id=20"),
        "20": linked([a_conversation("1", our_status("10", visibility="direct"))], None),
    }
    server.http.on("/conversations", paged(pages))
    items, memo = walked(feed)
    assert ([each.native_id for each in items], server.http.times("/conversations")) == (["30", "20"], 3)
    walked(feed, memo)
    assert server.http.times("/conversations") == 4
    walked(feed, "")
    assert server.http.times("/conversations") == 7


def test_a_new_message_on_top_of_known_ones_is_shown_and_the_walk_goes_on_to_what_is_known(server, feed):
    known = a_conversation("2", private("20"))
    server.http.on("/conversations", paged({None: linked([known], None)}))
    _, memo = walked(feed)
    fresh = [a_conversation("3", private("30"))]
    server.http.on("/conversations", paged({None: linked(fresh, "max_id=30"), "30": linked([known], "max_id=20")}))
    items, _ = walked(feed, memo)
    assert [each.native_id for each in items] == ["30", "20"]
    assert server.http.times("/conversations") == 3


def test_the_next_page_is_only_where_the_link_leads(server, feed):
    server.http.on("/conversations", says([a_conversation("3", private("30"))]))
    assert feed.page(None, "").older is None


@pytest.mark.parametrize(
    "row",
    [
        None,
        7,
        a_conversation("3", {"id": "30"}),
        a_conversation("3", "words"),
        a_conversation("3", {"id": "\ud800"}),
    ],
)
def test_an_unreadable_conversation_is_kept_raw(server, feed, row):
    server.http.on("/conversations", says([row]))
    (shown,), _ = walked(feed)
    assert isinstance(shown, Unreadable)


def test_a_server_without_conversations_says_so_instead_of_being_empty(server, feed):
    server.http.on("/conversations", says({"error": "Not Found"}, 404))
    with pytest.raises(PermissionLost, match="register"):
        feed.page(None, "")


def test_an_unreadable_memo_costs_one_whole_walk(server, feed):
    server.http.on("/conversations", says([a_conversation("3", private("30"))]))
    assert len(walked(feed, "a memo of another release")[0]) == 1
