"""What is done to a message over HTTP, by whom, and what is refused."""

import pytest

from tests.handlers.desk_api import CRIME
from tests.worlds.desk import PC, SERGEANT


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
    assert refused.body["detail"] == f"{PC} claimed it at 2026-03-02 12:00 UTC."
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
