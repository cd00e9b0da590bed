"""Paging on the simulated Mastodon and its forks, and what the forks leave out."""

import re

import pytest

from tests.infra.local.simulators.clients import Mastodon

FLAVOURS = ("mastodon", "gotosocial", "akkoma")


def following(answer, relation):
    """Where a Link header leads, as the query of the next call."""
    found = re.search(rf'<([^>]+)>; rel="{relation}"', answer.headers.get("Link", ""))
    return found[1] if found else None


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_min_id_gives_the_oldest_page_above_it_and_leads_to_every_row(clock, flavour):
    server = Mastodon(clock, flavour=flavour)
    wrote = [server.network.public("ana").mentions("police", f"number {n}") for n in range(23)]
    page = server.get("/api/v1/notifications", {"limit": 40}).json
    mark, walked = page[-1]["id"], [page[-1]]

    while page := server.get("/api/v1/notifications", {"min_id": mark, "limit": 5}).json:
        walked += reversed(page)
        mark = page[0]["id"]

    assert [row["status"]["id"] for row in walked] == wrote


def test_since_id_gives_the_newest_page_and_so_leaves_a_gap(mastodon):
    for number in range(10):
        mastodon.network.public("ana").mentions("police", f"number {number}")
    ids = mastodon.ids(limit=40)

    assert mastodon.ids(since_id=ids[-1], limit=3) == ids[:3]
    assert mastodon.ids(min_id=ids[-1], limit=3) == ids[-4:-1]
    assert mastodon.ids(max_id=ids[4], limit=3) == ids[5:8]
    assert mastodon.ids(max_id=ids[2], since_id=ids[6]) == ids[3:6]


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_the_links_lead_older_until_an_empty_page_without_links(clock, flavour):
    server = Mastodon(clock, flavour=flavour)
    for number in range(7):
        server.network.public("ana").mentions("police", f"number {number}")
    answer, seen = server.get("/api/v1/notifications", {"limit": 3}), []
    while answer.json:
        seen += answer.json
        answer = server.call("GET", following(answer, "next"))

    assert len({row["id"] for row in seen}) == len(seen) == 7
    assert "Link" not in answer.headers


def test_paged_calls_have_a_longer_limit_of_their_own(mastodon):
    mastodon.control("POST", "/limits", json={"limit": "pages", "remaining": 1})
    mastodon.network.public("ana").mentions("police", "hello")
    statuses = [
        mastodon.get("/api/v1/notifications", query).status_code
        for query in ({"min_id": "0"}, {"min_id": "0"}, {})
    ]

    assert statuses == [200, 429, 200]


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_conversations_are_paged_by_links_alone(clock, flavour):
    server = Mastodon(clock, flavour=flavour)
    for name in ("ana", "gaz", "priya", "wren", "olu"):
        server.network.public(name).messages("police", "psst")
    answer, seen = server.get("/api/v1/conversations", {"limit": 2}), []
    while True:
        seen += answer.json
        if not (link := following(answer, "next")):
            break
        answer = server.call("GET", link)

    assert len({row["id"] for row in seen}) == len(seen) == 5
    assert {row["unread"] for row in seen} == {True}


def test_a_conversation_is_read_answered_and_emptied(mastodon):
    ana = mastodon.network.public("ana")
    first = ana.messages("police", "psst")
    [row] = mastodon.get("/api/v1/conversations").json
    mastodon.call("POST", f"/api/v1/conversations/{row['id']}/read")
    ana.replies(first, "still there?")
    [again] = mastodon.get("/api/v1/conversations").json
    ana.deletes(again["last_status"]["id"])
    [left] = mastodon.get("/api/v1/conversations").json

    assert (row["id"], again["unread"]) == (again["id"], True)
    assert left["last_status"]["id"] == first


def test_forks_leave_out_keys_and_have_opaque_ids(clock):
    rows = {}
    for flavour in FLAVOURS:
        server = Mastodon(clock, flavour=flavour)
        server.network.public("ana").messages("police", "psst")
        [rows[flavour]] = server.get("/api/v1/notifications", {"include_filtered": "true"}).json

    assert "group_key" in rows["mastodon"]
    assert rows["gotosocial"].keys() == {"id", "type", "created_at", "account", "status"}
    assert rows["akkoma"]["pleroma"] == {"is_seen": False, "is_muted": False}
    assert not rows["gotosocial"]["id"].isdigit()
    assert not rows["akkoma"]["status"]["id"].isdigit()
    assert "quote" not in rows["gotosocial"]["status"]


@pytest.mark.parametrize(
    ("settings", "reset"),
    [
        ({}, r"2026-11-20T19:35:00\.000000Z"),
        ({"flavour": "gotosocial"}, r"\d{10}"),
        ({"flavour": "akkoma"}, "None"),
        ({"reset_form": "epoch"}, r"\d{10}"),
    ],
)
def test_the_reset_of_the_rate_limit_is_written_as_the_server_does(clock, settings, reset):
    answer = Mastodon(clock, **settings).get("/api/v1/notifications")

    assert re.fullmatch(reset, str(answer.headers.get("X-RateLimit-Reset")))
