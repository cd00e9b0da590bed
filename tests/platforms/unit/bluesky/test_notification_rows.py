"""Which notifications speak to us, and on which surface."""

from datetime import timedelta
from typing import Any

import pytest

from tests.fakes.http import says
from tests.platforms.unit.bluesky.conftest import OUR_DID, Bluesky
from tests.platforms.unit.bluesky.test_notifications import BOTH, LIST, PUBLIC, START, feed, row
from watchdesk.core.account import Surface
from watchdesk.core.errors import Defect
from watchdesk.core.message import Inbound, Unreadable


def reply_to(did: str) -> dict[str, Any]:
    ref = {"uri": f"at://{did}/app.bsky.feed.post/3n2qtzsdz222l", "cid": "c"}
    return {"reply": {"root": ref, "parent": ref}}


def one(bluesky: Bluesky, given: dict[str, Any], surfaces: frozenset[Surface] = BOTH) -> Any:
    bluesky.http.on(LIST, says({"notifications": [given]}))
    items = feed(bluesky, surfaces).page(None, "").items
    return items[0] if items else None


def test_a_quote_counts_as_a_mention(bluesky: Bluesky) -> None:
    embed = {
        "$type": "app.bsky.embed.record",
        "record": {"uri": f"at://{OUR_DID}/app.bsky.feed.post/3n2", "cid": "c"},
    }
    assert one(bluesky, row(1, reason="quote", embed=embed)).surface is Surface.MENTION


def test_a_reply_to_us_that_also_mentions_us_is_one_reply_under_either_reason(bluesky: Bluesky) -> None:
    for reason in ("mention", "reply", "quote"):
        assert one(bluesky, row(1, reason=reason, **reply_to(OUR_DID))).surface is Surface.REPLY


def test_a_mention_below_somebody_elses_post_is_a_mention(bluesky: Bluesky) -> None:
    facets = [{"features": [{"$type": "app.bsky.richtext.facet#mention", "did": OUR_DID}]}]
    assert one(bluesky, row(1, facets=facets, **reply_to(PUBLIC))).surface is Surface.MENTION


def test_a_reply_deep_below_our_post_is_a_reply(bluesky: Bluesky) -> None:
    assert one(bluesky, row(1, reason="reply", **reply_to(PUBLIC))).surface is Surface.REPLY


@pytest.mark.parametrize("reason", ["like", "repost", "follow", "subscribed-post", "verified"])
def test_what_does_not_speak_to_us_is_passed_over(bluesky: Bluesky, reason: str) -> None:
    assert one(bluesky, row(1, reason=reason)) is None


def test_a_reason_that_is_new_to_us_is_shown_if_it_brings_a_post(bluesky: Bluesky) -> None:
    assert isinstance(one(bluesky, row(1, reason="mention-in-list")), Inbound)
    assert one(bluesky, row(1, reason="poke", **{"$type": "app.bsky.graph.poke"})) is None


def test_only_watched_surfaces_are_shown(bluesky: Bluesky) -> None:
    only_mentions, only_replies = frozenset({Surface.MENTION}), frozenset({Surface.REPLY})
    assert one(bluesky, row(1, reason="reply", **reply_to(OUR_DID)), only_mentions) is None
    assert one(bluesky, row(1), only_replies) is None
    assert one(bluesky, row(1, reason="mention", **reply_to(OUR_DID)), only_mentions).surface is Surface.MENTION


@pytest.mark.parametrize("broken", [None, 7, "x", [], {}, {"reason": 5}, {"reason": "mention"}])
def test_a_row_we_cannot_read_is_kept_and_the_rest_of_the_page_with_it(bluesky: Bluesky, broken: object) -> None:
    bluesky.http.on(LIST, says({"notifications": [row(1), broken, row(2)]}))
    items = feed(bluesky).page(None, "").items
    assert [type(item) for item in items] == [Inbound, Unreadable, Inbound]


@pytest.mark.parametrize("body", [{}, {"notifications": None}, {"notifications": {}}, [], None, "text"])
def test_an_answer_of_another_shape_is_a_defect(bluesky: Bluesky, body: object) -> None:
    bluesky.http.on(LIST, says({"x": body} if isinstance(body, str) else body))
    with pytest.raises(Defect):
        feed(bluesky).page(None, "")


def test_the_server_is_asked_for_whole_pages_from_everybody(bluesky: Bluesky) -> None:
    bluesky.http.on(LIST, says({"notifications": [row(1)]}))
    feed(bluesky).page(None, "")
    (asked,) = bluesky.http.to(LIST)
    assert asked.query == {"limit": "100", "priority": "false"}
    assert asked.url == f"https://morel.host.example/xrpc/{LIST}"
    assert asked.headers["authorization"].endswith(".access1")


def test_a_millisecond_with_more_rows_than_the_platform_lists_is_handed_to_a_person(bluesky: Bluesky) -> None:
    crowd = [row(number) for number in range(100)]
    bluesky.http.on(LIST, says({"notifications": crowd, "cursor": crowd[-1]["indexedAt"]}))
    one, again = (feed(bluesky).page(None, "").items[-1] for _ in range(2))
    assert isinstance(one, Unreadable)
    assert "look there" in one.problem
    assert one == again


def test_an_ordinary_full_page_needs_nobody(bluesky: Bluesky) -> None:
    rows = [row(number, START - timedelta(milliseconds=number // 99)) for number in range(100)]
    bluesky.http.on(LIST, says({"notifications": rows, "cursor": rows[-1]["indexedAt"]}))
    assert all(isinstance(item, Inbound) for item in feed(bluesky).page(None, "").items)
