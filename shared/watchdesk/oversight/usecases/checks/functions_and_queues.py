"""Do the functions run and the queues drain, and is somebody on duty all week?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from watchdesk.core.clock import Clock
from watchdesk.oversight.ports import FunctionRuns, QueueDepths
from watchdesk.oversight.usecases.checks.check import CheckResult, Finding, FindingName, count_text
from watchdesk.register.domain.rota import Interval
from watchdesk.register.ports import Register

WINDOW = timedelta(minutes=10)
"""Metrics of a run may come minutes after it."""
OLDEST = timedelta(minutes=5)
A_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckFunctionRuns:
    """Whether everything that runs every minute did, and not every time in vain."""

    ticks: FunctionRuns
    functions: Mapping[str, str]
    clock: Clock
    name: str = "ticks"

    def __call__(self) -> Iterator[CheckResult]:
        now = self.clock.now()
        ran = self.ticks.of(self.functions, now - WINDOW, now)
        for word in self.functions:
            if ran[word].runs <= ran[word].failures:
                detail = f"{count_text(ran[word].runs, 'run')}, {count_text(ran[word].failures, 'failure')}"
                finding = Finding(
                    name=FindingName.TICK_MISSING,
                    about=word,
                    since=now - WINDOW,
                    detail=detail,
                    # Of a stack that was only just deployed nothing is measured yet.
                    is_sure=ran[word].runs > 0,
                )
                yield CheckResult(finding)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckQueues:
    backlog: QueueDepths
    clock: Clock
    name: str = "queues"

    def __call__(self) -> Iterator[CheckResult]:
        now = self.clock.now()
        for word, number in self.backlog.dead().items():
            if number:
                detail = count_text(number, "record")
                yield CheckResult(Finding(name=FindingName.DEAD_LETTERS, about=word, since=now, detail=detail))
        ages = self.backlog.ages(now)
        for word, depth in self.backlog.depths().items():
            waited = timedelta(seconds=ages.get(word, 0))
            # An age is measured minutes late: of a queue that is empty by now it says nothing.
            if depth and waited > OLDEST:
                detail = f"{count_text(depth, 'record')}, the oldest for {waited // timedelta(minutes=1)} minutes"
                finding = Finding(name=FindingName.QUEUE_AGED, about=word, since=now - waited, detail=detail)
                yield CheckResult(finding)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRotas:
    """Of the rotas that steps name: nobody asks the others. Whoever a climb passes over is as good as nobody."""

    register: Register
    clock: Clock
    name: str = "rotas"

    def __call__(self) -> Iterator[CheckResult]:
        now = self.clock.now()
        policies = {account.policy for account in self.register.accounts() if account.is_watched}
        named = {step.notify for policy in policies for step in self.register.policy(policy).steps}
        reachable = {person.id for person in self.register.people() if person.can_be_texted} if named else set()
        for each in sorted(named):
            rota, end = self.register.rota(each), now + A_WEEK
            empty, in_vain = rota.uncovered(now, end), rota.out_of_reach(now, end, reachable)
            if empty or in_vain:
                detail = _lacks(empty, in_vain)
                yield CheckResult(Finding(name=FindingName.ROTA_GAP, about=each, since=now, detail=detail))


def _lacks(empty: Sequence[Interval], in_vain: Sequence[Interval]) -> str:
    first = min(gap.start for gap in (*empty, *in_vain))
    kinds = ((empty, "without anybody"), (in_vain, "with nobody whose number counts"))
    told = [f"{count_text(sum(gap.minutes for gap in gaps), 'minute')} {how}" for gaps, how in kinds if gaps]
    return f"{', '.join(told)}, the first from {first:%Y-%m-%d %H:%M}Z"
