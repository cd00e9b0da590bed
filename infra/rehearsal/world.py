"""The surroundings of the use cases in a rehearsal: a simulated clock, repeatable ids, and phones that record."""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from watchdesk.alerting.channels.sns.facts import FACTS
from watchdesk.alerting.domain.alert import CODE_ALPHABET, CODE_LENGTH, ID_LENGTH, AlertId, Code
from watchdesk.alerting.domain.channel import ChannelFacts, ChannelMessage
from watchdesk.alerting.domain.signed_link import LinkKey
from watchdesk.alerting.sms.gsm7 import ONE_PART, septets
from watchdesk.register.domain.person import Person, PersonId

LINK_BASE = "https://desk.example"
SEPTETS_PER_PART = 153
"""Each part of a longer text holds so many, because a header numbers it (3GPP TS 23.040 section 9.2.3.24.1)."""
_LINK = re.compile(rf"{LINK_BASE}/a/(\S+)")


class SimulatedClock:
    """A clock that stands still until it is set. It never goes back."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def leap(self, to: datetime) -> None:
        self._now = max(self._now, to)


class AmpleStopwatch:
    """A stopwatch for a rehearsal, in which no run is short of time."""

    def left(self) -> timedelta:
        return timedelta(minutes=1)


class CountedIds:
    """The port AlertIds, with ids that are the same in every rehearsal."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311  nothing here is secret
        self._count = 0

    def alert(self) -> AlertId:
        self._count += 1
        return AlertId(f"{self._count:0{ID_LENGTH}}")

    def code(self) -> Code:
        return Code("".join(self._random.choices(CODE_ALPHABET, k=CODE_LENGTH)))

    def lease(self) -> str:
        self._count += 1
        return f"lease-{self._count}"


class ImmediateQueue:
    """The port EscalationQueue. What is put is taken in the same minute."""

    def __init__(self) -> None:
        self._queued: list[AlertId] = []

    def put(self, alerts: Sequence[AlertId]) -> Sequence[AlertId]:
        self._queued += alerts
        return alerts

    def take(self) -> list[AlertId]:
        taken, self._queued = self._queued, []
        return taken


class FixedKeyRing:
    """The port KeyRing. The links of a rehearsal lead nowhere."""

    _KEY = LinkKey("r", b"signs nothing outside a rehearsal")

    def current(self) -> LinkKey:
        return self._KEY

    def find(self, kid: str) -> LinkKey | None:
        return self._KEY if kid == self._KEY.kid else None


@dataclass(frozen=True, slots=True)
class ReceivedText:
    """One text as a phone received it."""

    at: datetime
    person: PersonId
    parts: int
    token: str
    """The token of the link in the text. It is empty if there is no link."""


class SimulatedPhones:
    """The port Channel. Every text arrives at once and is recorded with the person it reached."""

    facts: ClassVar[ChannelFacts] = FACTS
    takes_replies: ClassVar[bool] = False

    def __init__(self, people: Sequence[Person], clock: SimulatedClock) -> None:
        self._owners = {person.phone: person.id for person in people}
        self._clock = clock
        self.texts: list[ReceivedText] = []
        self.heard: Callable[[ReceivedText], None] = lambda _: None
        """Called with each text that arrives, so that its reader can answer."""

    def send(self, message: ChannelMessage) -> str:
        link = _LINK.search(message.body)
        arrived = ReceivedText(
            self._clock.now(), self._owners[message.address], part_count(message.body), link[1] if link else ""
        )
        self.texts.append(arrived)
        self.heard(arrived)
        return f"text-{len(self.texts)}"


def part_count(text: str) -> int:
    """Return how many parts a carrier charges for a text in GSM-7."""
    length = septets(text)
    return 1 if length <= ONE_PART else -(-length // SEPTETS_PER_PART)
