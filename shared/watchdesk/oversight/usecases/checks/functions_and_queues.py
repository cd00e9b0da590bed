"""Check that the functions run, that the queues drain, and that somebody is on duty all week."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from watchdesk.core.clock import Clock
from watchdesk.oversight.ports import FunctionRuns, QueueDepths
from watchdesk.oversight.usecases.checks.check import CheckResult, Finding, FindingName, count_text
from watchdesk.register.domain.rota import Interval
from watchdesk.register.ports import Register

WINDOW = timedelta(minutes=10)
"""The metrics of a run may arrive some minutes after it."""
MAX_AGE = timedelta(minutes=5)
"""How long a record may wait on a work queue."""
A_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckFunctionRuns:
    """Finds functions that should run every minute and have not run, or only failed."""

    function_runs: FunctionRuns
    functions: Mapping[str, str]
    clock: Clock
    name: str = "ticks"

    def __call__(self) -> Iterator[CheckResult]:
        now = self.clock.now()
        counts = self.function_runs.counts(self.functions, now - WINDOW, now)
        for word in self.functions:
            if counts[word].runs <= counts[word].failures:
                detail = f"{count_text(counts[word].runs, 'run')}, {count_text(counts[word].failures, 'failure')}"
                finding = Finding(
                    name=FindingName.TICK_MISSING,
                    about=word,
                    since=now - WINDOW,
                    detail=detail,
                    # A stack that was deployed a moment ago has no metrics yet.
                    is_sure=counts[word].runs > 0,
                )
                yield CheckResult(finding)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckQueues:
    """Finds dead letters, and work queues whose oldest record has waited too long."""

    queue_depths: QueueDepths
    clock: Clock
    name: str = "queues"

    def __call__(self) -> Iterator[CheckResult]:
        now = self.clock.now()
        for word, number in self.queue_depths.dead_letters().items():
            if number:
                detail = count_text(number, "record")
                yield CheckResult(Finding(name=FindingName.DEAD_LETTERS, about=word, since=now, detail=detail))
        ages = self.queue_depths.ages(now)
        for word, depth in self.queue_depths.work().items():
            waited = timedelta(seconds=ages.get(word, 0))
            # Ages are measured some minutes late, so an age of a queue that is empty now does not count.
            if depth and waited > MAX_AGE:
                detail = f"{count_text(depth, 'record')}, the oldest for {waited // timedelta(minutes=1)} minutes"
                finding = Finding(name=FindingName.QUEUE_AGED, about=word, since=now - waited, detail=detail)
                yield CheckResult(finding)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRotas:
    """Finds hours in which nobody on a rota can be texted. Only rotas that escalation steps name are checked."""

    register: Register
    clock: Clock
    name: str = "rotas"

    def __call__(self) -> Iterator[CheckResult]:
        now = self.clock.now()
        policies = {account.policy for account in self.register.accounts() if account.is_watched}
        named = {step.notify for policy in policies for step in self.register.policy(policy).steps}
        reachable = {person.id for person in self.register.people() if person.can_be_texted} if named else set()
        for name in sorted(named):
            rota, end = self.register.rota(name), now + A_WEEK
            uncovered, unreachable = rota.uncovered(now, end), rota.out_of_reach(now, end, reachable)
            if uncovered or unreachable:
                detail = _gaps_text(uncovered, unreachable)
                yield CheckResult(Finding(name=FindingName.ROTA_GAP, about=name, since=now, detail=detail))


def _gaps_text(uncovered: Sequence[Interval], unreachable: Sequence[Interval]) -> str:
    first = min(gap.start for gap in (*uncovered, *unreachable))
    kinds = ((uncovered, "without anybody"), (unreachable, "with nobody whose number counts"))
    parts = [f"{count_text(sum(gap.minutes for gap in gaps), 'minute')} {how}" for gaps, how in kinds if gaps]
    return f"{', '.join(parts)}, the first from {first:%Y-%m-%d %H:%M}Z"
