"""One register, under its own policies or all of it under one, to be rehearsed."""

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
        self, month: Month, answering: AnswerModel, progress: Progress, seed: int = SEED
    ) -> RehearsalResult:
        """The same case, month, answering and seed always come to the same."""
        clock = SimulatedClock(month.start)
        engine = Engine(
            simulated_register(self.declared, month, self.policy),
            clock,
            SimulatedPhones(self.declared.people, clock),
            seed,
        )
        return Rehearsal(month, engine, Staff(answering, DeskWork(), seed), self.name).run(progress)
