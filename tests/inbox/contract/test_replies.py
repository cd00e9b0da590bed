"""Which messages a reply of our own answers."""

from datetime import timedelta

import pytest

from tests.builders import SELBY, a_message, an_inbound, an_own_reply
from tests.fakes import NOON
from watchdesk.core.account import Surface
from watchdesk.core.message import Author, MessageState

LATER = NOON + timedelta(hours=1)
NEVER = NOON + timedelta(days=9999)


def state_of(store, message):
    return store.message(message.key).state


def test_a_reply_answers_the_message_it_names_on_any_surface(store):
    mention, reply = an_inbound("1"), an_inbound("1", surface=Surface.REPLY)
    store.add([a_message(mention), a_message(reply), a_message(an_inbound("2"))])
    assert store.answer(SELBY, an_own_reply(answers="1"), LATER) == 2
    answered = store.message(a_message(mention).key)
    assert (answered.state, answered.answered_at) == (MessageState.DISPOSED, LATER)
    assert [each.key.native_id for each in store.due(NEVER, 10)] == ["2"]


def test_a_second_sight_of_a_reply_changes_nothing(store):
    store.add([a_message()])
    store.answer(SELBY, an_own_reply(answers="1001"), LATER)
    assert store.answer(SELBY, an_own_reply(answers="1001"), NEVER) == 0
    assert store.message(a_message().key).answered_at == LATER


def test_a_reply_answers_what_the_same_person_said_before_in_that_thread(store):
    def said(native_id, minutes, author="42", thread_id="t"):
        sent_at = NOON + timedelta(minutes=minutes)
        return a_message(
            an_inbound(native_id, thread_id=thread_id, sent_at=sent_at, author=Author(id=author, handle="h"))
        )

    earlier, named, later = said("1", 0), said("2", 1), said("3", 2)
    other_person, other_thread = said("4", 0, author="43"), said("5", 0, thread_id="u")
    store.add([earlier, named, later, other_person, other_thread])
    assert store.answer(SELBY, an_own_reply(answers="2"), LATER) == 2
    disposed = [state_of(store, each) is MessageState.DISPOSED for each in (earlier, named, later)]
    assert disposed == [True, True, False]
    assert not any(state_of(store, each) is MessageState.DISPOSED for each in (other_person, other_thread))


def test_a_reply_without_a_name_answers_the_thread_before_it(store):
    at = [an_inbound(str(n), thread_id="t", sent_at=LATER + timedelta(microseconds=n)) for n in (-1, 0, 1)]
    store.add([a_message(body) for body in at])
    assert store.answer(SELBY, an_own_reply(thread_id="t", sent_at=LATER), LATER) == 1
    assert state_of(store, a_message(at[0])) is MessageState.DISPOSED


def test_a_reply_answers_nothing_of_another_account_and_nothing_unknown(store):
    store.add([a_message(account="york-mastodon")])
    assert store.answer(SELBY, an_own_reply(answers="1001"), LATER) == 0
    assert store.answer(SELBY, an_own_reply(thread_id="1001"), LATER) == 0
    assert store.answer(SELBY, an_own_reply(), LATER) == 0


@pytest.mark.parametrize("state", [MessageState.OPENED, MessageState.CLAIMED])
def test_a_reply_answers_what_somebody_has_opened_or_claimed(store, state):
    message = a_message(state=state)
    store.add([message])
    assert store.answer(SELBY, an_own_reply(answers="1001"), LATER) == 1
