"""A register to be rehearsed, under its own policies or with every account under one."""

from collections.abc import Sequence
from dataclasses import dataclass

from infra.cli.register.declared import DeclaredRegister
from infra.rehearsal.engine import Engine
from infra.rehearsal.months.month import Month
from infra.rehearsal.months.synthetic_month import SEED
from infra.rehearsal.preview import PolicyMatches, preview
from infra.rehearsal.rehearsal import Progress, Rehearsal
from infra.rehearsal.result import RehearsalResult
from infra.rehearsal.simulated_register import simulated_register
from infra.rehearsal.staff import AnswerModel, DeskWork, Staff
from infra.rehearsal.world import SimulatedClock, SimulatedPhones
from watchdesk.core.account import PolicyId


@dataclass(frozen=True, slots=True, kw_only=True)
class RehearsalCase:
    name: str
    declared: DeclaredRegister
    policy: PolicyId | None = None

    def preview(self, month: Month) -> Sequence[PolicyMatches]:
        return preview(month, simulated_register(self.declared, month, self.policy))

    def rehearse(
        self, month: Month, answers: AnswerModel, progress: Progress, seed: int = SEED
    ) -> RehearsalResult:
        """Rehearse the month. The same case, month, answers and seed always give the same result."""
        clock = SimulatedClock(month.start)
        engine = Engine(
            simulated_register(self.declared, month, self.policy),
            clock,
            SimulatedPhones(self.declared.people, clock),
            seed,
        )
        return Rehearsal(month, engine, Staff(answers, DeskWork(), seed), self.name).run(progress)
