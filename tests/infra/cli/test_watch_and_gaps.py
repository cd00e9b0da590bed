"""The operator sees until when everything was seen, and a monitor learns it by the exit code."""

import json
from datetime import timedelta

import pytest

from tests.builders import a_blind_period, a_feed_state
from tests.fakes import NOON
from watchdesk.core.account import Surface
from watchdesk.inbox.domain.feed_state import FeedGap, FeedTrouble
from watchdesk.inbox.dynamodb.feed_states import DynamoFeedStateStore

SELBY = "selby-mastodon"


@pytest.fixture
def watched(desk):
    """Mentions and replies of the Mastodon account were seen until five minutes ago; nothing else ever."""
    desk.deploy()
    state = a_feed_state(
        SELBY,
        surfaces=frozenset({Surface.MENTION, Surface.REPLY}),
        watched_until=NOON - timedelta(minutes=5),
        last_success=NOON - timedelta(minutes=5),
        trouble=FeedTrouble(kind="rate_limit", since=NOON - timedelta(minutes=4), last=NOON, times=3),
        gaps=(FeedGap(resume="x", floor=NOON - timedelta(hours=3), opened_at=NOON, cause="bound"),),
    )
    DynamoFeedStateStore(desk.stack.table("WatchTableName")).save(state)
    return desk


def test_each_declared_surface_has_a_line_seen_or_not(watched):
    lines = json.loads(watched.run("watch", "--json").stdout)
    assert [(line["account"], line["surface"]) for line in lines] == [
        (account, surface)
        for account in ("selby-bluesky", SELBY)
        for surface in ("direct_message", "mention", "reply")
    ]
    seen = {line["surface"]: line for line in lines if line["account"] == SELBY}
    assert seen["direct_message"]["watched_until"] is None
    assert seen["mention"] == {
        "account": SELBY,
        "surface": "mention",
        "watched_until": "2026-03-02T11:55:00+00:00",
        "age_seconds": 300,
        "last_success": "2026-03-02T11:55:00+00:00",
        "trouble": "rate_limit",
        "trouble_since": "2026-03-02T11:56:00+00:00",
        "gaps": 1,
        "next_poll_at": "2026-03-02T12:00:00+00:00",
    }


def test_the_table_shows_the_same(watched):
    (line,) = [line for line in watched.run("watch").stdout.splitlines() if SELBY in line and "mention" in line]
    cells = [cell.strip() for cell in line.strip("│").split("│")]
    assert cells == [
        SELBY,
        "mention",
        "2026-03-02 11:55:00Z",
        "5m",
        "2026-03-02 11:55:00Z",
        "rate_limit x3",
        "1",
        "2026-03-02 12:00:00Z",
    ]


def test_what_was_not_seen_in_time_ends_with_one(watched):
    result = watched.run("watch", "--max-age", "10m")
    assert result.exit_code == 1
    assert "4 of 6 surfaces were not read whole in time" in result.stderr


@pytest.mark.parametrize(("max_age", "code"), [("5m", 0), ("4m59s", 1)])
def test_an_age_met_exactly_is_still_in_time(watched, max_age, code):
    store = DynamoFeedStateStore(watched.stack.table("WatchTableName"))
    everything = frozenset({Surface.MENTION, Surface.REPLY, Surface.DIRECT_MESSAGE})
    for account in ("selby-bluesky", SELBY):
        store.save(a_feed_state(account, "whole", surfaces=everything, watched_until=NOON - timedelta(minutes=5)))
    assert watched.run("watch", "--max-age", max_age).exit_code == code


def test_an_age_that_is_no_duration_is_wrong_usage(watched):
    result = watched.run("watch", "--max-age", "ten")
    assert result.exit_code == 64
    assert "write for example 20s" in result.stderr


def test_the_ledger_and_what_is_still_open_are_listed(watched):
    watched.stack.blind_periods.add(
        a_blind_period(SELBY, start=NOON - timedelta(days=1), end=NOON - timedelta(hours=23))
    )
    assert json.loads(watched.run("gaps", SELBY, "--json").stdout) == [
        {
            "feed": "notifications",
            "start": "2026-03-01T12:00:00+00:00",
            "end": "2026-03-01T13:00:00+00:00",
            "closed_at": "2026-03-02T13:00:00+00:00",
            "cause": "transient",
        },
        {
            "feed": "notifications",
            "start": "2026-03-02T09:00:00+00:00",
            "end": None,
            "closed_at": None,
            "cause": "bound",
        },
    ]
    shown = watched.run("gaps", SELBY).stdout
    assert "1h" in shown
    assert "not yet" in shown


def test_an_account_without_gaps_says_so(watched):
    assert watched.run("gaps", "selby-bluesky").stdout == "selby-bluesky has been read without a gap.\n"
