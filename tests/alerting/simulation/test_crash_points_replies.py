"""Kill, double or interrupt the handling of a text back at every call it makes; brought again, it has one effect.

Real adapters and real rules on moto. Between two writes the world is the same wherever a run dies or another one
comes in between: before the first write, and after each, is every place there is. The topic brings a text at least
once: a run that died is followed by another with the same text, and two may run at once. It proves that the effect
is had once, that the answer is sent at most once, and that nobody is texted twice for it.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import pytest
from moto import mock_aws

from tests.alerting.simulation.scenarios import escalate, the_sergeant_did_not_answer, the_sergeant_was_texted
from tests.alerting.simulation.world import LEASE_OVER, READS, World, client
from tests.worlds.alerting import SERGEANT
from tests.worlds.alerting_replies import answer_texts_at
from tests.worlds.crash_points import Killed, WatchedClient
from watchdesk.alerting.domain.alert import AlertState
from watchdesk.alerting.domain.alert_history import EventKind
from watchdesk.alerting.dynamodb.alert_answers import DynamoAlertAnswers
from watchdesk.alerting.dynamodb.reply_ledger import DynamoAnswerLedger
from watchdesk.alerting.sms.reply_parser import InboundId, InboundText
from watchdesk.alerting.usecases.answer_texts import AnsweredText
from watchdesk.aws.dynamodb.table import Table


@pytest.fixture(autouse=True, scope="module")
def aws() -> Iterator[None]:
    client.cache_clear()
    with mock_aws():
        yield


@pytest.fixture
def report(capsys) -> Callable[[str], None]:
    """Says how many points were tried, whatever pytest does with output."""

    def say(line: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n{line}")

    return say


class AnsweredWorld(World):
    """The sergeant has been texted about one alert, and has texted back `words`."""

    def __init__(self, words: str, given: Callable[[World], object] = the_sergeant_was_texted) -> None:
        super().__init__()
        given(self)
        at = self.desk.clock.now()
        self.inbound = InboundText(id=InboundId("inbound-1"), sender=SERGEANT.phone, words=words, at=at)
        self.outside.calls.clear()

    def brought(self) -> AnsweredText:
        table = Table(WatchedClient(client("dynamodb"), self.outside), self.alerts_table)
        return answer_texts_at(self.desk, DynamoAnswerLedger(table), DynamoAlertAnswers(table))(self.inbound)

    def texts_to(self, phone: str) -> list[str]:
        return [words for number, words in self.texts if number == phone]


@dataclass(frozen=True)
class Reply:
    """What it asks for, and how things stand once it has been obeyed."""

    words: str
    noted: EventKind
    state: AlertState
    step: int
    texted: int
    """How many texts about the alert there are in all, the answer apart."""


REPLIES = (
    Reply("K7MX", EventKind.ACKNOWLEDGED, AlertState.ACKNOWLEDGED, step=0, texted=1),
    Reply("e", EventKind.ESCALATED, AlertState.OPEN, step=1, texted=2),
    Reply("K7MX c", EventKind.CLOSED, AlertState.ACKNOWLEDGED, step=0, texted=1),
)


def assert_obeyed_once(world: AnsweredWorld, reply: Reply, where: str) -> int:
    """How often it was answered."""
    (alert,) = world.alerts
    assert (alert.state, alert.step) == (reply.state, reply.step), where
    kinds = [event.kind for event in world.desk.alerts.history(alert.id)]
    assert kinds.count(reply.noted) == 1, where
    assert EventKind.ANSWERED_LATE not in kinds, where
    answers = [words for words in world.texts_to(SERGEANT.phone) if words.startswith("K7MX: ")]
    assert len(world.texts) - len(answers) == reply.texted, where
    return len(answers)


@cache
def undisturbed(reply: Reply) -> list[str]:
    world = AnsweredWorld(reply.words)
    world.brought()
    calls = list(world.outside.calls)
    world.ticks(LEASE_OVER)
    assert assert_obeyed_once(world, reply, "undisturbed") == 1
    return calls


def writes_in(calls: list[str]) -> list[int]:
    return [index for index, call in enumerate(calls) if call not in READS]


@pytest.mark.parametrize("reply", REPLIES, ids=lambda reply: reply.words)
def test_a_run_killed_at_any_write_and_brought_again_obeys_once_and_answers_at_most_once(reply, report):
    calls, unanswered = undisturbed(reply), 0
    writes = writes_in(calls)
    points = [(writes[0], False), *((index, True) for index in writes)]
    for index, after in points:
        where = f"killed {'after' if after else 'before'} call {index}: {calls[index]}"
        world = AnsweredWorld(reply.words)
        world.outside.kill_at, world.outside.after = index, after
        with pytest.raises(Killed):
            world.brought()
        world.outside.kill_at = None
        world.desk.later(minutes=1)
        world.brought()
        world.ticks(1)
        answers = assert_obeyed_once(world, reply, where)
        assert answers <= 1, where
        unanswered += not answers
    report(f"{reply.words!r} by text: {len(points)} crash points, obeyed once, {unanswered} without an answer")


@pytest.mark.parametrize("reply", REPLIES, ids=lambda reply: reply.words)
def test_a_text_brought_twice_at_once_is_obeyed_once_and_answered_once(reply, report):
    calls = undisturbed(reply)
    points = writes_in(calls)
    for index in points:
        world = AnsweredWorld(reply.words)
        world.outside.interrupt_at, world.outside.interruption = index, world.brought
        world.brought()
        world.ticks(LEASE_OVER)
        assert assert_obeyed_once(world, reply, f"doubled at call {index}: {calls[index]}") == 1
    report(f"{reply.words!r} by text: {len(points)} overlap points, obeyed once, answered once")


def test_passing_up_in_the_middle_of_an_escalation_loses_nothing_and_texts_nobody_twice(report):
    calls = undisturbed_escalation()
    for index in writes_in(calls):
        world = AnsweredWorld("e", the_sergeant_did_not_answer)
        world.outside.interrupt_at, world.outside.interruption = index, world.brought
        escalate(world)
        world.ticks(LEASE_OVER)
        where = f"passed up at call {index}: {calls[index]}"
        (alert,) = world.alerts
        assert (alert.state, alert.step in (1, 2)) == (AlertState.OPEN, True), where
        told = [text.person for text in world.desk.alerts.notifications(alert.id) if text.has_arrived]
        assert len(told) == len(set(told)) >= 2, where
        assert told.count(SERGEANT.id) == 1, where
    report(f"passed up during an escalation: {len(writes_in(calls))} overlap points")


def undisturbed_escalation() -> list[str]:
    world = AnsweredWorld("e", the_sergeant_did_not_answer)
    escalate(world)
    return list(world.outside.calls)
