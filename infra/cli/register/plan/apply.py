"""Writes a plan step by step. It is safe to repeat and to stop between any two steps."""

from collections.abc import Callable
from dataclasses import dataclass

from infra.cli.register.plan.plan import EntryWrite, Plan, PlanStep, StartPolling, StopPolling, plan
from watchdesk.core.account import AccountId
from watchdesk.core.clock import Clock
from watchdesk.inbox.ports.feed_states import CoverageReader, PollSchedule
from watchdesk.register.ports import RegisterEditor, RegisterEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class DeployedRegister:
    """The register and the poll schedule of one stack."""

    register: RegisterEditor
    poll_schedule: PollSchedule
    coverage: CoverageReader
    clock: Clock

    def polled(self) -> frozenset[AccountId]:
        return frozenset(poll.account for poll, _ in self.coverage.all() if poll.next_poll_at is not None)

    def plan_for(self, declared: tuple[RegisterEntry, ...]) -> Plan:
        """Read the deployed register and return what must be written now."""
        return plan(declared, self.register.all(), self.polled())

    def apply(self, wanted: Plan, tell: Callable[[PlanStep], None] = lambda _: None) -> None:
        """Write every step of the plan in order, and report each one when it is done."""
        for step in wanted.steps:
            self._take(step)
            tell(step)

    def _take(self, step: PlanStep) -> None:
        match step:
            case EntryWrite(after=None):
                self.register.delete(type(step.entry), step.entry.id)
            case EntryWrite():
                self.register.put(step.entry)
            case StartPolling(account):
                self.poll_schedule.enrol(account, self.clock.now())
            case StopPolling(account):
                self.poll_schedule.retire(account)
