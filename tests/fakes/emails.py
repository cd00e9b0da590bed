"""The mailboxes of the people on duty."""

from collections import deque
from dataclasses import dataclass

from watchdesk.register.domain.person import Person


@dataclass(frozen=True, slots=True)
class Email:
    person: str
    subject: str
    words: str


class Mailboxes:
    """SecondChannel. Keeps what arrived."""

    def __init__(self) -> None:
        self.arrived: list[Email] = []
        self._troubles: deque[tuple[BaseException, bool]] = deque()

    def send(self, person: Person, subject: str, words: str) -> None:
        trouble, arrives = self._troubles.popleft() if self._troubles else (None, True)
        if arrives:
            self.arrived.append(Email(person.id, subject, words))
        if trouble is not None:
            raise trouble

    def trouble(self, error: BaseException, *, arrives: bool = False) -> None:
        """The next call answers with this error; the email arrives all the same if said so."""
        self._troubles.append((error, arrives))
