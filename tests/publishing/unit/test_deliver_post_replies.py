"""What a published reply answers, and what the audit trail is told."""

from dataclasses import replace

import pytest

from tests.builders import SELBY, a_message, an_account, an_inbound
from tests.fakes import NOON
from tests.fakes.outlets import Fault
from tests.publishing.builders import MALTON
from tests.worlds.delivering import THREAD
from watchdesk.audit.trail import first_break
from watchdesk.core.account import AccountState
from watchdesk.core.errors import Refused, TryLater
from watchdesk.core.message import MessageKey, MessageState
from watchdesk.publishing.domain.post import DeliveryState
from watchdesk.publishing.usecases.deliver_post import DeliveryOutcome


@pytest.mark.parametrize(
    ("state", "is_reply", "goes_out"),
    [
        (AccountState.ACTIVE, False, True),
        (AccountState.DRAINING, False, False),
        (AccountState.DRAINING, True, True),
        (AccountState.RETIRED, True, False),
    ],
)
def test_a_draining_account_only_answers_and_a_retired_one_is_silent(office, state, is_reply, goes_out):
    office.register.put(an_account(state=state))
    message = a_message()
    office.messages.add([message])
    office.accepts(reply_to=message.key if is_reply else None)
    office.runs()
    assert office.state() is (DeliveryState.PUBLISHED if goes_out else DeliveryState.FAILED)
    assert bool(office.outlet().calls) is goes_out


def test_a_published_reply_answers_its_message_and_says_so_again_harmlessly(office):
    message = a_message()
    office.messages.add([message])
    office.accepts(*THREAD, reply_to=message.key)
    office.runs()
    assert [part.reply_to for _, part in office.outlet().public] == ["1001", "public-1", "public-2"]
    kept = office.messages.message(message.key)
    assert (kept.state, kept.answered_at) == (MessageState.DISPOSED, NOON)
    office.clock.advance(minutes=1)
    office.posts.save_delivery(replace(office.delivery(), attention_at=office.clock.now()))
    office.runs()
    assert office.messages.message(message.key) == kept
    assert office.waits() is None


def test_a_reply_that_is_not_out_answers_nothing(office):
    message = a_message()
    office.messages.add([message])
    office.accepts(reply_to=message.key)
    office.outlet().will("send", Fault(Refused("too long")))
    office.tick(2)
    assert office.messages.message(message.key).state is MessageState.UNREAD


def test_a_reply_is_a_reply_only_on_the_account_that_was_written_to(office):
    office.accepts(accounts=(SELBY, MALTON), reply_to=MessageKey(SELBY, an_inbound().surface, "1001"))
    office.runs()
    assert [part.reply_to for _, part in office.outlet(SELBY).public] == ["1001"]
    assert [part.reply_to for _, part in office.outlet(MALTON).public] == [None]


def test_a_message_that_cannot_be_answered_now_is_answered_by_the_next_run(office):
    class Down:
        def answer(self, *_):
            raise TryLater("the table is busy")

    message = a_message()
    office.messages.add([message])
    working, office.messages = office.messages, Down()
    office.accepts(reply_to=message.key)
    (attended,) = office.runs()
    assert (attended.outcome, office.state()) == (DeliveryOutcome.FAILED, DeliveryState.PUBLISHED)
    office.messages = working
    office.tick(2)
    assert office.messages.message(message.key).state is MessageState.DISPOSED
    assert (office.outlet().calls, office.waits()) == (["send"], None)


def test_every_deed_is_told_once_however_often_the_audit_trail_was_down(office):
    office.accepts()
    office.audit.trouble = TryLater("the trail is busy")
    (attended,) = office.runs()
    assert attended.outcome is DeliveryOutcome.FAILED
    office.tick(3)
    assert office.outcomes == []
    office.audit.trouble = None
    office.tick(3)
    assert office.outcomes == ["published"]
    assert office.outlet().calls == ["send"]
    deed = office.audit.deeds[0]
    assert (deed.actor, deed.action, deed.about, deed.at) == ("system", "deliver_post", "post-1", NOON)
    assert deed.facts == {"account": SELBY, "outcome": "published", "content": "a" * 64, "part": "public-1"}
    assert first_break(office.audit.entries()) is None
