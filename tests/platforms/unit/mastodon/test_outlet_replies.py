"""An answer names whom it answers, as accepted, and is never more public than the question."""

import pytest

from tests.fakes.http import says
from tests.platforms.unit.mastodon.answers import ANA, US, a_status
from tests.platforms.unit.mastodon.publishing import POST, Press, body, ours
from watchdesk.core.errors import Refused, TryLater
from watchdesk.publishing.domain.mentions import with_mention
from watchdesk.publishing.domain.post import PublishedPart, Visibility
from watchdesk.publishing.ports.posts import TooPublic

QUESTION = "500"
AT_ANA = "@ana@mastodon.example"
WE_ARE = {"id": US, "acct": "police"}
ANA_IS = {"id": ANA, "acct": "ana@mastodon.example"}
PUBLISHED = PublishedPart(native_id="900", version="1", url="")


@pytest.fixture
def press() -> Press:
    return Press()


def asked(press, **fields):
    press.http.on(f"/statuses/{QUESTION}", says(a_status(QUESTION, **fields)))


def sent(press, text, **fields):
    press.outlet.send(press.part(text, reply_to=QUESTION, **fields))
    return press.posted()


def test_an_answer_stands_under_the_question_and_goes_out_as_it_was_accepted(press):
    asked(press)
    accepted = with_mention("It is open.", "ana@mastodon.example")
    said = sent(press, accepted)
    assert (said["status"], said["in_reply_to_id"]) == (accepted, QUESTION)


def test_an_answer_that_names_nobody_would_reach_nobody(press):
    asked(press)
    assert sent(press, "It is open.")["status"] == f"{AT_ANA} It is open."


@pytest.mark.parametrize(
    ("question", "wanted", "goes_out"),
    [
        ("public", Visibility.PUBLIC, "public"),
        ("public", Visibility.UNLISTED, "unlisted"),
        ("unlisted", Visibility.PUBLIC, "unlisted"),
        ("private", Visibility.UNLISTED, "private"),
        ("direct", Visibility.PUBLIC, "direct"),
        ("local", Visibility.PUBLIC, "direct"),
        (None, Visibility.PUBLIC, "direct"),
    ],
)
def test_an_answer_is_as_public_as_the_question_or_less(press, question, wanted, goes_out):
    asked(press, visibility=question)
    assert sent(press, f"{AT_ANA} yes", visibility=wanted)["visibility"] == goes_out


def test_the_next_part_of_a_public_thread_names_nobody_anew(press):
    first = ours(QUESTION, mentions=[ANA_IS], in_reply_to_account_id=ANA)
    press.http.on(f"/statuses/{QUESTION}", says(first))
    assert sent(press, "(2/2) Thank you.")["status"] == "(2/2) Thank you."


def test_the_next_part_of_a_private_thread_reaches_the_same_people(press):
    bo = {"id": "3", "acct": "bo"}
    press.http.on(
        f"/statuses/{QUESTION}", says(ours(QUESTION, visibility="direct", mentions=[ANA_IS, WE_ARE, bo]))
    )
    said = sent(press, "(2/2) Thank you.")
    assert (said["status"], said["visibility"]) == (f"{AT_ANA} @bo (2/2) Thank you.", "direct")


@pytest.mark.parametrize("visibility", ["public", "unlisted", "private", "direct"])
def test_an_edit_of_an_answer_asks_for_the_visibility_that_it_has(press, visibility):
    press.http.on("/statuses/900", says(ours("900", visibility=visibility)))
    press.outlet.edit(PUBLISHED, press.part("new words", reply_to=QUESTION))
    assert body(press.http.to("/statuses/900")[-1])["visibility"] == visibility


@pytest.mark.parametrize(
    ("asked", "shown"), [("direct", "public"), ("direct", "private"), ("private", "unlisted")]
)
def test_an_edited_answer_that_the_server_made_wider_is_told_at_once(press, asked, shown):
    press.http.on("/statuses/900", says(ours("900", visibility=asked)), says(ours("900", visibility=shown)))
    with pytest.raises(TooPublic, match=f"{shown} instead of {asked}") as raised:
        press.outlet.edit(PUBLISHED, press.part("new words", reply_to=QUESTION))
    assert raised.value.published.native_id == "900"


def test_an_answer_that_the_server_made_wider_than_asked_is_told_at_once(press):
    asked(press, visibility="direct")
    press.http.on(POST, says(ours("900", visibility="public")))
    with pytest.raises(TooPublic):
        press.outlet.send(press.part(f"{AT_ANA} between us", reply_to=QUESTION))


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (says({"error": "Record not found"}, 404), Refused),
        (says({"id": QUESTION, "visibility": "public"}), Refused),
        (says([]), Refused),
        (says({"error": "busy"}, 503), TryLater),
    ],
)
def test_what_cannot_be_seen_is_not_answered(press, answer, error):
    press.http.on(f"/statuses/{QUESTION}", answer)
    with pytest.raises(error):
        sent(press, "yes")
    assert press.http.times(POST) == 0


def test_a_question_that_goes_while_it_is_answered_is_a_refusal(press):
    asked(press)
    press.http.on(POST, says({"error": "Record not found"}, 404))
    with pytest.raises(Refused):
        press.outlet.send(press.part(f"{AT_ANA} yes", reply_to=QUESTION))


@pytest.mark.parametrize(
    ("standing", "text"),
    [
        ({"visibility": "public", "in_reply_to_account_id": ANA, "mentions": [ANA_IS]}, f"{AT_ANA} new words"),
        ({"visibility": "public", "in_reply_to_account_id": None, "mentions": [ANA_IS]}, "new words"),
        ({"visibility": "public", "in_reply_to_account_id": US, "mentions": [ANA_IS]}, "new words"),
        ({"visibility": "direct", "in_reply_to_account_id": US, "mentions": [ANA_IS]}, f"{AT_ANA} new words"),
    ],
)
def test_an_edited_answer_still_names_whom_it_answers_though_the_question_is_gone(press, standing, text):
    press.http.on("/statuses/900", says(ours("900", **standing)))
    press.outlet.edit(PUBLISHED, press.part("new words", reply_to=QUESTION))
    assert body(press.http.to("/statuses/900")[-1])["status"] == text
