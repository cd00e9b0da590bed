"""A day of a million messages through the real use cases, in simulated time: is everybody told, and spared?"""

import os
import random
import tracemalloc
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate, count, pairwise
from typing import Any

from infra.rehearsal.engine import Engine
from infra.rehearsal.findings import Findings
from infra.rehearsal.months.month import Arrival, Month, polled
from infra.rehearsal.months.synthetic import BURST, BURST_HOUR, BY_HOUR, KINDS
from infra.rehearsal.rehearse import Rehearsal
from infra.rehearsal.staff import REALISTIC, DeskWork, Staff
from infra.rehearsal.stores.register import MemoryRegister
from infra.rehearsal.world import Phones, SimulatedClock
from tests.bench.figures import Chapter, Figure
from tests.bench.witness import Witness, watched
from tests.builders import a_force, a_person, a_policy, a_rota, an_account
from watchdesk.domain.account import AccountId, PolicyId, Surface
from watchdesk.domain.message import Urgency
from watchdesk.domain.policy import Step, TriageRule
from watchdesk.domain.rota import RotaId
from watchdesk.ports import Declared

MESSAGES = int(os.environ.get("WATCHDESK_BENCH_LOAD", "1000000"))
DESKS, ACCOUNTS_EACH = 43, 12
START = datetime(2026, 3, 16, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
MOST_DELAY = timedelta(seconds=180)
MOST_MEMORY_MB = 512
DARK = range(6, 12)
BUSIEST = (DARK.stop, BURST_HOUR)
MINUTES_MEASURED = 10
"""Of the hours in which most is due, every run of the first minutes is measured."""
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
EXPLANATION = f"""{{messages:,}} messages in one simulated day to {DESKS * ACCOUNTS_EACH} accounts, with a ten-fold
hour, through the deployed use cases over stores in memory. Each of {DESKS} desks has two people and misses the
share that is named; people answer texts as in `watchdesk rehearse --answers realistic`. A delay runs from the
deadline, or from the poll that first shows a message if that is later, until the first text about its alert is
handed over. Messages that join an alert of which somebody has been told already owe no text of their own; they are
counted apart, and so are those whose first text a person's cap held back. Memory is the most that Python allocated
during one run of the schedule, sweep and escalation together and the stores' growth with it; a function's start
comes on top (see Cold start). Set WATCHDESK_BENCH_LOAD for another number of messages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """One day."""

    name: str
    messages: int
    missed: float
    """The share of messages that the desks leave until an alert is answered."""
    outage: range = range(0)
    """The hours during which the platforms show nothing; all of it comes at their end."""
    desks: int = DESKS


@dataclass(slots=True)
class Outcome:
    findings: Findings
    witness: Witness
    calls: Counter[str]
    memory_mb: float


def measure() -> Chapter:
    figures: list[Figure] = []
    for load in (
        Load(name="1 in 500 missed", messages=MESSAGES, missed=0.002),
        Load(name="a platform dark for 6 h", messages=MESSAGES // 10, missed=0.002, outage=DARK),
    ):
        print(f"  {load.name} ...", flush=True)
        figures += _figures(load, run(load))
    return Chapter(title="A day of load", explanation=EXPLANATION.format(messages=MESSAGES), figures=figures)


def run(load: Load) -> Outcome:
    """The whole day, and half of the next: by then every limit has passed."""
    register = _register(load.desks)
    clock = SimulatedClock(START)
    engine = _Metered(register, clock, Phones(register.people(), clock), SEED)
    calls = Counter[str]()
    witness = watched(engine, calls)
    month = Month(
        name=load.name,
        start=START,
        end=START + timedelta(days=1.5),
        arrivals=_Day(load, [account.id for account in register.accounts()]),
        count=load.messages,
    )
    findings = Rehearsal(month, engine, _Desks(load.missed), load.name).run()
    return Outcome(findings, witness, calls, engine.peak_bytes / 2**20)


class _Metered(Engine):
    """Notes the most memory that one tick allocated."""

    peak_bytes = 0

    def tick(self) -> Any:
        """Measuring takes four times as long: one in fifteen is measured, and those that find most due."""
        now = self.clock.now()
        if now.minute % 15 and (now.hour not in BUSIEST or now.minute > MINUTES_MEASURED):
            return super().tick()
        tracemalloc.start()
        try:
            return super().tick()
        finally:
            self.peak_bytes = max(self.peak_bytes, tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()


class _Desks(Staff):
    """Round the clock: what is not missed is dealt with well within its limit."""

    def __init__(self, missed: float) -> None:
        super().__init__(REALISTIC, DeskWork(), SEED)
        self._missed, self._random = missed, random.Random(SEED)  # noqa: S311  the same day every time

    def handles_at(self, urgency: Urgency, seen_at: datetime) -> datetime | None:
        if self._random.random() < self._missed:
            return None
        return seen_at + self._random.uniform(0, 0.9) * LIMITS[urgency]


@dataclass(frozen=True, slots=True)
class _Day:
    """Everything that is sent in a day, poll by poll, made anew whenever it is asked for."""

    load: Load
    accounts: Sequence[AccountId]

    def __iter__(self) -> Iterator[Arrival]:
        chance, number, unseen = random.Random(SEED), count(1), list[Arrival]()  # noqa: S311
        for minute, messages in enumerate(_by_minute(self.load.messages)):
            seen_at = START + (minute + 1) * MINUTE
            unseen += [self._message(chance, next(number), seen_at) for _ in range(messages)]
            if minute // 60 not in self.load.outage:
                shown = (replace(each, seen_at=seen_at) for each in unseen) if self.load.outage else unseen
                yield from sorted(shown, key=polled)
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
    """How many are sent in each minute of the day, so that all hours together come to `messages`."""
    weights = [
        share * (BURST if hour == BURST_HOUR else 1) for hour, share in enumerate(BY_HOUR) for _ in range(60)
    ]
    until = [messages * part // sum(weights) for part in accumulate(weights)]
    return (after - before for before, after in pairwise([0, *until]))


def _register(desks: int) -> MemoryRegister:
    """A desk of two, then its inspector, for every twelve accounts; one control room for all."""
    declared: list[Declared] = [a_force(), a_person("control-room", "+447700900999")]
    for desk in range(desks):
        people = [f"first-{desk}", f"second-{desk}", f"inspector-{desk}"]
        declared += [a_person(who, f"+447700900{3 * desk + place:03}") for place, who in enumerate(people)]
        declared += [a_rota(f"desk-{desk}", *people[:2]), a_rota(f"inspectors-{desk}", people[2])]
        steps = [Step(notify=RotaId(f"{rota}-{desk}"), wait=15 * MINUTE) for rota in ("desk", "inspectors")]
        declared.append(a_policy(id=PolicyId(f"desk-{desk}"), steps=tuple(steps), triage=RULES))
        for account in range(ACCOUNTS_EACH):
            identity = f"account-{desk:02}-{account:02}"
            declared.append(an_account(identity, policy=PolicyId(f"desk-{desk}")))
    return MemoryRegister(*declared)


def _figures(load: Load, day: Outcome) -> Iterator[Figure]:
    def figure(what: str, ours: float, unit: str, at_most: float | None = None) -> Figure:
        return Figure(what=f"{load.name}: {what}", ours=ours, unit=unit, at_most=at_most)

    witness, messages = day.witness, day.findings.messages.total()
    delays = sorted(witness.delays)
    yield figure("messages", messages, "messages")
    yield figure("overdue", day.findings.overdue.total(), "messages")
    for share in (50, 99, 100):
        delay = delays[(len(delays) - 1) * share // 100]
        bar = MOST_DELAY.total_seconds() if share == 100 else None
        yield figure(f"deadline to text, p{share}", delay.total_seconds(), "s", bar)
    yield figure("never told of", sum(map(len, witness.owed.values())), "messages", 0)
    yield figure("dealt with before a text left", witness.dealt_with, "messages")
    yield figure("joined an alert already told", witness.already_told, "messages")
    yield figure("first text held back by a cap", len(witness.held_back), "messages")
    yield figure("the longest of those", max(witness.held_back, default=timedelta(0)) / MINUTE, "min")
    yield figure("the fullest cap of any person", witness.most_used_cap(), "of the cap", 1)
    yield figure("texts", len(day.findings.texts), "texts")
    yield figure("calls of ports per message", day.calls.total() / messages, "calls")
    yield figure("memory of one run", day.memory_mb, "MB", MOST_MEMORY_MB)
