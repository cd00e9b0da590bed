"""Puts the example register into the local stack: its servers simulated, its limits short enough to watch."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from infra.cli.credentials.credential import CredentialStore
from infra.cli.register.declared import DeclaredRegister, localised
from infra.cli.register.load import load_register
from infra.cli.register.plan.apply import DeployedRegister
from infra.local.up.clients import LocalAwsClients
from infra.local.up.simulator_client import SimulatorClient
from watchdesk.aws.dynamodb.table import Table
from watchdesk.core.account import Account, AccountId, Platform
from watchdesk.core.message import Urgency
from watchdesk.core.principal import Subject
from watchdesk.core.system_clock import SystemClock
from watchdesk.inbox.dynamodb.poll_schedule import DynamoCoverageReader, DynamoPollSchedule
from watchdesk.platforms.registry import FACTS
from watchdesk.register.dynamodb.register import DynamoRegister


@dataclass(frozen=True, slots=True, kw_only=True)
class RunTimings:
    """How fast things happen, so that one need not wait hours for a text."""

    limits: Mapping[Urgency, timedelta]
    wait: timedelta
    poll_every: timedelta


def local_register(
    path: Path, pace: RunTimings, simulators: Mapping[Platform, SimulatorClient], secret_prefix: str
) -> DeclaredRegister:
    """The register in `path`, bent to the simulators and to this pace. Raises InvalidRegisterError."""
    return localised(
        load_register(path, secret_prefix=secret_prefix),
        servers={platform: simulator.url for platform, simulator in simulators.items()},
        limits=pace.limits,
        wait=pace.wait,
        poll_every=pace.poll_every,
    )


def with_officer_subject(register: DeclaredRegister, subject: Subject) -> DeclaredRegister:
    """The same register, whose first officer is the one who signs in here."""
    first, *others = register.officers
    return replace(register, officers=(replace(first, subject=subject), *others))


def watched_accounts(register: DeclaredRegister) -> tuple[Account, ...]:
    return tuple(account for account in register.accounts if account.is_watched)


def store_credentials(
    accounts: tuple[Account, ...], simulators: Mapping[Platform, SimulatorClient], clients: LocalAwsClients
) -> Mapping[AccountId, str]:
    """Open every account on its simulator, and keep its credential where the functions look for it.

    Returns what each account is called on its own server.
    """
    shelf = CredentialStore(clients.secrets)
    handles: dict[AccountId, str] = {}
    for account in accounts:
        opened = simulators[account.platform].add_account(account.handle, account.name)
        known = {"identifier": account.handle, **opened}
        names = [field.name for field in FACTS[account.platform].required_fields]
        shelf.put(account, {name: str(known[name]) for name in names})
        handles[account.id] = opened["handle"]
    return handles


def apply_register(register: DeclaredRegister, clients: LocalAwsClients, outputs: Mapping[str, str]) -> int:
    """Write what differs, and say how many steps that took."""
    clock = SystemClock()
    watch = Table(clients.dynamodb, outputs["WatchTableName"])
    deployed = DeployedRegister(
        register=DynamoRegister(Table(clients.dynamodb, outputs["RegisterTableName"]), clock),
        poll_schedule=DynamoPollSchedule(watch),
        coverage=DynamoCoverageReader(watch),
        clock=clock,
    )
    wanted = deployed.plan_for(register.everything())
    deployed.apply(wanted)
    return len(wanted.steps)
