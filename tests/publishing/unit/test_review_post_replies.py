"""Replies: to what is there, where it was received."""

import pytest

from tests.builders import a_message, an_inbound, an_unreadable
from tests.fakes import NOON
from tests.worlds.publishing import SELBY, TEXT, YORK, X, a_request, jane
from watchdesk.core.account import Surface
from watchdesk.core.message import MessageKey
from watchdesk.core.problems import ProblemCode

MENTION = MessageKey(YORK, Surface.MENTION, "1001")


def test_a_reply_goes_out_where_the_message_came_in_and_nowhere_else(room):
    room.messages.add([a_message(an_inbound(), account=YORK)])
    assert room.codes(a_request(YORK, reply_to=MENTION)) == set()
    assert room.codes(a_request(SELBY, reply_to=MENTION)) == {ProblemCode.REPLY_ELSEWHERE}
    assert room.codes(a_request(SELBY, YORK, reply_to=MENTION)) == {ProblemCode.REPLY_ELSEWHERE}


@pytest.mark.parametrize("native_id", ["9999", "", "\ud800", "\x00", "a" * 2000])
def test_a_reply_to_nothing_is_refused(room, native_id):
    key = MessageKey(YORK, Surface.MENTION, native_id)
    assert room.codes(a_request(YORK, reply_to=key)) == {ProblemCode.REPLY_UNKNOWN}


def test_a_reply_to_what_is_deleted_or_could_not_be_read_is_refused(room):
    room.messages.add([a_message(an_inbound(), account=YORK), a_message(an_unreadable(), account=YORK)])
    room.messages.mark_deleted(MENTION, NOON)
    unreadable = MessageKey(YORK, Surface.MENTION, "1002")
    assert room.codes(a_request(YORK, reply_to=MENTION)) == {ProblemCode.REPLY_UNKNOWN}
    assert room.codes(a_request(YORK, reply_to=unreadable)) == {ProblemCode.REPLY_UNKNOWN}


def test_whether_a_message_is_there_is_not_told_to_those_who_may_not_answer_it(room):
    room.messages.add([a_message(an_inbound(), account=YORK)])
    asker = jane("reply:selby-bluesky", "publish:york-mastodon")
    for key in (MENTION, MessageKey(YORK, Surface.MENTION, "9999")):
        assert room.codes(a_request(YORK, reply_to=key), asker) == {ProblemCode.ACCOUNT_UNKNOWN}


def test_a_reply_on_mastodon_names_whom_it_answers_and_counts_the_name(room):
    room.messages.add([a_message(an_inbound(), account=YORK)])
    (york,) = room.preview(a_request(YORK, reply_to=MENTION)).accounts
    assert york.parts == (f"@walker@fells.example {TEXT}",)
    (already,) = room.preview(a_request(YORK, text="Thanks @walker@fells.example!", reply_to=MENTION)).accounts
    assert already.parts == ("Thanks @walker@fells.example!",)
    assert room.codes(a_request(YORK, text="a" * 490, reply_to=MENTION)) == {ProblemCode.TOO_LONG}


def test_a_direct_message_is_answered_only_where_the_answer_is_private(room):
    direct = an_inbound(surface=Surface.DIRECT_MESSAGE)
    room.messages.add([a_message(direct, account=account) for account in (SELBY, YORK, X)])
    codes = {
        account: room.codes(a_request(account, reply_to=MessageKey(account, Surface.DIRECT_MESSAGE, "1001")))
        for account in (SELBY, YORK, X)
    }
    assert codes == {SELBY: set(), YORK: set(), X: {ProblemCode.REPLY_PRIVATE}}


@pytest.mark.parametrize(
    ("surface", "length", "codes"),
    [
        (Surface.DIRECT_MESSAGE, 482, set()),
        (Surface.DIRECT_MESSAGE, 1_000, set()),
        (Surface.DIRECT_MESSAGE, 1_001, {ProblemCode.TOO_LONG}),
        (Surface.MENTION, 300, set()),
        (Surface.MENTION, 301, {ProblemCode.TOO_LONG}),
    ],
)
def test_an_answer_may_be_as_long_as_its_surface_allows(room, surface, length, codes):
    room.messages.add([a_message(an_inbound(surface=surface), account=SELBY)])
    request = a_request(SELBY, reply_to=MessageKey(SELBY, surface, "1001"), text="a" * length)
    assert room.codes(request) == codes
