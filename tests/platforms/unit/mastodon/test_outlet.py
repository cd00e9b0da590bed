"""A post is asked for once, under its key; what is refused, what is later and what is in doubt are told apart."""

import pytest

from tests.builders import an_account
from tests.fakes.http import says
from tests.platforms.unit.mastodon.answers import TOKEN, a_police_account, sample
from tests.platforms.unit.mastodon.publishing import INSTANCE, POST, Press, body, ours
from watchdesk.core.account import Platform
from watchdesk.core.errors import (
    AccountBlocked,
    Defect,
    PermissionLost,
    RateLimited,
    Reconnect,
    Refused,
    TryLater,
    Unconfirmed,
)
from watchdesk.platforms.outlets_by_platform import outlets_of_every_platform
from watchdesk.publishing.domain.post import PublishedPart, Visibility

PUBLISHED = PublishedPart(
    native_id="900", version="2026-11-20T20:00:00+00:00", url="https://mastodon.example/@ana/900"
)
NO = {"error": "no"}


@pytest.fixture
def press() -> Press:
    return Press()


def test_a_post_goes_out_once_under_its_own_key(press):
    assert press.outlet.send(press.part()) == PUBLISHED
    assert press.posted() == {
        "status": "The Selby road is open again.",
        "visibility": "public",
        "language": "en",
        "spoiler_text": "",
        "sensitive": False,
    }
    headers = press.http.to(POST)[0].headers
    assert headers["idempotency-key"] == "key-1"
    assert (headers["authorization"], headers["content-type"]) == (f"Bearer {TOKEN}", "application/json")


def test_the_warning_the_language_and_the_visibility_go_along(press):
    press.outlet.send(press.part(content_warning="a collision", language="cy", visibility=Visibility.UNLISTED))
    said = press.posted()
    assert (said["spoiler_text"], said["sensitive"]) == ("a collision", True)
    assert (said["language"], said["visibility"]) == ("cy", "unlisted")


def test_a_recorded_status_is_what_was_published(press):
    press.http.on(POST, says(sample("status")))
    published = press.outlet.send(press.part())
    assert published.native_id == "117649860198400007"
    assert published.url == "https://social.wessexshire.example/@police/117649860198400007"


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (TryLater("could not connect"), TryLater),
        (Unconfirmed("no answer"), Unconfirmed),
        (says(NO, 500), Unconfirmed),
        (says("<html>", 502), Unconfirmed),
        (says(NO, 503), Unconfirmed),
        (says("", 302), Unconfirmed),
        (says(NO, 408), Unconfirmed),
        (says(NO, 409), Unconfirmed),
        (says("<html>"), Unconfirmed),
        (says([]), Unconfirmed),
        (says({"id": "900"}), Unconfirmed),
        (says("[" * 100_000), Unconfirmed),
        (says("<html>", 403), TryLater),
        (says(NO, 429), RateLimited),
        (says(NO, 401), Reconnect),
        (says(NO, 403), PermissionLost),
        (says(NO, 404), Refused),
        (says(NO, 422), Refused),
        (says(NO, 400), Refused),
        (says("<html>", 413), Refused),
    ],
)
def test_only_what_may_have_been_done_is_in_doubt(press, answer, error):
    press.http.on(POST, answer)
    with pytest.raises(error) as raised:
        press.outlet.send(press.part())
    assert type(raised.value) is error


def test_a_closed_account_is_told_as_such(press):
    press.http.on(POST, says(NO, 403))
    press.http.on("/verify_credentials", says(NO, 403))
    with pytest.raises(AccountBlocked):
        press.outlet.send(press.part())


def test_a_token_that_was_just_replaced_works_at_once(press):
    credentials = press.server.credentials

    def replaced(_asked):
        credentials.kept[press.server.account.secret] = {"access_token": "new"}
        return says(NO, 401)

    press.http.on(POST, replaced, says(ours("900")))
    assert press.outlet.send(press.part()) == PUBLISHED
    assert [asked.headers["authorization"] for asked in press.http.to(POST)] == [f"Bearer {TOKEN}", "Bearer new"]


def test_a_spent_limit_of_posts_keeps_nothing_else_waiting(press):
    spent = {"X-RateLimit-Limit": "300", "X-RateLimit-Remaining": "1", "X-RateLimit-Reset": "2026-11-20T20:30:00Z"}
    press.http.on(POST, says(ours("900"), headers=spent))
    press.outlet.send(press.part())
    with pytest.raises(RateLimited):
        press.outlet.send(press.part("More to follow.", key="key-2"))
    assert press.http.times(POST) == 1
    assert press.outlet.look(press.part()) is None


def test_an_edit_keeps_the_images_that_stand_there(press):
    standing = ours("900", media_attachments=[{"id": "7", "type": "image"}, {"id": "8", "type": "image"}])
    edited = ours("900", edited_at="2026-11-20T20:05:00.000Z")
    press.http.on("/statuses/900", says(standing), says(edited))
    published = press.outlet.edit(PUBLISHED, press.part("It is shut again.", content_warning="traffic"))
    asked = press.http.to("/statuses/900")[-1]
    assert asked.method == "PUT"
    assert body(asked) == {
        "status": "It is shut again.",
        "language": "en",
        "spoiler_text": "traffic",
        "sensitive": True,
        "media_ids": ["7", "8"],
        "visibility": "public",
    }
    assert (published.native_id, published.version) == ("900", "2026-11-20T20:05:00+00:00")


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        ([says(NO, 404)], Refused),
        ([says({"id": "900"})], TryLater),
        ([says(ours("900")), says(NO, 404)], Refused),
        ([says(ours("900")), says(NO, 422)], Refused),
        ([says(ours("900")), Unconfirmed("no answer")], Unconfirmed),
        ([says(ours("900")), says(NO, 503)], Unconfirmed),
    ],
)
def test_an_edit_that_cannot_be_made_says_why(press, answers, error):
    press.http.on("/statuses/900", *answers)
    with pytest.raises(error):
        press.outlet.edit(PUBLISHED, press.part("It is shut again."))


GONE = [says(NO, 404), says(NO, 410), says("<html>", 404), says("<html>", 410)]


@pytest.mark.parametrize("answer", [says({}), says(sample("status_deleted")), *GONE])
@pytest.mark.parametrize("look", GONE)
def test_what_is_down_is_down_however_often_it_is_taken_down(press, answer, look):
    press.http.on("/statuses/900", answer, look)
    press.outlet.withdraw(press.server.account, PUBLISHED)
    assert [asked.method for asked in press.http.to("/statuses/900")] == ["DELETE", "GET"]


@pytest.mark.parametrize("answer", [says({}), says(NO, 404), says("<html>", 404)])
def test_a_post_that_is_still_there_after_its_deletion_is_not_taken_for_withdrawn(press, answer):
    press.http.on("/statuses/900", answer, says(ours("900")))
    with pytest.raises(TryLater, match="still shows"):
        press.outlet.withdraw(press.server.account, PUBLISHED)


def test_a_proxy_that_answers_for_the_server_takes_nothing_down(press):
    press.http.on("/statuses/900", says("<html>", 404))
    press.http.on("/verify_credentials", says("<html>", 404))
    with pytest.raises(TryLater):
        press.outlet.withdraw(press.server.account, PUBLISHED)


def test_a_text_goes_out_as_it_was_typed_where_the_server_knows_other_formats(press):
    formats = {"statuses": {"supported_mime_types": ["text/plain", "text/markdown"]}}
    press.http.on(INSTANCE, says({"configuration": formats}))
    press.outlet.send(press.part("x <y> z"))
    assert press.posted()["content_type"] == "text/plain"


@pytest.mark.parametrize(
    ("answer", "error"),
    [(Unconfirmed("no answer"), Unconfirmed), (says(NO, 500), Unconfirmed), (says("<html>", 403), TryLater)],
)
def test_a_deletion_nobody_confirmed_is_not_taken_for_one(press, answer, error):
    press.http.on("/statuses/900", answer)
    with pytest.raises(error):
        press.outlet.withdraw(press.server.account, PUBLISHED)


def test_the_outlet_for_an_account_on_mastodon_is_this_one_and_forgets_a_changed_account(press):
    server = press.server
    outlets = outlets_of_every_platform(
        sessions=None, credentials=server.credentials, media=press.media, clock=server.clock, http=press.http
    )
    assert outlets.of(server.account).send(press.part()) == PUBLISHED
    moved = a_police_account(server="https://other.example")
    assert outlets.of(server.account) is outlets.of(server.account)
    assert outlets.of(moved) is not outlets.of(server.account)
    with pytest.raises(Defect):
        outlets.of(an_account("selby", platform=Platform.X))
