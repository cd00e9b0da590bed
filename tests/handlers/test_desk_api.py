"""What the desk is asked over HTTP, and what it is answered."""

import json

import pytest

from tests.builders import SELBY, a_message, an_own_reply, an_unreadable, edited
from tests.duty_room import PC, SERGEANT, WORDS, YORK
from tests.handlers.desk_api import DeskApi
from watchdesk.adapters.api.message_ids import id_of, key_of, place_of, text_of
from watchdesk.domain.account import Surface
from watchdesk.domain.errors import TryLater, Unknown
from watchdesk.domain.message import Attachment, MessageKey

CRIME = {"outcome": "crime_recorded", "reference": "NY-12/345"}


@pytest.fixture
def api():
    return DeskApi()


@pytest.fixture
def room(api):
    return api.room


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


def test_a_message_is_shown_whole_and_told_of(api, room):
    key = room.receives(text=WORDS)
    reply = api.about(key, query="reason=A call, to 101")
    assert reply.status == 200
    assert reply.body["body"]["text"] == WORDS
    assert reply.body["message"]["state"] == "opened"
    assert [line["what"] for line in reply.body["history"]] == ["received", "read_message"]
    assert reply.body["reply_to"] == str(key)
    assert (reply.headers["cache-control"], reply.body["readers"]) == ("no-store", [])
    (deed,) = room.trail.deeds
    assert (deed.action, deed.facts) == ("read_message", {"reason": "A call, to 101"})


def test_a_message_is_shown_with_its_conversation(api, room):
    room.receives("1", thread_id="t", text="One.")
    room.messages.answer(SELBY, an_own_reply(answers="1"), room.clock.now())
    (line,) = api.about(room.receives("2", thread_id="t")).body["thread"]
    assert (line["body"]["text"], line["state"], line["answered_at"]) == (
        "One.",
        "disposed",
        "2026-03-02T12:00:00Z",
    )


def test_what_could_not_be_read_is_shown_as_it_came_and_cannot_be_answered(api, room):
    message = a_message(an_unreadable())
    room.messages.add([message])
    body = api.about(message.key).body
    assert (body["body"], body["unreadable"]["raw"], body["reply_to"]) == (None, an_unreadable().raw, None)


def test_no_message_is_too_large_to_be_read(api, room):
    """An answer of more than 6 MB is no answer."""
    for number in range(25):
        room.receives(f"thread {number}", thread_id="t", text="\U0001f600" * 300_000)
    key = room.receives("1", thread_id="t", text="\U0001f600" * 300_000)
    for version in range(30):
        room.messages.revise(edited(room.stored(key), str(version), "\U0001f600" * 300_000))
    body = api.about(key).body
    assert (len(body["body"]["text"]), body["cut"], body["message"]["state"]) == (250_000, True, "opened")
    assert ({each["cut"] for each in body["thread"]}, len(body["versions"])) == ({True}, 20)
    assert len(json.dumps(body)) < 6_000_000


def test_what_could_not_be_read_is_cut_too(api, room):
    message = a_message(an_unreadable(raw="x" * 300_000))
    room.messages.add([message])
    body = api.about(message.key).body
    assert (len(body["unreadable"]["raw"]), body["cut"]) == (250_000, True)


def test_nothing_is_shown_while_the_audit_trail_is_out_of_reach(api, room):
    key = room.receives(text=WORDS)
    room.trail.trouble = TryLater("no")
    for reply in (api.about(key), api.call("GET", "/v1/messages", query="q=zwyntoll"), api.about(key, "claim")):
        assert (reply.status, reply.kind) == (503, "unavailable")
        assert "zwyntoll" not in str(reply.body)


def test_a_message_is_claimed_released_and_disposed_of(api, room):
    key = room.receives()
    claimed = api.about(key, "claim").body
    assert (claimed["state"], claimed["claimed_by"], claimed["claimed_at"]) == (
        "claimed",
        PC,
        "2026-03-02T12:00:00Z",
    )
    assert claimed["claim_until"] > claimed["claimed_at"]
    assert api.about(key, "release").body["state"] == "opened"
    disposed = api.about(key, "dispose", CRIME).body
    assert (disposed["state"], disposed["disposition"]) == (
        "disposed",
        {
            "outcome": "crime_recorded",
            "by": PC,
            "at": "2026-03-02T12:00:00Z",
            "reason": "",
            "reference": "NY-12/345",
        },
    )
    assert [action for _, action in room.deeds] == ["claim_message", "release_message", "dispose_message"]


def test_each_deed_repeated_is_answered_alike_and_told_once(api, room):
    key = room.receives()
    for deed, body in (("claim", None), ("release", None), ("dispose", CRIME)):
        first, again = api.about(key, deed, body), api.about(key, deed, body)
        assert (first.status, again) == (200, first)
    assert len(room.trail.deeds) == 3


def test_a_second_claimer_is_told_who_has_it_and_a_supervisor_takes_over(api, room):
    key = room.receives()
    api.about(key, "claim")
    refused = api.about(key, "claim", subject=SERGEANT, roles="[claim:*]")
    assert (refused.status, refused.kind, refused.codes) == (409, "conflict", {"claimed"})
    assert refused.body["detail"] == f"{PC} has it in hand since 2026-03-02 12:00 UTC."
    assert api.about(key, "claim", subject=SERGEANT, query="take_over=true").body["claimed_by"] == SERGEANT
    assert api.about(key, "dispose", CRIME | {"take_over": True}).body["disposition"]["by"] == PC


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({"outcome": "crime_recorded"}, {"reference"}),
        ({"outcome": "no_action"}, {"reason"}),
        ({"outcome": "deleted"}, {"outcome"}),
        ({"outcome": "spam", "reason": "x" * 2001}, {"reason"}),
        ({"outcome": "spam", "reference": "x" * 256}, {"reference"}),
        ({"outcome": "spam", "reason": "x", "take_over": "yes"}, {"take_over"}),
        ({"outcome": "spam", "reason": "x", "delete": True}, {"delete"}),
        ({}, {"outcome"}),
    ],
)
def test_an_ending_that_cannot_be_kept_is_refused_and_says_where(api, room, body, fields):
    key = room.receives()
    reply = api.about(key, "dispose", body)
    assert (reply.status, reply.fields) == (422, fields)
    assert (room.trail.deeds, room.stored(key).disposition) == ([], None)


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


@pytest.mark.parametrize("path", ["none", "%23", "e30", "a" * 5000, "YSNtZW50aW9uIw", "c2VsYnkjbWVudGlvbiNx=="])
@pytest.mark.parametrize("deed", ["", "/claim", "/release"])
def test_what_names_no_message_is_no_message(api, path, deed):
    reply = api.call("POST" if deed else "GET", f"/v1/messages/{path}{deed}")
    assert (reply.status, reply.kind) == (404, "unknown")


def test_alerts_are_listed_shown_and_acknowledged(api, room):
    key = room.receives(text=WORDS, minutes=5)
    room.clock.advance(minutes=6)
    alert = room.raises_alert(key)
    (line,) = api.call("GET", "/v1/alerts").body["alerts"]
    assert (line["id"], line["code"], line["state"], line["group"]) == (alert.id, alert.code, "open", "routine")
    details = api.call("GET", f"/v1/alerts/{alert.id}").body
    assert [each["key"] for each in details["members"]] == [str(key)]
    assert [each["kind"] for each in details["history"]] == ["opened"]
    assert "zwyntoll" not in str(details)
    first = api.call("POST", f"/v1/alerts/{alert.id}/acknowledge")
    later = api.call("POST", f"/v1/alerts/{alert.id}/acknowledge", subject=SERGEANT)
    assert (first.status, first.body["state"], first.body["acknowledged_by"]) == (200, "acknowledged", PC)
    assert later.body == first.body
    assert api.call("GET", "/v1/alerts", query="state=open").body == {"alerts": []}
    assert room.deeds == [(PC, "acknowledge_alert")]


@pytest.mark.parametrize("query", ["state=over", "since=yesterday", "since=2026-03-02T12:00:00"])
def test_alerts_that_cannot_be_are_refused(api, query):
    assert api.call("GET", "/v1/alerts", query=query).status == 422


KEYS = [
    MessageKey(SELBY, Surface.MENTION, "at://did:plc:abc/app.bsky.feed.post/3k#2"),
    MessageKey(SELBY, Surface.DIRECT_MESSAGE, "é ✓ /..%2f?&"),
]


@pytest.mark.parametrize("key", KEYS, ids=str)
def test_an_address_names_any_message_in_letters_that_every_path_holds(key):
    assert set(id_of(key)) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    assert key_of(id_of(key)) == key


@pytest.mark.parametrize("key", KEYS, ids=str)
def test_a_place_in_a_list_is_read_as_it_was_written(key, api):
    place = (api.room.clock.now(), key)
    assert place_of(text_of(place)) == place


def test_a_key_that_could_not_be_stored_names_nothing():
    with pytest.raises(Unknown):
        key_of(id_of(MessageKey(SELBY, Surface.MENTION, "x" * 2048)))
