"""One register, under its own policies or all of it under one, to be rehearsed."""

from collections.abc import Sequence
from dataclasses import dataclass

from infra.cli.register.declared import DeclaredRegister
from infra.rehearsal.cast import cast
from infra.rehearsal.engine import Engine
from infra.rehearsal.findings import Findings
from infra.rehearsal.months.month import Month
from infra.rehearsal.months.synthetic import SEED
from infra.rehearsal.preview import Matches, preview
from infra.rehearsal.rehearse import Progress, Rehearsal
from infra.rehearsal.staff import Answering, DeskWork, Staff
from infra.rehearsal.world import Phones, SimulatedClock
from watchdesk.core.account import PolicyId


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    name: str
    declared: DeclaredRegister
    policy: PolicyId | None = None

    def preview(self, month: Month) -> Sequence[Matches]:
        return preview(month, cast(self.declared, month, self.policy))

    def rehearse(self, month: Month, answering: Answering, progress: Progress, seed: int = SEED) -> Findings:
        """The same case, month, answering and seed always come to the same."""
        clock = SimulatedClock(month.start)
        engine = Engine(cast(self.declared, month, self.policy), clock, Phones(self.declared.people, clock), seed)
        return Rehearsal(month, engine, Staff(answering, DeskWork(), seed), self.name).run(progress)
