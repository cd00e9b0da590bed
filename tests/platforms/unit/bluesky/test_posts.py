"""One post as a sighting."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.platforms.unit.bluesky.conftest import OUR_DID
from watchdesk.core.account import Surface
from watchdesk.core.message import Attachment, Inbound, Unreadable
from watchdesk.platforms.bluesky.posts import LONGEST_RAW, post_item, surface_of

PUBLIC = "did:plc:etkls32y3jwuvbisge532avc"
URI = f"at://{PUBLIC}/app.bsky.feed.post/3n2rd4mbdv22l"


def view(**changed: Any) -> dict[str, Any]:
    given: dict[str, Any] = {
        "uri": URI,
        "cid": "bafyreigee",
        "author": {"did": PUBLIC, "handle": "ana-k.test", "displayName": "Ana K 🌱"},
        "record": {"text": "lads on the roof", "createdAt": "2026-11-20T19:30:00.412Z"},
        "indexedAt": "2026-11-20T19:30:01.000Z",
    }
    return given | changed


def with_record(**fields: Any) -> dict[str, Any]:
    return view(record=view()["record"] | fields)


def read(row: object) -> Inbound:
    item = post_item(row, OUR_DID, Surface.MENTION)
    assert isinstance(item, Inbound)
    return item


def unread(row: object) -> Unreadable:
    item = post_item(row, OUR_DID, Surface.MENTION)
    assert isinstance(item, Unreadable)
    return item


def test_a_post_keeps_its_words_its_writer_and_its_address() -> None:
    item = read(view())
    assert (item.native_id, item.thread_id, item.version) == (URI, URI, "bafyreigee")
    assert (item.author.id, item.author.handle, item.author.name) == (PUBLIC, "ana-k.test", "Ana K 🌱")
    assert item.text == "lads on the roof"
    assert item.sent_at == datetime(2026, 11, 20, 19, 30, 0, 412000, UTC)
    assert item.url == f"https://bsky.app/profile/{PUBLIC}/post/3n2rd4mbdv22l"
    assert (item.in_reply_to, item.filtered) == (None, False)


def test_an_edited_post_is_the_same_message_in_another_version() -> None:
    before, after = read(view()), read(view(cid="bafyreinew", record={"text": "second wording"}))
    assert before.native_id == after.native_id
    assert before.version != after.version


@pytest.mark.parametrize("claim", ["2020-01-01T00:00:00Z", "2031-01-01T00:00:00+02:00"])
def test_the_writers_own_time_counts_however_odd(claim: str) -> None:
    assert read(with_record(createdAt=claim)).sent_at == datetime.fromisoformat(claim)


@pytest.mark.parametrize(
    "claim",
    [
        None,
        5,
        "",
        "yesterday",
        "2026-11-20",
        "2026-11-20T19:30:00",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59-14:00",
    ],
)
def test_a_time_that_is_none_gives_way_to_the_indexing_time(claim: object) -> None:
    assert read(with_record(createdAt=claim)).sent_at == datetime(2026, 11, 20, 19, 30, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        (view(record={}), "record.text: missing"),
        (view(record=[]), "record: model_type"),
        (with_record(text=5), "record.text: string_type"),
        (with_record(text="x" * 30_001), "record.text: string_too_long"),
        (with_record(text="half a \ud83d"), "record.text: string_unicode"),
        (
            with_record(reply={"root": {"uri": "x"}, "parent": {"uri": URI}}),
            "record.reply.root.uri: string_pattern_mismatch",
        ),
        (view(author=None), "author: model_type"),
        (view(cid=None), "cid: string_type"),
        (view(indexedAt="never"), "indexedAt: value_error"),
    ],
)
def test_what_cannot_be_read_is_kept_raw_and_says_which_field(changed: dict[str, Any], problem: str) -> None:
    item = unread(changed)
    assert item.native_id == URI
    assert item.problem == problem
    assert json.loads(item.raw) == changed


def test_the_problem_never_quotes_what_the_writer_wrote() -> None:
    assert "secret" not in unread(with_record(text=["secret"], reply="secret")).problem


def test_what_changes_around_a_post_does_not_make_it_another() -> None:
    one, other = view(record={}, isRead=False, likeCount=1), view(record={}, isRead=True, likeCount=2)
    assert unread(one).raw == unread(other).raw


@pytest.mark.parametrize("uri", [None, 5, "https://bsky.app/x", "at://x/y/z", URI + "\n", "at://" + "x" * 3000])
def test_without_a_usable_address_the_digest_names_it(uri: object) -> None:
    assert unread(view(uri=uri)).native_id.startswith("sha256:")


def test_a_huge_row_is_cut_and_says_so() -> None:
    item = unread(view(record={"x": "y" * 300_000}))
    assert len(item.raw) == LONGEST_RAW
    assert "cut from 300" in item.problem


def test_a_name_that_is_missing_or_null_is_empty() -> None:
    assert read(view(author={"did": PUBLIC, "handle": "a.test", "displayName": None})).author.name == ""
    assert read(view(author={"did": PUBLIC, "handle": "handle.invalid"})).author.handle == "handle.invalid"


@pytest.mark.parametrize(
    "record", [None, 5, [], {"reply": 5}, {"facets": 5}, {"facets": [5, {"features": 7}]}, {"embed": []}]
)
def test_a_surface_is_found_for_any_record(record: object) -> None:
    assert surface_of(record, OUR_DID) in (Surface.MENTION, Surface.REPLY)


def attached(**record: Any) -> tuple[Attachment, ...]:
    return read(with_record(**record)).attachments


BLOB = {"$type": "blob", "ref": {"$link": "bafkrei1"}, "mimeType": "image/jpeg", "size": 4}
IMAGES = {"$type": "app.bsky.embed.images", "images": [{"alt": "a van", "image": BLOB}]}
QUOTE = {"$type": "app.bsky.embed.record", "record": {"uri": f"at://{OUR_DID}/app.bsky.feed.post/3n2", "cid": "c"}}
IMAGE = Attachment(
    kind="image", url=f"https://cdn.bsky.app/img/feed_fullsize/plain/{PUBLIC}/bafkrei1", alt="a van"
)
QUOTED = Attachment(kind="quote", url=f"https://bsky.app/profile/{OUR_DID}/post/3n2")


def test_pictures_come_with_their_alternative_text() -> None:
    assert attached(embed=IMAGES) == (IMAGE,)


def test_a_film_is_named_by_its_playlist() -> None:
    film = {"$type": "app.bsky.embed.video", "video": BLOB, "alt": "the roof"}
    address = f"https://video.bsky.app/watch/{PUBLIC}/bafkrei1/playlist.m3u8"
    assert attached(embed=film) == (Attachment(kind="video", url=address, alt="the roof"),)


def test_a_card_shows_its_title() -> None:
    card = {"$type": "app.bsky.embed.external", "external": {"uri": "https://news.example/1", "title": "Fire"}}
    assert attached(embed=card) == (Attachment(kind="link", url="https://news.example/1", alt="Fire"),)


def test_a_quoted_post_and_its_pictures_are_both_there() -> None:
    both = {"$type": "app.bsky.embed.recordWithMedia", "media": IMAGES, "record": QUOTE}
    assert attached(embed=both) == (IMAGE, QUOTED)


def test_a_shortened_link_keeps_its_target_and_the_text_its_words() -> None:
    feature = {"$type": "app.bsky.richtext.facet#link", "uri": "https://maps.example/very/long"}
    item = read(with_record(text="see maps.example…", facets=[{"features": [feature]}, {"features": [feature]}]))
    assert item.text == "see maps.example…"
    assert item.attachments == (Attachment(kind="link", url="https://maps.example/very/long"),)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", ""])
def test_only_addresses_of_the_web_become_links(address: str) -> None:
    feature = {"$type": "app.bsky.richtext.facet#link", "uri": address}
    assert attached(facets=[{"features": [feature]}]) == (Attachment(kind="link", url="", alt=address),)


def test_a_kind_of_embed_that_is_new_to_us_is_named() -> None:
    assert attached(embed={"$type": "app.bsky.embed.gallery"}) == (
        Attachment(kind="app.bsky.embed.gallery", url=""),
    )
    assert attached(embed=["?"]) == (Attachment(kind="unknown", url=""),)


def test_a_blob_cannot_lead_elsewhere() -> None:
    evil = {"$type": "app.bsky.embed.images", "images": [{"image": {"ref": {"$link": "../../x?y"}}}]}
    assert attached(embed=evil) == (Attachment(kind="image", url=""),)


def test_there_is_an_end_to_attachments() -> None:
    links = [{"$type": "app.bsky.richtext.facet#link", "uri": f"https://x.example/{n}"} for n in range(500)]
    assert len(attached(facets=[{"features": links}])) == 30
