"""Send a day of a million messages through the real use cases in simulated time, and measure the alerts."""

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
from infra.rehearsal.months.synthetic_month import BURST_HOUR
from infra.rehearsal.rehearsal import Rehearsal
from infra.rehearsal.result import RehearsalResult
from infra.rehearsal.world import SimulatedClock, SimulatedPhones
from tests.bench.figures import Figure, ReportSection
from tests.bench.load_day import (
    ACCOUNTS_EACH,
    DESKS,
    MINUTE,
    SEED,
    START,
    DayArrivals,
    DeskStaff,
    LoadScenario,
    desk_register,
)
from tests.bench.text_delays import TextDelays, observe_engine
from watchdesk.alerting.domain.rate_limits import LONGEST_SPACING

MESSAGES = int(os.environ.get("WATCHDESK_BENCH_LOAD", "1000000"))
MAX_DELAY = timedelta(seconds=180)
MAX_MEMORY_MB = 512
OUTAGE_HOURS = range(6, 12)
BUSIEST_HOURS = (OUTAGE_HOURS.stop, BURST_HOUR)
MINUTES_MEASURED = 10
"""In the busiest hours every run of the first minutes is measured."""
EXPLANATION = f"""{{messages:,}} messages in one simulated day to {DESKS * ACCOUNTS_EACH} accounts, with a ten-fold
hour, through the deployed use cases over stores in memory. Each of {DESKS} desks has two people and misses the
share that is named; people answer texts as in `watchdesk rehearse --answers realistic`. A delay runs from the
deadline, or from the poll that first shows a message if that is later, until the first text about its alert is
handed over. Messages that join an alert of which somebody has been told already owe no text of their own; they are
counted apart, and so are those whose first text a person's cap held back. Memory is the most that Python allocated
during one run of the schedule, sweep and escalation together and the stores' growth with it; a function's start
comes on top (see Cold start). Set WATCHDESK_BENCH_LOAD for another number of messages."""


@dataclass(slots=True)
class LoadResult:
    findings: RehearsalResult
    text_delays: TextDelays
    calls: Counter[str]
    memory_mb: float


def measure() -> ReportSection:
    figures: list[Figure] = []
    for load in (
        LoadScenario(name="1 in 500 missed", messages=MESSAGES, missed=0.002),
        LoadScenario(name="a platform dark for 6 h", messages=MESSAGES // 10, missed=0.002, outage=OUTAGE_HOURS),
    ):
        print(f"  {load.name} ...", flush=True)
        figures += _figures(load, run(load))
    return ReportSection(title="A day of load", explanation=EXPLANATION.format(messages=MESSAGES), figures=figures)


def run(load: LoadScenario) -> LoadResult:
    """Simulate the whole day and half of the next one, until every limit has passed."""
    register = desk_register(load.desks)
    clock = SimulatedClock(START)
    engine = _MeasuredEngine(register, clock, SimulatedPhones(register.people(), clock), SEED)
    calls = Counter[str]()
    text_delays = observe_engine(engine, calls)
    month = Month(
        name=load.name,
        start=START,
        end=START + timedelta(days=1.5),
        arrivals=DayArrivals(load, [account.id for account in register.accounts()]),
        count=load.messages,
    )
    with _without_garbage_collection():
        findings = Rehearsal(month, engine, DeskStaff(load.missed), load.name).run()
    return LoadResult(findings, text_delays, calls, engine.peak_bytes / 2**20)


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Switch off the garbage collector, which would walk through the huge stores again and again."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


class _MeasuredEngine(Engine):
    """Records the peak of the memory that one tick allocated."""

    peak_bytes = 0

    def tick(self) -> Any:
        """Run one tick. A measured tick takes four times as long, so only some are measured."""
        now = self.clock.now()
        if now.minute % 15 and (now.hour not in BUSIEST_HOURS or now.minute > MINUTES_MEASURED):
            return super().tick()
        tracemalloc.start()
        try:
            return super().tick()
        finally:
            self.peak_bytes = max(self.peak_bytes, tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()


def _figures(load: LoadScenario, day: LoadResult) -> Iterator[Figure]:
    def figure(what: str, ours: float, unit: str, at_most: float | None = None) -> Figure:
        return Figure(what=f"{load.name}: {what}", ours=ours, unit=unit, at_most=at_most)

    text_delays, messages = day.text_delays, day.findings.messages.total()
    delays = sorted(text_delays.delays)
    yield figure("messages", messages, "messages")
    yield figure("overdue", day.findings.overdue.total(), "messages")
    for share in (50, 99, 100):
        delay = delays[(len(delays) - 1) * share // 100]
        bar = MAX_DELAY.total_seconds() if share == 100 else None
        yield figure(f"deadline to text, p{share}", delay.total_seconds(), "s", bar)
    yield figure("never told of", sum(map(len, text_delays.owed.values())), "messages", 0)
    yield figure("dealt with before a text left", text_delays.dealt_with, "messages")
    yield figure("joined an alert already told", text_delays.already_told, "messages")
    yield figure("first text held back by a cap", len(text_delays.held_back), "messages")
    longest = max(text_delays.held_back, default=timedelta(0))
    yield figure("the longest of those", longest / MINUTE, "min", (MAX_DELAY + LONGEST_SPACING) / MINUTE)
    yield figure("the fullest cap of any person", text_delays.most_used_cap(), "of the cap", 1)
    yield figure("texts", len(day.findings.texts), "texts")
    yield figure("calls of ports per message", day.calls.total() / messages, "calls")
    yield figure("memory of one run", day.memory_mb, "MB", MAX_MEMORY_MB)
