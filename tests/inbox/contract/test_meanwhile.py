"""Somebody else acts between our read and our write: what they did stands, ours is done on top or not at all."""

from datetime import timedelta

import pytest

from tests.builders import SELBY, a_message, an_own_reply, edited
from tests.dynamo_stores import messages_in
from tests.fakes import NOON
from watchdesk.aws.dynamodb.table import Table
from watchdesk.core.errors import TryLater
from watchdesk.core.message import MessageState

LATER = NOON + timedelta(hours=1)
NEVER = NOON + timedelta(days=9999)


class Between:
    """A client before each of whose updates somebody acts, as long as there are acts left."""

    def __init__(self, client):
        self._client = client
        self.acts = []

    def __getattr__(self, name):
        return getattr(self._client, name)

    def update_item(self, **request):
        if self.acts:
            self.acts.pop(0)()
        return self._client.update_item(**request)


@pytest.fixture
def between(dynamodb):
    return Between(dynamodb)


@pytest.fixture
def stored(table):
    return table("MessagesTable")


@pytest.fixture
def somebody(stored):
    return messages_in(stored)


@pytest.fixture
def ours(between, stored):
    return messages_in(Table(between, stored.name))


def test_an_answer_given_meanwhile_is_not_given_again(ours, somebody, between):
    somebody.add([a_message()])
    reply = an_own_reply(answers="1001")
    between.acts = [lambda: somebody.answer(SELBY, reply, LATER)]
    assert ours.answer(SELBY, reply, NEVER) == 0
    assert ours.message(a_message().key).answered_at == LATER


def test_an_edit_does_not_bring_back_what_was_answered_meanwhile(ours, somebody, between):
    message = a_message()
    somebody.add([message])
    between.acts = [lambda: somebody.answer(SELBY, an_own_reply(answers="1001"), LATER)]
    assert ours.revise(edited(message, "2", deadline=NOON))
    kept = ours.message(message.key)
    # The deadline stays the one it was dealt with under.
    assert (kept.state, kept.version, kept.deadline) == (MessageState.DISPOSED, "2", message.deadline)
    assert ours.due(NEVER, 10) == []


def test_an_edit_does_not_bring_back_what_an_alert_took_meanwhile(ours, somebody, between):
    message = a_message()
    somebody.add([message])
    [waiting] = somebody.due(NEVER, 1)
    between.acts = [lambda: somebody.hand_over(waiting, "alert-1", LATER)]
    assert ours.revise(edited(message, "2", deadline=NOON))
    assert ours.due(NEVER, 10) == []
    assert ours.message(message.key).alert == "alert-1"


def test_an_edit_that_always_comes_too_late_is_tried_again_another_time(ours, somebody, between):
    message = a_message()
    somebody.add([message])
    edits = [
        edited(message, str(number), first_seen_at=LATER + timedelta(minutes=number)) for number in range(2, 12)
    ]
    between.acts = [lambda edit=edit: somebody.revise(edit) for edit in edits]
    with pytest.raises(TryLater):
        ours.revise(edited(message, "ours", first_seen_at=NEVER))
    between.acts = []
    assert ours.revise(edited(message, "ours", first_seen_at=NEVER))
    assert ours.versions([message.key]) == {message.key: "ours"}
