"""An answer whose answer was lost is looked for where it must stand: below its question."""

import pytest

from tests.fakes.http import says
from tests.platforms.unit.mastodon.answers import a_status
from tests.platforms.unit.mastodon.publishing import Press, found, ours, pictures
from watchdesk.core.errors import TryLater

QUESTION = "500"
CONTEXT = f"/statuses/{QUESTION}/context"
NO = {"error": "no"}
AN_IMAGE = {"id": "7", "type": "image"}


@pytest.fixture
def press() -> Press:
    return Press()


def answer_found(press, *below, own=(), text="@ana@mastodon.example It is open."):
    press.http.on(CONTEXT, says({"ancestors": [], "descendants": list(below)}))
    return found(press, *own, text=text, reply_to=QUESTION)


@pytest.mark.parametrize("words", ["@ana It is open.", "@bo @ana It is open.", "It is open."])
def test_an_answer_is_found_below_its_question_whoever_it_had_to_name(press, words):
    answer = ours("901", words, in_reply_to_id=QUESTION, visibility="direct")
    assert answer_found(press, a_status("7"), "nonsense", answer) == "901"


def test_an_answer_without_words_has_its_image(press):
    answer = ours("901", "@ana", in_reply_to_id=QUESTION, media_attachments=[AN_IMAGE])
    press.http.on(CONTEXT, says({"descendants": [answer]}))
    assert found(press, text="", reply_to=QUESTION, images=pictures("A map.")) == "901"


def test_an_answer_to_another_is_another(press):
    assert answer_found(press, own=[ours("901", "@ana It is open.", in_reply_to_id="501")]) is None


def test_an_answer_is_found_among_our_own_though_the_question_is_hidden(press):
    press.http.on(CONTEXT, says(NO, 404))
    answer = ours("901", "@ana It is open.", in_reply_to_id=QUESTION)
    assert found(press, answer, text="It is open.", reply_to=QUESTION) == "901"


def test_an_answer_torn_off_by_a_deleted_question_is_for_a_person(press):
    with pytest.raises(TryLater):
        answer_found(press, own=[ours("901", "@ana It is open.", in_reply_to_id=None)])


def test_a_context_that_does_not_come_tells_nothing(press):
    press.http.on(CONTEXT, says(NO, 503))
    with pytest.raises(TryLater):
        found(press, text="It is open.", reply_to=QUESTION)
