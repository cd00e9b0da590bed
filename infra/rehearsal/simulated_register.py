"""The register a rehearsal runs on: what is declared, with every number taken as proved."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from infra.cli.register.declared import DeclaredRegister
from infra.memory.register.register import MemoryRegister
from infra.rehearsal.arrival_body import RECORDED_URGENCY_RULES
from infra.rehearsal.months.month import Month
from watchdesk.core.account import Account, PolicyId
from watchdesk.register.domain.person import Person
from watchdesk.register.domain.policy import Policy
from watchdesk.register.ports import RegisterEntry


def simulated_register(declared: DeclaredRegister, month: Month, policy: PolicyId | None = None) -> MemoryRegister:
    """With `policy`, every account is under that one."""
    has_urgencies = any(arrival.urgency is not None for arrival in month.arrivals)
    return MemoryRegister(*_each(declared, policy, month.start, has_urgencies=has_urgencies))


def _each(
    declared: DeclaredRegister, policy: PolicyId | None, proved_at: datetime, *, has_urgencies: bool
) -> Iterator[RegisterEntry]:
    for each in declared.everything():
        match each:
            case Person():
                yield replace(each, proved_at=proved_at)
            case Account():
                yield replace(each, policy=policy or each.policy)
            case Policy() if has_urgencies:
                yield replace(each, triage=(*each.triage, *RECORDED_URGENCY_RULES))
            case _:
                yield each
