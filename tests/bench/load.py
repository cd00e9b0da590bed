"""A day of a million messages through the real use cases, in simulated time: is everybody told, and spared?"""

import gc
import os
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from infra.rehearsal.engine import Engine
from infra.rehearsal.months.month import Month
from infra.rehearsal.months.synthetic import BURST_HOUR
from infra.rehearsal.rehearse import Rehearsal
from infra.rehearsal.result import RehearsalResult
from infra.rehearsal.world import SimulatedClock, SimulatedPhones
from tests.bench.crowd import ACCOUNTS_EACH, DESKS, MINUTE, SEED, START, Day, Desks, Load, register_of
from tests.bench.figures import Chapter, Figure
from tests.bench.witness import Witness, watched
from watchdesk.alerting.domain.rate_limits import LONGEST_SPACING

MESSAGES = int(os.environ.get("WATCHDESK_BENCH_LOAD", "1000000"))
MOST_DELAY = timedelta(seconds=180)
MOST_MEMORY_MB = 512
DARK = range(6, 12)
BUSIEST = (DARK.stop, BURST_HOUR)
MINUTES_MEASURED = 10
"""Of the hours in which most is due, every run of the first minutes is measured."""
EXPLANATION = f"""{{messages:,}} messages in one simulated day to {DESKS * ACCOUNTS_EACH} accounts, with a ten-fold
hour, through the deployed use cases over stores in memory. Each of {DESKS} desks has two people and misses the
share that is named; people answer texts as in `watchdesk rehearse --answers realistic`. A delay runs from the
deadline, or from the poll that first shows a message if that is later, until the first text about its alert is
handed over. Messages that join an alert of which somebody has been told already owe no text of their own; they are
counted apart, and so are those whose first text a person's cap held back. Memory is the most that Python allocated
during one run of the schedule, sweep and escalation together and the stores' growth with it; a function's start
comes on top (see Cold start). Set WATCHDESK_BENCH_LOAD for another number of messages."""


@dataclass(slots=True)
class Outcome:
    findings: RehearsalResult
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
    register = register_of(load.desks)
    clock = SimulatedClock(START)
    engine = _Metered(register, clock, SimulatedPhones(register.people(), clock), SEED)
    calls = Counter[str]()
    witness = watched(engine, calls)
    month = Month(
        name=load.name,
        start=START,
        end=START + timedelta(days=1.5),
        arrivals=Day(load, [account.id for account in register.accounts()]),
        count=load.messages,
    )
    with _uncollected():
        findings = Rehearsal(month, engine, Desks(load.missed), load.name).run()
    return Outcome(findings, witness, calls, engine.peak_bytes / 2**20)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Python's collector would walk through all that the stores hold, over and over; no function holds so much."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


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
    longest = max(witness.held_back, default=timedelta(0))
    yield figure("the longest of those", longest / MINUTE, "min", (MOST_DELAY + LONGEST_SPACING) / MINUTE)
    yield figure("the fullest cap of any person", witness.most_used_cap(), "of the cap", 1)
    yield figure("texts", len(day.findings.texts), "texts")
    yield figure("calls of ports per message", day.calls.total() / messages, "calls")
    yield figure("memory of one run", day.memory_mb, "MB", MOST_MEMORY_MB)
