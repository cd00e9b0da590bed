"""A post whose answer was lost is known by its words again, and where they do not tell, nobody guesses."""

import pytest

from tests.fakes.http import says
from tests.platforms.unit.mastodon.answers import ANA, US, linked, our_status, paged
from tests.platforms.unit.mastodon.publishing import OWN, Press, found, ours, pictures
from watchdesk.core.errors import Reconnect, TryLater

QUESTION = "500"
NO = {"error": "no"}
AN_IMAGE = {"id": "7", "type": "image"}
BEFORE = "2026-11-20T19:48:59.000Z"
"""More than ten minutes before the part was dated, a minute to eight."""

A_LONG_LINK = (
    '<p>See <a href="https://www.police.uk/pu/contact-us/report-a-crime/"><span class="invisible">https://www.</span>'
    '<span class="ellipsis">police.uk/pu/contact-us/repo</span><span class="invisible">rt-a-crime/</span></a> '
    '<a class="mention hashtag">#<span>Selby</span></a></p>'
)


@pytest.fixture
def press() -> Press:
    return Press()


def test_what_stands_among_our_own_is_found(press):
    there = found(press, ours("902", "Something else."), ours("901"))
    assert there == "901"


def test_what_is_not_among_our_own_was_not_sent(press):
    assert found(press) is None
    assert found(press, ours("901", "Something else.")) is None


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("It is 5 < 6 & so\non", "<p>It is 5 &lt; 6 &amp; so<br />on</p>"),
        ("One.\n\nTwo.", "<p>One.</p><p>Two.</p>"),
        ("One.\n\nTwo.", "One.<br/><br/>Two."),
        (
            "@ana@mastodon.example and @bo: see",
            '<p><a href="https://mastodon.example/@ana" class="mention">@<span>ana</span></a> and @bo: see</p>',
        ),
        (
            "See https://www.police.uk/pu/contact-us/report-a-crime/ #Selby",
            A_LONG_LINK,
        ),
        ("See www.police.uk", '<p>See <a href="http://www.police.uk">www.police.uk</a></p>'),
        ("Cafe\u0301", "<p>Caf\u00e9</p>"),
        ("  so  it is ", "<p>so it is</p>"),
        ("🚓", "<p>🚓</p>"),
    ],
)
def test_words_are_known_again_in_every_dress(press, text, content):
    status = ours("901") | {"content": content}
    assert found(press, status, text=text) == "901"


@pytest.mark.parametrize(
    "other",
    [
        ours("901", account={"id": ANA, "acct": "ana"}),
        ours("901", reblog={"id": "1"}),
        ours("901", in_reply_to_id=QUESTION),
        ours("901") | {"created_at": BEFORE},
        {"id": "901", "account": {"id": US}, "created_at": BEFORE},
    ],
)
def test_the_same_words_elsewhere_or_long_before_are_others(press, other):
    assert found(press, other) is None


@pytest.mark.parametrize(
    "like",
    [
        ours("901", "The Selby road is open again!"),
        ours("901", "The Selby road is open again"[:-1]),
        ours("901", "The A63 is shut. The Selby road is open again, and will be all night."),
        ours("901", spoiler_text="traffic"),
        ours("901", media_attachments=[AN_IMAGE]),
        {"id": "901", "account": {"id": US}},
        "no status at all",
    ],
)
def test_what_resembles_it_is_for_a_person_unless_it_is_there_itself(press, like):
    with pytest.raises(TryLater):
        found(press, like)
    assert found(press, like, ours("900")) == "900"


def test_a_post_with_a_warning_and_images_has_them(press):
    status = ours("901", spoiler_text="a  collision", media_attachments=[AN_IMAGE, AN_IMAGE])
    given = {"content_warning": "a collision", "images": pictures("one", "two")}
    assert found(press, status, **given) == "901"


def test_a_warning_that_the_server_made_the_words_of_an_image_is_known_again(press):
    status = ours("901", "a collision", media_attachments=[AN_IMAGE])
    assert found(press, status, text="", content_warning="a collision", images=pictures("A van.")) == "901"
    with pytest.raises(TryLater):
        found(press, status, text="", content_warning="a collision", images=pictures("A van.", "A car."))


def test_the_same_words_to_somebody_else_are_others(press):
    assert found(press, ours("901", "@bo thank you"), text="@ana thank you") is None


def test_what_was_edited_since_is_known_by_what_it_said_at_first(press):
    edited = ours("901", "Shut.", edited_at="2026-11-20T20:01:00.000Z")
    press.http.on("/history", says([ours("901"), ours("901", "Shut.")]))
    assert found(press, edited) == "901"
    press.http.on("/history", says([ours("901", "Ajar."), ours("901", "Shut.")]))
    assert found(press, edited) is None


def test_what_is_known_as_another_post_is_never_taken_for_this_one(press):
    similar = ours("901", "The Selby road is open again!")
    assert found(press, similar, ours("902"), known=frozenset({"901", "902"})) is None


@pytest.mark.parametrize("answer", [says(NO, 404), says("<html>", 404), says({})])
def test_one_edited_post_without_its_history_hides_no_other_lost_post(press, answer):
    press.http.on("/history", answer)
    edited = ours("902", "Shut.", edited_at="2026-11-20T20:01:00.000Z")
    assert found(press, edited, ours("901")) == "901"


@pytest.mark.parametrize("answer", [says(NO, 404), says("<html>", 404), says({}), says(NO, 503)])
def test_without_its_history_an_edited_status_may_have_said_anything(press, answer):
    press.http.on("/history", answer)
    with pytest.raises(TryLater):
        found(press, ours("901", "Shut.", edited_at="2026-11-20T20:01:00.000Z"))


def test_all_that_was_written_since_is_read_and_no_more(press):
    newer, older = [ours(str(900 + each), "Something else.") for each in (9, 8)], ours("901")
    pages = {None: linked(newer, "max_id=908"), "908": linked([older], "max_id=901")}
    press.http.on(OWN, paged(pages))
    assert press.outlet.look(press.part()).native_id == "901"
    pages["908"] = linked([our_status("800", created_at=BEFORE)], "max_id=800")
    assert press.outlet.look(press.part()) is None
    assert press.http.times(OWN) == 4


def test_more_than_can_be_read_at_once_tells_nothing(press):
    def endless(asked):
        at = int(asked.query.get("max_id", ["1000"])[0])
        return linked([ours(str(at - 1), "Something else.")], f"max_id={at - 1}")

    press.http.on(OWN, endless)
    with pytest.raises(TryLater):
        press.outlet.look(press.part())
    assert press.http.times(OWN) == 10


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (TryLater("no answer"), TryLater),
        (says(NO, 500), TryLater),
        (says("<html>"), TryLater),
        (says(NO, 401), Reconnect),
    ],
)
def test_a_server_that_does_not_show_our_own_tells_nothing(press, answer, error):
    press.http.on(OWN, answer)
    with pytest.raises(error):
        press.outlet.look(press.part())
