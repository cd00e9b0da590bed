"""Bluesky's notifications page as on the real server, even where a careless reader loses messages."""

import pytest

from infra.local.simulators.timestamps import timestamp_text
from tests.infra.local.simulators.clients import START


@pytest.fixture
def token(bluesky):
    return bluesky.token()


def texts(page):
    return [row["record"]["text"].removeprefix("@selby.test ") for row in page["notifications"]]


def everything(bluesky, token, **query):
    found, page = [], bluesky.notifications(token, **query)
    while True:
        found += page["notifications"]
        if "cursor" not in page:
            return found
        page = bluesky.notifications(token, cursor=page["cursor"], **query)


def test_a_walk_by_cursor_finds_every_mention_once(bluesky, token):
    ana = bluesky.network.public("ana")
    written_by_ana = {ana.mentions("selby.test", f"number {n}") for n in range(23)}

    found = [row["uri"] for row in everything(bluesky, token, limit=5)]

    assert len(found) == 23
    assert set(found) == written_by_ana


def test_of_equal_times_the_rest_beyond_a_page_edge_is_lost_as_on_the_real_server(bluesky, token):
    ana = bluesky.network.public("ana")
    for number in range(4):
        ana.mentions("selby.test", f"number {number}", created_at=START)

    assert len(everything(bluesky, token, limit=1)) == 1
    assert len(everything(bluesky, token, limit=100)) == 4


def test_a_back_dated_mention_stands_at_its_claimed_time_and_counts_as_read(bluesky, token):
    ana = bluesky.network.public("ana")
    ana.mentions("selby.test", "first")
    bluesky.post("app.bsky.notification.updateSeen", token, json={"seenAt": timestamp_text(START)})
    bluesky.clock.passes(minutes=5)
    ana.mentions("selby.test", "late", created_at="2026-11-01T00:00:00Z")

    page = bluesky.notifications(token)

    assert texts(page) == ["first", "late"]
    assert page["notifications"][1]["isRead"]
    assert page["notifications"][1]["indexedAt"] == "2026-11-01T00:00:00.000Z"


def test_a_time_in_the_future_is_cut_to_when_the_server_saw_it(bluesky, token):
    ana = bluesky.network.public("ana")
    uri = ana.mentions("selby.test", "tomorrow", created_at="2030-01-01T00:00:00Z")
    bluesky.clock.passes(hours=1)
    ana.edits(uri, "@selby.test the day after")

    assert bluesky.notifications(token)["notifications"][0]["indexedAt"] == timestamp_text(START)
    assert bluesky.get("app.bsky.feed.getPosts", query={"uris": [uri]}).json["posts"][0][
        "indexedAt"
    ] == timestamp_text(START)


def test_a_filter_that_nothing_passes_leaves_an_empty_page_with_a_cursor(bluesky, token):
    for number in range(25):
        bluesky.network.public("ana").mentions("selby.test", f"number {number}")

    page = bluesky.notifications(token, limit=2, reasons="starterpack-joined")

    assert page["notifications"] == []
    assert page["cursor"]


@pytest.mark.parametrize("withhold", ["mutes", "blocks"])
def test_a_muted_or_blocked_author_is_not_shown(bluesky, token, withhold):
    ana = bluesky.network.public("ana")
    ana.mentions("selby.test", "hidden")
    actor = bluesky.network.actor("selby.test")
    if withhold == "mutes":
        actor.mutes.add(ana.actor.did)
    else:
        value = {"$type": "app.bsky.graph.block", "subject": ana.actor.did, "createdAt": timestamp_text(START)}
        bluesky.record(token, value, collection="app.bsky.graph.block")

    assert bluesky.notifications(token)["notifications"] == []
    assert bluesky.get("app.bsky.notification.getUnreadCount", token).json == {"count": 0}


def test_a_post_that_mentions_quotes_and_replies_is_told_once_as_a_mention(bluesky, token):
    own = bluesky.record(token, {"text": "ours", "createdAt": timestamp_text(START)}).json
    ana = bluesky.network.public("ana")
    uri = ana.replies(own["uri"], "@selby.test all at once")
    bluesky.network.records[uri].value["embed"] = {"$type": "app.bsky.embed.record", "record": own}

    rows = bluesky.notifications(token)["notifications"]

    assert [(row["uri"], row["reason"]) for row in rows] == [(uri, "mention")]


def test_replies_are_told_up_to_five_levels_below_our_post_and_name_ours(bluesky, token):
    own = bluesky.record(token, {"text": "ours", "createdAt": timestamp_text(START)}).json["uri"]
    people = [bluesky.network.public(name) for name in ("ana", "gaz")]
    level = own
    for depth in range(6):
        level = people[depth % 2].replies(level, f"level {depth + 1}")

    page = bluesky.notifications(token)

    assert texts(page) == [f"level {depth}" for depth in (5, 4, 3, 2, 1)]
    assert {row["reasonSubject"] for row in page["notifications"]} == {own}


def test_an_edit_keeps_the_place_and_changes_the_cid(bluesky, token):
    ana = bluesky.network.public("ana")
    uri = ana.mentions("selby.test", "first wording")
    before = bluesky.notifications(token)["notifications"][0]
    bluesky.clock.passes(hours=1)
    ana.edits(uri, "@selby.test second wording")

    after = bluesky.notifications(token)["notifications"][0]

    assert after["uri"] == before["uri"]
    assert after["indexedAt"] == before["indexedAt"]
    assert after["cid"] != before["cid"]
    assert after["record"]["text"] == "@selby.test second wording"


def test_what_its_author_deletes_or_we_delete_above_it_leaves_the_list(bluesky, token):
    own = bluesky.record(token, {"text": "ours", "createdAt": timestamp_text(START)}).json["uri"]
    ana = bluesky.network.public("ana")
    ana.deletes(ana.mentions("selby.test", "a slip"))
    ana.replies(own, "to a post that will vanish")
    body = {"repo": bluesky.did, "collection": "app.bsky.feed.post", "rkey": own.rpartition("/")[2]}

    assert texts(bluesky.notifications(token)) == ["to a post that will vanish"]
    assert bluesky.post("com.atproto.repo.deleteRecord", token, json=body).json["commit"]
    assert bluesky.post("com.atproto.repo.deleteRecord", token, json=body).json == {}
    assert texts(bluesky.notifications(token)) == []


def test_who_never_looked_is_shown_only_the_newest_as_unread(bluesky, token):
    for number in range(4):
        bluesky.network.public("ana").mentions("selby.test", f"number {number}")
    first = bluesky.notifications(token, limit=2)
    second = bluesky.notifications(token, limit=2, cursor=first["cursor"])

    rows = first["notifications"] + second["notifications"]
    assert [row["isRead"] for row in rows] == [False, True, True, True]
    assert ("seenAt" in first, "seenAt" in second) == (True, False)


def test_the_mark_of_what_was_seen_never_moves_back(bluesky, token):
    for number in range(3):
        bluesky.network.public("ana").mentions("selby.test", f"number {number}")
        bluesky.clock.passes(minutes=1)
    for seen in ("2026-11-20T19:31:30Z", "2026-11-20T19:00:00Z"):
        bluesky.post("app.bsky.notification.updateSeen", token, json={"seenAt": seen})

    page = bluesky.notifications(token)

    assert page["seenAt"] == "2026-11-20T19:31:30.000Z"
    assert [row["isRead"] for row in page["notifications"]] == [False, True, True]
    assert bluesky.get("app.bsky.notification.getUnreadCount", token).json == {"count": 1}


def test_a_mention_under_a_lag_shows_below_newer_ones_once_it_shows(bluesky, token):
    ana = bluesky.network.public("ana")
    bluesky.control("POST", "/lag", json={"seconds": 30})
    ana.mentions("selby.test", "slow")
    bluesky.control("POST", "/lag", json={"seconds": 0})
    bluesky.clock.passes(seconds=5)
    ana.mentions("selby.test", "quick")
    before = texts(bluesky.notifications(token))
    bluesky.clock.passes(minutes=1)

    assert before == ["quick"]
    assert texts(bluesky.notifications(token)) == ["quick", "slow"]
