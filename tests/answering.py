"""A duty desk whose people text back."""

from collections.abc import Sequence
from datetime import datetime
from itertools import count, cycle
from typing import Any

from infra.rehearsal.stores.alert_replies import MemoryAnswers
from tests.builders import a_person
from tests.desk import PEOPLE, Desk
from tests.fakes.texts import CountedAlertIds, Phones
from watchdesk.domain.alert import Alert, AlertEvent, Code, EventKind
from watchdesk.domain.notification import TextState
from watchdesk.domain.paging import Told
from watchdesk.domain.person import PersonId
from watchdesk.domain.reply import InboundId, InboundText
from watchdesk.usecases.answer_texts import Answered, AnswerTexts
from watchdesk.usecases.obey_answer import ObeyAnswer
from watchdesk.usecases.take_alert import TakeAlert

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
        self.ledger = ledger or MemoryAnswers()
        self.follow_ups: list[tuple[PersonId, str]] = []
        self._ids = count(1)
        self._together: list[Told] = []
        self._person_told = ""

    def texts_in(self, words: str, sender: str, **fields: Any) -> InboundText:
        given = {"id": InboundId(f"inbound-{next(self._ids)}"), "at": self.clock.now()} | fields
        return InboundText(sender=sender, words=words, **given)

    def replies(self, person: str, words: str) -> Answered:
        return self.answer_texts(self.texts_in(words, self.register.person(PersonId(person)).phone))

    def kinds(self, alert: Any = None) -> list[EventKind]:
        return [event.kind for event in self.history(alert)]

    def history(self, alert: Any = None) -> Sequence[AlertEvent]:
        return self.alerts.history((alert or self.alert).id)

    def told_together(self, person: str, lead: Alert, *others: Alert) -> None:
        """As if the text about `lead` had told of the others too."""
        n, at = next(
            (text.n, text.sent_at) for text in self.alerts.notifications(lead.id) if text.person == person
        )
        self._together += [Told(at=at, alert=other.id, code=other.code, n=n) for other in others]
        self._person_told = person

    def told(self, person: PersonId, since: datetime) -> Sequence[Told]:
        """ToldBook, out of the notifications themselves."""
        told = [
            Told(at=text.sent_at, alert=alert.id, code=alert.code, n=text.n)
            for alert in self.alerts.alerts
            for text in self.alerts.notifications(alert.id)
            if text.person == person and text.state is TextState.ACCEPTED and text.sent_at >= since
        ]
        together = [each for each in self._together if person == self._person_told and each.at >= since]
        return sorted([*told, *together], key=lambda each: each.at, reverse=True)

    def follow_up(self, person: PersonId, alert: Any, now: datetime) -> None:  # noqa: ARG002  as the port asks
        self.follow_ups.append((person, alert.code))

    @property
    def take_alert(self) -> TakeAlert:
        return TakeAlert(
            answers=self.alerts, file=self.alerts, register=self.register, pages=self, clock=self.clock
        )

    @property
    def answer_texts(self) -> AnswerTexts:
        obey = ObeyAnswer(
            book=self,
            take=self.take_alert,
            replies=self.alerts,
            file=self.alerts,
            deadlines=self.messages,
            queue=self.queue,
            register=self.register,
            clock=self.clock,
        )
        return AnswerTexts(
            register=self.register,
            numbers=self.register.numbers,
            obey=obey,
            ledger=self.ledger,
            sms=self.phones,
            clock=self.clock,
        )
