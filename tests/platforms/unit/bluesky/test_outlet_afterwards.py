"""After a post was sent: looking for it, leaving it as it is, taking it down."""

from typing import Any

import pytest

from tests.fakes.clock import NOON
from tests.fakes.http import says
from tests.platforms.unit.bluesky.conftest import OUR_DID, Bluesky
from tests.platforms.unit.bluesky.publishing import CID, DELETE, GET, KEY, PUBLISHED, URI, Press, body, refused
from watchdesk.core.errors import Defect, Refused, TryLater, Unconfirmed
from watchdesk.platforms.bluesky.timestamps import timestamp_text
from watchdesk.publishing.domain.post import PublishedPart


@pytest.fixture
def press(bluesky: Bluesky) -> Press:
    return Press(bluesky)


def test_looking_asks_for_the_record_under_the_key(press: Press) -> None:
    press.http.on(GET, says({"uri": URI, "cid": CID, "value": {"createdAt": timestamp_text(NOON)}}))
    assert press.outlet.look(press.part()) == PUBLISHED
    (asked,) = press.http.to(GET)
    assert asked.query == {"repo": OUR_DID, "collection": "app.bsky.feed.post", "rkey": KEY}


def test_what_the_server_does_not_hold_is_certainly_not_there(press: Press, sample: Any) -> None:
    press.http.on(GET, says(sample("bluesky-real/repo_getRecord_deleted"), 400))
    assert press.outlet.look(press.part()) is None


@pytest.mark.parametrize("answer", [TryLater("no answer"), refused("InternalServerError", status=500)])
def test_looking_in_an_outage_cannot_tell(press: Press, answer: Any) -> None:
    press.http.on(GET, answer)
    with pytest.raises(TryLater):
        press.outlet.look(press.part())


def test_another_record_under_the_key_is_not_taken_for_the_post(press: Press) -> None:
    press.http.on(GET, says({"uri": URI, "cid": CID, "value": {"createdAt": "2026-03-02T12:00:00.001Z"}}))
    with pytest.raises(Defect):
        press.outlet.look(press.part())


def test_an_edit_is_refused_with_advice(press: Press) -> None:
    with pytest.raises(Refused, match="withdraw the post and publish it anew"):
        press.outlet.edit(PUBLISHED, press.part())


def test_a_withdrawn_post_is_deleted_however_often(press: Press) -> None:
    press.http.on(DELETE, says({"commit": {"cid": CID, "rev": KEY}}), says({}))
    press.outlet.withdraw(press.bluesky.account, PUBLISHED)
    press.outlet.withdraw(press.bluesky.account, PUBLISHED)
    assert [body(asked) for asked in press.http.to(DELETE)] == [
        {"repo": OUR_DID, "collection": "app.bsky.feed.post", "rkey": KEY}
    ] * 2


def test_a_lost_deletion_may_have_happened(press: Press) -> None:
    press.http.on(DELETE, Unconfirmed("no answer"))
    with pytest.raises(Unconfirmed):
        press.outlet.withdraw(press.bluesky.account, PUBLISHED)


def test_nobody_elses_post_is_taken_down(press: Press) -> None:
    other = PublishedPart(native_id="at://did:plc:ana/app.bsky.feed.post/3n2r2shnu322l", version=CID, url="")
    with pytest.raises(Refused, match="another account"):
        press.outlet.withdraw(press.bluesky.account, other)
    assert press.http.times(DELETE) == 0
