"""The result of a rehearsal."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from infra.rehearsal.world import ReceivedText
from watchdesk.alerting.domain.alert import AlertId
from watchdesk.core.account import AccountId
from watchdesk.core.message import Message, Urgency
from watchdesk.register.domain.force import ZONE
from watchdesk.register.domain.person import PersonId

_ZONE = ZoneInfo(ZONE)
LAST_RESORT = "last resort"


@dataclass(frozen=True, slots=True)
class LongestWait:
    """The message that waited longest."""

    lasted: timedelta
    urgency: Urgency
    account: AccountId


@dataclass(slots=True, kw_only=True)
class RehearsalResult:
    """The figures of one rehearsal. All hours and days are local time."""

    name: str
    messages: Counter[Urgency] = field(default_factory=Counter)
    overdue: Counter[tuple[AccountId, Urgency]] = field(default_factory=Counter)
    """The messages that waited past their limit for a first look."""
    not_watched: int = 0
    """Messages to accounts or surfaces that this register does not watch. Nobody is told of them."""
    unanswered: int = 0
    """The messages that still waited when the month ended."""
    longest: LongestWait | None = None
    texts: list[ReceivedText] = field(default_factory=list)
    alerts: int = 0
    bundled: int = 0
    """The alerts that were named in a text about another one."""
    capped: int = 0
    """The texts that a person's rate limit held back for a while."""
    reached: dict[AlertId, str] = field(default_factory=dict)
    """The last step that each alert reached."""

    def add(self, message: Message, end: datetime) -> None:
        """Count a message that was dealt with, or that still waits at the end."""
        dealt_with_at = message.disposition.at if message.disposition else end
        self.messages[message.urgency] += 1
        self.unanswered += message.disposition is None
        if dealt_with_at > message.deadline:
            self.overdue[message.key.account, message.urgency] += 1
        lasted = dealt_with_at - message.since
        if self.longest is None or lasted > self.longest.lasted:
            self.longest = LongestWait(lasted, message.urgency, message.key.account)

    @property
    def by_hour(self) -> Counter[tuple[PersonId, int]]:
        return Counter((text.person, text.at.astimezone(_ZONE).hour) for text in self.texts)

    @property
    def by_day(self) -> Counter[tuple[PersonId, date]]:
        return Counter((text.person, text.at.astimezone(_ZONE).date()) for text in self.texts)

    @property
    def most_in_a_day(self) -> dict[PersonId, int]:
        """The most texts on one day for each person who was texted, in the order of their names."""
        most: Counter[PersonId] = Counter()
        for (person, _), texts in sorted(self.by_day.items()):
            most[person] = max(most[person], texts)
        return dict(most)

    @property
    def parts(self) -> int:
        return sum(text.parts for text in self.texts)

    @property
    def steps(self) -> Counter[str]:
        """The number of alerts by the last step that they reached."""
        return Counter(self.reached.values())

    def overdue_of(self, urgency: Urgency) -> int:
        return sum(count for (_, overdue), count in self.overdue.items() if overdue is urgency)


def climb_order(step: str) -> tuple[bool, int]:
    """Return a key that sorts steps in the order in which an alert climbs."""
    return step == LAST_RESORT, int(step.rpartition(" ")[2]) if step != LAST_RESORT else 0
