"""The register of a rehearsal: everything that is declared, with every phone number taken as verified."""

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
    """Return the declared register. With `policy`, every account is under that one."""
    has_urgencies = any(arrival.urgency is not None for arrival in month.arrivals)
    return MemoryRegister(*_entries(declared, policy, month.start, has_urgencies=has_urgencies))


def _entries(
    declared: DeclaredRegister, policy: PolicyId | None, proved_at: datetime, *, has_urgencies: bool
) -> Iterator[RegisterEntry]:
    for entry in declared.everything():
        match entry:
            case Person():
                yield replace(entry, proved_at=proved_at)
            case Account():
                yield replace(entry, policy=policy or entry.policy)
            case Policy() if has_urgencies:
                yield replace(entry, triage=(*entry.triage, *RECORDED_URGENCY_RULES))
            case _:
                yield entry
