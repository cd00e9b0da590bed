"""Which messages are listed over HTTP, and what of them."""

import pytest

from tests.builders import SELBY
from tests.handlers.desk_api import CRIME
from tests.worlds.desk import PC, WORDS, YORK
from watchdesk.core.message import Attachment
from watchdesk.desk.http.message_addresses import id_of


def named(reply):
    return [each["key"].rpartition("#")[2] for each in reply.body["messages"]]


def test_a_list_holds_what_the_desk_needs_and_no_words(api, room):
    key = room.receives(text=WORDS, minutes=5, attachments=(Attachment(kind="image", url="https://x.example"),))
    room.clock.advance(minutes=6)
    alert = room.raises_alert(key)
    reply = api.call("GET", "/v1/messages")
    (line,) = reply.body["messages"]
    assert reply.status == 200
    assert line == {
        "id": id_of(key),
        "key": str(key),
        "account": SELBY,
        "surface": "mention",
        "urgency": "routine",
        "reason": "no rule matched",
        "state": "unread",
        "received_at": "2026-03-02T12:00:00Z",
        "deadline": "2026-03-02T12:05:00Z",
        "overdue_since": "2026-03-02T12:05:00Z",
        "claimed_by": None,
        "claimed_at": None,
        "claim_until": None,
        "alert": alert.id,
        "alert_code": alert.code,
        "attachments": 1,
        "edited_at": None,
        "deleted_at": None,
        "disposition": None,
        "found": None,
    }
    assert "zwyntoll" not in str(reply.body)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["late", "york", "claimed"]),
        (f"account={YORK}", ["york"]),
        (f"account={SELBY},{YORK}", ["late", "york", "claimed"]),
        ("state=claimed", ["claimed"]),
        ("state=disposed", ["over"]),
        ("urgency=routine&overdue=true", ["late"]),
        ("due_before=2026-03-02T12:30:00Z", ["late"]),
        ("received_from=2026-03-02T12:00:00.000001Z", []),
        ("received_before=2026-03-02T12:00:00.000001Z&overdue=false", ["late", "york", "claimed"]),
        ("q=zwyntoll", ["late"]),
        ("q=KNIFE on", ["late"]),
        ("q=knife, micklegate", []),
    ],
)
def test_a_list_is_narrowed_by_what_is_asked(api, room, query, expected):
    room.receives("late", minutes=5, text=WORDS)
    room.receives("york", account=YORK)
    api.about(room.receives("claimed"), "claim")
    api.about(room.receives("over"), "dispose", CRIME)
    room.clock.advance(minutes=10)
    assert named(api.call("GET", "/v1/messages", query=query)) == expected


def test_a_list_goes_on_where_the_page_before_ended(api, room):
    for number in range(5):
        room.receives(str(number), minutes=10 + number)
    found, query = [], "limit=2"
    for _ in range(3):
        reply = api.call("GET", "/v1/messages", query=query)
        found += named(reply)
        query = f"limit=2&after={reply.body['after']}"
    assert (found, reply.body["after"]) == (["0", "1", "2", "3", "4"], None)


def test_a_search_shows_where_the_words_stand_and_is_told(api, room):
    room.receives(text=WORDS)
    (line,) = api.call("GET", "/v1/messages", query="q=Zwyntoll").body["messages"]
    assert line["found"] == {"author": "walker@fells.example", "excerpt": WORDS}
    assert room.deeds == [(PC, "search_messages")]


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=101",
        "state=deleted",
        "urgency=high",
        "overdue=perhaps",
        "due_before=tomorrow",
        "due_before=2026-03-02T12:00:00",
        "received_from=0001-01-01T00:00:00%2B14:00",
        "received_from=0001-01-01T00:00:00+14:00",
        "after=nonsense",
        "after=e30",
        f"q={'x' * 201}",
        f"account={'x' * 256}",
        f"account={','.join('a' * 101)}",
    ],
)
def test_a_list_that_cannot_be_is_refused(api, query):
    reply = api.call("GET", "/v1/messages", query=query)
    assert (reply.status, reply.kind) == (422, "unacceptable")
