"""Apply the example register to the local stack, with simulated servers and short limits."""

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
    """The limits and intervals of a run. They are short, so that a text arrives within minutes."""

    limits: Mapping[Urgency, timedelta]
    step_wait: timedelta
    """How long an escalation step waits for an answer."""
    poll_every: timedelta


def local_register(
    path: Path, timings: RunTimings, simulators: Mapping[Platform, SimulatorClient], secret_prefix: str
) -> DeclaredRegister:
    """Return the register in `path` with the simulators' servers and the timings. Raises InvalidRegisterError."""
    return localised(
        load_register(path, secret_prefix=secret_prefix),
        servers={platform: simulator.url for platform, simulator in simulators.items()},
        limits=timings.limits,
        wait=timings.step_wait,
        poll_every=timings.poll_every,
    )


def with_officer_subject(register: DeclaredRegister, subject: Subject) -> DeclaredRegister:
    """Return the same register with this subject for its first officer."""
    first, *others = register.officers
    return replace(register, officers=(replace(first, subject=subject), *others))


def watched_accounts(register: DeclaredRegister) -> tuple[Account, ...]:
    """Return the accounts that the register wants polled."""
    return tuple(account for account in register.accounts if account.is_watched)


def store_credentials(
    accounts: tuple[Account, ...], simulators: Mapping[Platform, SimulatorClient], clients: LocalAwsClients
) -> Mapping[AccountId, str]:
    """Add every account to its simulator, and store its credential where the functions read it.

    Return the handle that each account has on its own server.
    """
    store = CredentialStore(clients.secrets)
    handles: dict[AccountId, str] = {}
    for account in accounts:
        added = simulators[account.platform].add_account(account.handle, account.name)
        known = {"identifier": account.handle, **added}
        names = [field.name for field in FACTS[account.platform].required_fields]
        store.put(account, {name: str(known[name]) for name in names})
        handles[account.id] = added["handle"]
    return handles


def apply_register(register: DeclaredRegister, clients: LocalAwsClients, outputs: Mapping[str, str]) -> int:
    """Write what differs from the deployed register, and return the number of changes."""
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
