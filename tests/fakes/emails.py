"""The mailboxes of the people on duty."""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from watchdesk.alerting.channels.ses.facts import FACTS
from watchdesk.alerting.domain.channel import ChannelMessage
from watchdesk.register.domain.person import Person


@dataclass(frozen=True, slots=True)
class Email:
    person: str
    subject: str
    words: str


class Mailboxes:
    """A Channel. Keeps what arrived."""

    facts = FACTS
    takes_replies = False

    def __init__(self, people: Callable[[], Iterable[Person]]) -> None:
        self._people = people
        self.arrived: list[Email] = []
        self.attempts = 0
        self._troubles: deque[tuple[BaseException, bool]] = deque()

    def send(self, message: ChannelMessage) -> str:
        self.attempts += 1
        trouble, arrives = self._troubles.popleft() if self._troubles else (None, True)
        if arrives:
            (person,) = [each.id for each in self._people() if each.email == message.address]
            self.arrived.append(Email(person, message.subject, message.body))
        if trouble is not None:
            raise trouble
        return f"email-{len(self.arrived)}"

    def trouble(self, error: BaseException, *, arrives: bool = False) -> None:
        """The next call answers with this error; the email arrives all the same if said so."""
        self._troubles.append((error, arrives))
