"""A duty desk whose people text back."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import count, cycle
from typing import Any

from infra.memory.alerting.answer_ledger import MemoryAnswerLedger
from tests.builders import a_person
from tests.fakes.texts import CountedAlertIds, Phones
from tests.worlds.alerting import PEOPLE, Desk
from watchdesk.alerting.domain.alert import Code
from watchdesk.alerting.sms.reply_parser import InboundId, InboundText
from watchdesk.alerting.usecases.answer_texts import AnsweredText, AnswerTexts
from watchdesk.bootstrap.alerting.answering import InboundTextPorts, build_answer_texts
from watchdesk.core.message import Urgency
from watchdesk.register.domain.person import PersonId

STRANGER = "+447700900999"
MORE_STRANGERS = tuple(f"+4477009006{number:02}" for number in range(25))
CODES = ("K7MX", "R4TW", "3JCH", "9FDV")


class NamedAlertIds(CountedAlertIds):
    """Every alert has a code of its own, in the order of CODES."""

    def __init__(self) -> None:
        super().__init__()
        self._codes = cycle(CODES)

    def code(self) -> Code:
        return Code(next(self._codes))


class AnsweringDesk(Desk):
    """Every text to our number has its own id, unless a test brings one again."""

    def __init__(self, *given: Any, ledger: Any = None, phones: Any = None, **named: Any) -> None:
        strangers = [a_person("stranger", number) for number in (STRANGER, *MORE_STRANGERS)]
        super().__init__(*given, phones=phones or Phones([*PEOPLE, *strangers]), **named)
        self.ids = NamedAlertIds()
        self.ledger = ledger or MemoryAnswerLedger()
        self._ids = count(1)

    def texts_in(self, words: str, sender: str, **fields: Any) -> InboundText:
        given = {"id": InboundId(f"inbound-{next(self._ids)}"), "at": self.clock.now()} | fields
        return InboundText(sender=sender, words=words, **given)

    def replies(self, person: str, words: str) -> AnsweredText:
        return self.answer_texts(self.texts_in(words, self.register.person(PersonId(person)).phone))

    @property
    def answer_texts(self) -> AnswerTexts:
        return answer_texts_at(self, self.ledger, self.alerts)


def answer_texts_at(desk: Desk, ledger: Any, answers: Any) -> AnswerTexts:
    """Over the stores of any desk."""
    return build_answer_texts(
        InboundTextPorts(
            reader=desk.alerts,
            answers=answers,
            requests=desk.pagers,
            register=desk.register,
            clock=desk.clock,
            history=desk.pagers,
            ledger=ledger,
            due_messages=desk.messages,
            queue=desk.queue,
            numbers=desk.register.numbers,
            channel=desk.phones,
        )
    )


def answering_desk() -> Iterator[AnsweringDesk]:
    """For a fixture: every text that a test has not asked for fails it."""
    desk = AnsweringDesk()
    yield desk
    desk.expects_silence()


def a_second_alert(desk: AnsweringDesk) -> None:
    """Of another urgency, told to the sergeant three minutes later."""
    desk.receives("2", urgency=Urgency.PRIORITY, limit=timedelta(minutes=1))
    desk.tick(3)
    desk.expects_text("sergeant")


def words_to(desk: AnsweringDesk, person: str = "sergeant") -> str:
    """What the next text says, which must be to this person."""
    return desk.expects_text(person).words
