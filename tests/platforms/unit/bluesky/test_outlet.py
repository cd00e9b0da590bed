"""A post goes out under a key of ours, dated by us, once."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.builders import an_account
from tests.fakes.clock import NOON
from tests.fakes.http import says
from tests.platforms.unit.bluesky.conftest import OUR_DID, Bluesky
from tests.platforms.unit.bluesky.publishing import KEY, PUBLISHED, PUT, RESOLVE, TAKEN, Press, refused
from watchdesk.core.account import Platform
from watchdesk.core.errors import (
    AccountBlocked,
    Defect,
    RateLimited,
    Reconnect,
    Refused,
    TryLater,
    Unconfirmed,
    WatchdeskError,
)
from watchdesk.platforms.bluesky.record_keys import record_key
from watchdesk.platforms.bluesky.timestamps import tid_instant
from watchdesk.platforms.outlets_by_platform import outlets_of_every_platform


@pytest.fixture
def press(bluesky: Bluesky) -> Press:
    return Press(bluesky)


def test_a_post_is_put_under_its_own_key_and_never_in_place_of_another(press: Press) -> None:
    assert press.outlet.send(press.part()) == PUBLISHED
    assert press.put() == [
        {
            "repo": OUR_DID,
            "collection": "app.bsky.feed.post",
            "rkey": KEY,
            "validate": True,
            "swapRecord": None,
            "record": {
                "$type": "app.bsky.feed.post",
                "text": "The Selby road is open again.",
                "createdAt": "2026-03-02T12:00:00.000Z",
                "langs": ["en"],
            },
        }
    ]


def test_a_second_try_sends_the_very_same_record(press: Press) -> None:
    press.http.on(RESOLVE, says({"did": "did:plc:ana"}))
    part = press.part("Thanks @ana.bsky.social, see gov.uk #flood")
    first, second = press.outlet.send(part), press.outlet.send(part)
    one, other = press.http.to(PUT)
    assert (first, one.body) == (second, other.body)


def test_an_identical_repeat_is_the_same_post(press: Press, sample: Any) -> None:
    recorded = sample("bluesky-real/repo_putRecord_same_rkey_same_body")
    press.http.on(PUT, says(recorded))
    published = press.outlet.send(press.part())
    assert (published.native_id, published.version) == (recorded["uri"], recorded["cid"])


def test_a_record_key_is_a_tid_of_the_second_the_post_is_dated() -> None:
    keys = {record_key(f"post-{number}", NOON) for number in range(2000)}
    assert len(keys) == 2000
    for key in keys:
        made = tid_instant(key)
        assert made is not None
        assert timedelta(0) <= made - NOON < timedelta(seconds=1.1)
    assert record_key("post-1", NOON) == record_key("post-1", NOON) != record_key("post-1", NOON + timedelta(1))
    assert tid_instant(record_key("post", datetime(2050, 1, 1, tzinfo=UTC))) is not None


def test_links_mentions_and_hashtags_are_marked(press: Press) -> None:
    press.http.on(RESOLVE, says({"did": "did:plc:ana"}))
    press.outlet.send(press.part("👮 @ana.bsky.social: gov.uk #flood"))
    marked = [(facet["index"], facet["features"][0]) for facet in press.record["facets"]]
    assert marked == [
        ({"byteStart": 5, "byteEnd": 21}, {"$type": "app.bsky.richtext.facet#mention", "did": "did:plc:ana"}),
        ({"byteStart": 23, "byteEnd": 29}, {"$type": "app.bsky.richtext.facet#link", "uri": "https://gov.uk"}),
        ({"byteStart": 30, "byteEnd": 36}, {"$type": "app.bsky.richtext.facet#tag", "tag": "flood"}),
    ]


@pytest.mark.parametrize(
    "answer",
    [
        refused("HandleNotFound", "Unable to resolve handle"),
        refused("InvalidRequest", "Unable to resolve handle"),
        refused("InvalidRequest", "Invalid handle"),
        refused("UpstreamFailure", status=502),
        TryLater("no answer"),
        says({"did": "nonsense"}),
    ],
)
def test_no_post_waits_for_a_name_that_cannot_be_resolved(press: Press, answer: Any) -> None:
    press.http.on(RESOLVE, answer)
    press.outlet.send(press.part("Thanks @ana.bsky.social"))
    assert "facets" not in press.record


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (Unconfirmed("no answer"), Unconfirmed),
        (refused("InternalServerError", status=500), Unconfirmed),
        (refused("UpstreamFailure", status=502), Unconfirmed),
        (refused("NotEnoughResources", status=503), Unconfirmed),
        (says("<html>502</html>", 504), Unconfirmed),
        (says('{"uri": "at://'), Unconfirmed),
        (says({"uri": "somewhere"}), Unconfirmed),
        (refused("InvalidSwap", "Record was at bafy"), Unconfirmed),
        (TryLater("could not connect"), TryLater),
        (refused("RateLimitExceeded", status=429), RateLimited),
        (refused("InvalidRequest", "Invalid app.bsky.feed.post record: string too big"), Refused),
        (refused("BlobNotFound", "Could not find blob"), Refused),
        (refused("InvalidMimeType", "Wrong mimetype"), Refused),
        (refused("AccountTakedown", status=401), AccountBlocked),
        (refused("AuthenticationRequired", status=401), Reconnect),
        (refused("SomethingNew"), Defect),
        (says("<html>too large</html>", 413), TryLater),
    ],
)
def test_what_comes_back_says_whether_it_happened(press: Press, answer: Any, kind: type[WatchdeskError]) -> None:
    press.http.on(PUT, answer)
    with pytest.raises(kind) as caught:
        press.outlet.send(press.part())
    assert type(caught.value) is kind
    assert press.http.times(PUT) == 1


@pytest.mark.parametrize(
    ("name", "message", "logins", "refreshes"),
    [("ExpiredToken", "Token has expired", 1, 1), ("ExpiredToken", "Token has been revoked", 2, 0)],
)
def test_a_spent_session_is_renewed_and_the_post_put_then(
    press: Press, name: str, message: str, logins: int, refreshes: int
) -> None:
    press.http.on(PUT, refused(name, message), says(TAKEN))
    assert press.outlet.send(press.part()) == PUBLISHED
    assert press.http.times(PUT) == 2
    assert (press.bluesky.logins, press.bluesky.refreshes) == (logins, refreshes)


def test_the_session_is_the_one_the_polls_use(press: Press) -> None:
    press.bluesky.session().tokens()
    press.outlet.send(press.part())
    press.outlet.send(press.part())
    assert press.bluesky.logins == 1


def test_every_platform_with_an_outlet_has_its_own_and_the_others_are_a_defect(press: Press) -> None:
    bluesky = press.bluesky
    outlets = outlets_of_every_platform(
        sessions=bluesky.sessions,
        credentials=bluesky.credentials,
        media=press.media,
        clock=bluesky.clock,
        http=bluesky.http,
    )
    assert outlets.of(bluesky.account).send(press.part()) == PUBLISHED
    with pytest.raises(Defect):
        outlets.of(an_account("selby", platform=Platform.X))
