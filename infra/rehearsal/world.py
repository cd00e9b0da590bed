"""What stands round the use cases in a rehearsal: a clock that leaps, ids that repeat, phones that record."""

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
"""Of a text that needs more than one: each part says which it is (3GPP TS 23.040 section 9.2.3.24.1)."""
_LINK = re.compile(rf"{LINK_BASE}/a/(\S+)")


class SimulatedClock:
    """Stands still until it is told how late it is; it never goes back."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def leap(self, to: datetime) -> None:
        self._now = max(self._now, to)


class AmpleStopwatch:
    """In a rehearsal no run is ever short of time."""

    def left(self) -> timedelta:
        return timedelta(minutes=1)


class CountedIds:
    """AlertIds that are the same in every rehearsal."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311  nothing here is secret
        self._given = 0

    def alert(self) -> AlertId:
        self._given += 1
        return AlertId(f"{self._given:0{ID_LENGTH}}")

    def code(self) -> Code:
        return Code("".join(self._random.choices(CODE_ALPHABET, k=CODE_LENGTH)))

    def lease(self) -> str:
        self._given += 1
        return f"lease-{self._given}"


class ImmediateQueue:
    """EscalationQueue: whatever is put is taken by the same tick."""

    def __init__(self) -> None:
        self._waiting: list[AlertId] = []

    def put(self, alerts: Sequence[AlertId]) -> Sequence[AlertId]:
        self._waiting += alerts
        return alerts

    def take(self) -> list[AlertId]:
        taken, self._waiting = self._waiting, []
        return taken


class FixedKeyRing:
    """KeyRing of a rehearsal, whose links lead nowhere."""

    _KEY = LinkKey("r", b"signs nothing outside a rehearsal")

    def current(self) -> LinkKey:
        return self._KEY

    def find(self, kid: str) -> LinkKey | None:
        return self._KEY if kid == self._KEY.kid else None


@dataclass(frozen=True, slots=True)
class ReceivedText:
    """One text as a phone got it."""

    at: datetime
    person: PersonId
    parts: int
    token: str
    """Of the link in it; empty if it has none."""


class SimulatedPhones:
    """The port Channel. Every text arrives at once and is recorded with the person it reached."""

    facts: ClassVar[ChannelFacts] = FACTS
    takes_replies: ClassVar[bool] = False

    def __init__(self, people: Sequence[Person], clock: SimulatedClock) -> None:
        self._owners = {person.phone: person.id for person in people}
        self._clock = clock
        self.texts: list[ReceivedText] = []
        self.heard: Callable[[ReceivedText], None] = lambda _: None
        """What the people do about a text."""

    def send(self, message: ChannelMessage) -> str:
        link = _LINK.search(message.body)
        arrived = ReceivedText(
            self._clock.now(), self._owners[message.address], part_count(message.body), link[1] if link else ""
        )
        self.texts.append(arrived)
        self.heard(arrived)
        return f"text-{len(self.texts)}"


def part_count(text: str) -> int:
    """How many parts a carrier charges for a text in GSM-7."""
    length = septets(text)
    return 1 if length <= ONE_PART else -(-length // SEPTETS_PER_PART)
