"""The phones of the people on duty. A text that a test does not ask for fails it."""

import re
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from watchdesk.alerting.channels.sns.facts import FACTS
from watchdesk.alerting.domain.alert import AlertId, Code
from watchdesk.alerting.domain.channel import ChannelMessage
from watchdesk.alerting.domain.signed_link import LinkKey
from watchdesk.alerting.sms.gsm7 import septets
from watchdesk.register.domain.person import Person

LINK_BASE = "https://desk.ridings.example"
SECRETS = {kid: f"an invented signing key of some length {kid}".encode() for kid in "ab"}


@dataclass(frozen=True, slots=True)
class Text:
    person: str
    words: str

    @property
    def token(self) -> str:
        """Of its link."""
        return re.search(rf"{LINK_BASE}/a/(\S+)$", self.words)[1]


class Phones:
    """A Channel. Keeps what arrived until the test asks for it."""

    facts = FACTS
    takes_replies = False

    def __init__(self, people: Iterable[Person]) -> None:
        self._names = {person.phone: person.id for person in people}
        self._unread: list[Text] = []
        self._troubles: deque[tuple[BaseException, bool]] = deque()
        self._numbers = count(1)
        self.attempts = 0
        self.arrived: list[Text] = []
        self.contexts: list[Mapping[str, str]] = []

    def send(self, message: ChannelMessage) -> str:
        assert septets(message.body) <= FACTS.max_septets
        self.attempts += 1
        self.contexts.append(message.context)
        trouble, arrives = self._troubles.popleft() if self._troubles else (None, True)
        if arrives:
            self.arrived.append(Text(self._names[message.address], message.body))
            self._unread.append(self.arrived[-1])
        if trouble is not None:
            raise trouble
        return f"sms-{next(self._numbers)}"

    def trouble(self, *errors: BaseException, arrives: bool = False) -> None:
        """The next calls answer with these errors; the texts arrive all the same if said so."""
        self._troubles.extend((error, arrives) for error in errors)

    def expect(self, person: str) -> Text:
        """The oldest text nobody has asked for yet must be to this person."""
        assert self._unread, f"no text to {person}"
        text = self._unread.pop(0)
        assert text.person == person, f"the next text went to {text.person}, not to {person}"
        return text

    def expect_silence(self) -> None:
        assert not self._unread, f"nobody asked for the text to {self._unread[0].person}: {self._unread[0].words}"


class FakeEscalationQueue:
    def __init__(self) -> None:
        self.queued: list[AlertId] = []
        self.trouble: Exception | None = None

    def put(self, alerts: Sequence[AlertId]) -> Sequence[AlertId]:
        if self.trouble is not None:
            raise self.trouble
        self.queued += alerts
        return alerts

    def take(self) -> list[AlertId]:
        taken, self.queued = self.queued, []
        return taken


class FakeKeyRing:
    """KeyRing with two live keys; `a` signs."""

    def __init__(self, *kids: str) -> None:
        self.kids = kids or ("a", "b")
        self.trouble: Exception | None = None

    def current(self) -> LinkKey:
        if self.trouble is not None:
            raise self.trouble
        return LinkKey(self.kids[0], SECRETS[self.kids[0]])

    def find(self, kid: str) -> LinkKey | None:
        return LinkKey(kid, SECRETS[kid]) if kid in self.kids else None


class CountedAlertIds:
    """AlertIds that say in which order they were given."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def alert(self) -> AlertId:
        return AlertId(f"A{next(self._numbers):09}")

    def code(self) -> Code:
        return Code("K7MX")

    def lease(self) -> str:
        return f"lease-{next(self._numbers)}"
