"""What people text back in the middle of the night, and what is made of it."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchdesk.alerting.domain.alert import CODE_ALPHABET, CODE_LENGTH, Code
from watchdesk.alerting.sms.reply_parser import (
    AlertReply,
    Keyword,
    NotUnderstood,
    ParsedReply,
    ReplyAction,
    ReplyScope,
    parse_reply,
)

K7MX = Code("K7MX")
codes = st.text(CODE_ALPHABET, min_size=CODE_LENGTH, max_size=CODE_LENGTH)
WORDS = {
    ReplyAction.ACKNOWLEDGE: ("a", "ack", "acknowledge", "ok", "yes"),
    ReplyAction.ESCALATE: ("e", "escalate"),
    ReplyAction.CLOSE: ("c", "close", "done"),
}
SAID = [(action, word) for action, words in WORDS.items() for word in words]


@pytest.mark.parametrize(
    "text",
    [
        "K7MX",
        "k7mx",
        " K7MX. ",
        '"K7MX"',
        "\u201cK7MX\u201d",
        "K7MX!",
        "(k7mx)",
        "K7 MX",
        "k7-mx",
        "\nK7MX\n",
        "\uff2b7MX",
        "K7MX a",
        "a K7MX",
        "k7mxa",
        "Ack: k7mx",
        "K7MX OK thanks",
        "K7MX, I\u2019ve got it",
        "Yes, K7MX, I'm on it",
        "K7MX\n--\nSgt A. Hale\nno longer on duty",
        "K7MX K7MX",
        "K7MX \U0001f44d\U0001f3fb",
    ],
)
def test_a_code_alone_or_with_a_word_takes_its_alert(text):
    assert parse_reply(text) == AlertReply(ReplyAction.ACKNOWLEDGE, K7MX)


@pytest.mark.parametrize(
    "text", ["a", "A", "ok", "OK.", "Okay!", "yes", "Yes please", "got it", "mine", "\U0001f44d"]
)
def test_a_word_alone_is_about_the_latest(text):
    assert parse_reply(text) == AlertReply(ReplyAction.ACKNOWLEDGE, ReplyScope.LATEST)


@pytest.mark.parametrize("text", ["e K7MX", "K7MX e", "k7mxe", "Escalate K7MX please"])
def test_an_alert_can_be_passed_up(text):
    assert parse_reply(text) == AlertReply(ReplyAction.ESCALATE, K7MX)


@pytest.mark.parametrize("text", ["K7MX c", "c k7mx", "k7mxc", "K7MX done", "Closed: K7MX"])
def test_an_alert_can_be_said_to_be_dealt_with(text):
    assert parse_reply(text) == AlertReply(ReplyAction.CLOSE, K7MX)


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("all", ReplyAction.ACKNOWLEDGE),
        ("aa", ReplyAction.ACKNOWLEDGE),
        ("AA.", ReplyAction.ACKNOWLEDGE),
        ("ok, all of them", ReplyAction.ACKNOWLEDGE),
        ("both", ReplyAction.ACKNOWLEDGE),
        ("e all", ReplyAction.ESCALATE),
        ("all closed", ReplyAction.CLOSE),
    ],
)
def test_all_is_about_all(text, action):
    assert parse_reply(text) == AlertReply(action, ReplyScope.ALL)


@pytest.mark.parametrize(
    ("text", "order"),
    [
        *[
            (text, Keyword.STOP)
            for text in ("STOP", "stop.", "Stop texting me", "STOPALL", "opt-out", "Unsubscribe", "END")
        ],
        *[(text, Keyword.START) for text in ("START", "start!", "unstop")],
        *[(text, Keyword.HELP) for text in ("HELP", "help?", "help me")],
    ],
)
def test_the_number_itself_can_be_spoken_to(text, order):
    assert parse_reply(text) == order


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n ",
        "?",
        "no",
        "not ok",
        "K7MX no",
        "not mine",
        "I can't, K7MX",
        "who is this",
        "K7MX R4TW",
        "K7MX all",
        "a c",
        "K7MX e c",
        "thanks",
        "on it",
        "K7M",
        "K7MXX",
        "KOMX",
        "K7MX 2",
        "ok \u043d\u0435\u0442",
        "the end",
        "a K7M C",
        "1",
    ],
)
def test_whatever_could_mean_something_else_does_nothing(text):
    assert parse_reply(text) == NotUnderstood()


@given(text=st.text(max_size=2000))
def test_every_text_has_an_answer(text):
    assert isinstance(parse_reply(text), ParsedReply)


@given(
    text=st.lists(st.sampled_from([*"aecyk", "aa", "all", "stop", "K7MX", "K7", "\n", " ", ".", "'"])).map("".join)
)
def test_every_text_made_of_what_we_know_has_an_answer(text):
    assert isinstance(parse_reply(text), ParsedReply)


@given(
    code=codes,
    said=st.sampled_from(SAID),
    before=st.booleans(),
    case=st.sampled_from([str.upper, str.lower, str.title]),
)
def test_every_code_goes_with_every_word_either_way_round(code, said, before, case):
    action, word = said
    text = f"{word} {code}" if before else f"{code} {word}"
    assert parse_reply(case(text)) == AlertReply(action, Code(code))


@given(code=codes)
def test_no_code_is_anything_but_itself(code):
    assert parse_reply(code) == AlertReply(ReplyAction.ACKNOWLEDGE, Code(code))


@given(code=codes, below=st.text(max_size=100))
def test_what_stands_below_the_first_line_changes_nothing(code, below):
    assert parse_reply(f"{code}\n{below}") == parse_reply(code)


def test_no_two_actions_share_a_word():
    said = [parse_reply(word) for _, word in SAID]
    assert [answer.action for answer in said] == [action for action, _ in SAID]
    for (one, first), (other, second) in itertools.combinations(SAID, 2):
        assert isinstance(parse_reply(f"{first} {second}"), AlertReply if one is other else NotUnderstood)
