"""What is shown of a message over HTTP, and told to the audit trail."""

import json

import pytest

from tests.builders import SELBY, a_message, an_own_reply, an_unreadable, edited
from tests.worlds.desk import WORDS
from watchdesk.core.errors import TryLater


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


@pytest.mark.parametrize("path", ["none", "%23", "e30", "a" * 5000, "YSNtZW50aW9uIw", "c2VsYnkjbWVudGlvbiNx=="])
@pytest.mark.parametrize("deed", ["", "/claim", "/release"])
def test_what_names_no_message_is_no_message(api, path, deed):
    reply = api.call("POST" if deed else "GET", f"/v1/messages/{path}{deed}")
    assert (reply.status, reply.kind) == (404, "unknown")
