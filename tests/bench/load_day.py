"""The public and the duty staff in a day of load."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate, count, pairwise

from infra.memory.register.register import MemoryRegister
from infra.rehearsal.months.month import Arrival, poll_of
from infra.rehearsal.months.synthetic_month import BURST, BURST_HOUR, BY_HOUR, KINDS
from infra.rehearsal.staff import REALISTIC, DeskWork, Staff
from tests.builders import a_force, a_person, a_policy, a_rota, an_account
from watchdesk.core.account import AccountId, PolicyId, Surface
from watchdesk.core.message import Urgency
from watchdesk.register.domain.policy import EscalationStep, TriageRule
from watchdesk.register.domain.rota import RotaId
from watchdesk.register.ports import RegisterEntry

DESKS, ACCOUNTS_EACH = 43, 12
START = datetime(2026, 3, 16, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
SEED = 1
LIMITS = {limit.urgency: limit.first_look for limit in a_policy().limits}
RULES = (
    TriageRule(
        name="danger",
        urgency=Urgency.URGENT,
        phrases=("knife", "blade", "please hurry", "not breathing", "want to die", "being followed", "is hitting"),
    ),
    TriageRule(
        name="crime",
        urgency=Urgency.PRIORITY,
        phrases=("gone missing", "been burgled", "stolen", "assaulted", "scammed", "scared to go home"),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadScenario:
    """The scenario of one day."""

    name: str
    messages: int
    missed: float
    """The share of messages that the desks leave until an alert is answered."""
    outage: range = range(0)
    """During these hours the platforms show nothing. All messages arrive at the end."""
    desks: int = DESKS


class DeskStaff(Staff):
    """Staff who work round the clock. They answer every message within its limit, unless they miss it."""

    def __init__(self, missed: float) -> None:
        super().__init__(REALISTIC, DeskWork(), SEED)
        self._missed, self._random = missed, random.Random(SEED)  # noqa: S311  the same day every time

    def handles_at(self, urgency: Urgency, seen_at: datetime) -> datetime | None:
        if self._random.random() < self._missed:
            return None
        return seen_at + self._random.uniform(0, 0.9) * LIMITS[urgency]


@dataclass(frozen=True, slots=True)
class DayArrivals:
    """All messages of a day, poll by poll. Each iteration generates the same messages again."""

    load: LoadScenario
    accounts: Sequence[AccountId]

    def __iter__(self) -> Iterator[Arrival]:
        chance, number, unseen = random.Random(SEED), count(1), list[Arrival]()  # noqa: S311
        for minute, messages in enumerate(_by_minute(self.load.messages)):
            seen_at = START + (minute + 1) * MINUTE
            unseen += [self._message(chance, next(number), seen_at) for _ in range(messages)]
            if minute // 60 not in self.load.outage:
                shown = (replace(each, seen_at=seen_at) for each in unseen) if self.load.outage else unseen
                yield from sorted(shown, key=poll_of)
                unseen = []

    def _message(self, chance: random.Random, number: int, seen_at: datetime) -> Arrival:
        [phrases] = chance.choices(*zip(*KINDS, strict=True))
        return Arrival(
            seen_at=seen_at,
            sent_at=seen_at - chance.random() * MINUTE,
            account=chance.choice(self.accounts),
            surface=Surface.MENTION,
            native_id=str(number),
            text=chance.choice(phrases),
        )


def _by_minute(messages: int) -> Iterator[int]:
    """Yield the number of messages in each minute of the day, `messages` in total."""
    weights = [
        share * (BURST if hour == BURST_HOUR else 1) for hour, share in enumerate(BY_HOUR) for _ in range(60)
    ]
    until = [messages * part // sum(weights) for part in accumulate(weights)]
    return (after - before for before, after in pairwise([0, *until]))


def desk_register(desks: int) -> MemoryRegister:
    """Return a register with a desk of two and an inspector for every twelve accounts, and one control room."""
    declared: list[RegisterEntry] = [a_force(), a_person("control-room", "+447700900999")]
    for desk in range(desks):
        people = [f"first-{desk}", f"second-{desk}", f"inspector-{desk}"]
        declared += [a_person(who, f"+447700900{3 * desk + place:03}") for place, who in enumerate(people)]
        declared += [a_rota(f"desk-{desk}", *people[:2]), a_rota(f"inspectors-{desk}", people[2])]
        steps = [
            EscalationStep(notify=RotaId(f"{rota}-{desk}"), wait=15 * MINUTE) for rota in ("desk", "inspectors")
        ]
        declared.append(a_policy(id=PolicyId(f"desk-{desk}"), steps=tuple(steps), triage=RULES))
        for account in range(ACCOUNTS_EACH):
            identity = f"account-{desk:02}-{account:02}"
            declared.append(an_account(identity, policy=PolicyId(f"desk-{desk}")))
    return MemoryRegister(*declared)
