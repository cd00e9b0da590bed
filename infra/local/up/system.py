"""Start the whole system, step by step, and return what is needed to use and to observe it."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from infra.cli.sms import sns
from infra.local.up import deployment, local_register
from infra.local.up.build import BuildTarget, FunctionBuild
from infra.local.up.clients import local_aws_clients
from infra.local.up.duty_staff import DutyStaff
from infra.local.up.failure_collector import FailureCollector
from infra.local.up.function_logs import FunctionLogs
from infra.local.up.inbound_texts import publish_inbound_text
from infra.local.up.local_officer import LocalOfficer
from infra.local.up.local_register import RunTimings
from infra.local.up.officer_sign_in import sign_in
from infra.local.up.processes import ProcessGroups
from infra.local.up.progress_log import ProgressLog
from infra.local.up.public_messages import PublicMessage
from infra.local.up.received_texts import SimulatedPhones
from infra.local.up.run_options import RunOptions
from infra.local.up.servers import program_environment, start_servers, wait_for_servers
from infra.local.up.simulator_client import SimulatorClient
from infra.local.up.table_reader import TableReader
from infra.local.up.verify_numbers import verify_numbers
from watchdesk.core.account import Account, AccountId, Platform


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningSystem:
    """The system that was started, seen from outside."""

    accounts: tuple[Account, ...]
    handles: Mapping[AccountId, str]
    """The handle of each account on its own server."""
    simulators: Mapping[Platform, SimulatorClient]
    table_reader: TableReader
    phones: SimulatedPhones
    staff: DutyStaff
    failures: FailureCollector
    officer: LocalOfficer
    timings: RunTimings
    check_running: Callable[[], None]
    """Raises ProgramFailedError if one of the servers has ended."""
    seconds_to_up: float

    def write_message(self, message: PublicMessage) -> None:
        """Let a member of the public write the message."""
        account = message.account
        simulator = self.simulators[account.platform]
        simulator.act(message.member, message.action, account=self.handles[account.id], text=message.text)


def start_system(
    options: RunOptions, timings: RunTimings, groups: ProcessGroups, progress: ProgressLog
) -> RunningSystem:
    """Start everything. Raises NotReadyError, ProgramFailedError or InvalidRegisterError, which say what to do."""
    environment = program_environment(options)
    start_servers(options, groups, environment)
    build = FunctionBuild(options.root, options.root / ".aws-sam" / "local", BuildTarget.this_machine())
    if not build.is_fresh():
        with progress.step("building the functions"):
            build.run(groups, environment, options.logs / "build.log")
    with progress.step("starting the local AWS and the simulators"):
        simulators = wait_for_servers(options, groups)
    with progress.step("deploying template.yaml"):
        deployment.deploy_stack(build, groups, environment, options.logs / "deploy.log")
    return _set_up(options, timings, simulators, groups, progress)


def _set_up(
    options: RunOptions,
    timings: RunTimings,
    simulators: Mapping[Platform, SimulatorClient],
    groups: ProcessGroups,
    progress: ProgressLog,
) -> RunningSystem:
    """Apply the register, sign in the officer and verify the phone numbers."""
    clients = local_aws_clients(options.aws)
    outputs = deployment.stack_outputs(clients)
    path = options.root / "examples" / "north-yorkshire.yaml"
    officer = LocalOfficer(
        outputs["ApiUrl"],
        options.run_folder / "token",
        lambda: sign_in(clients, outputs["UserPoolId"], outputs["TokenAudience"]),
    )
    with progress.step("applying the register"):
        declared = local_register.local_register(path, timings, simulators, outputs["SecretPrefix"])
        declared = local_register.with_officer_subject(declared, officer.renew_token())
        accounts = local_register.watched_accounts(declared)
        handles = local_register.store_credentials(accounts, simulators, clients)
        local_register.apply_register(declared, clients, outputs)
    with progress.step("asking SNS to report on every text"):
        sns.tell(clients.sns, sns.wanted(outputs["TextReportsRoleArn"]))
    phones = SimulatedPhones(options.aws)
    with progress.step("verifying the phone numbers of all people who get texts"):
        verify_numbers(declared, clients, outputs, phones)
    return RunningSystem(
        accounts=accounts,
        handles=handles,
        simulators=simulators,
        table_reader=TableReader(clients, outputs),
        phones=phones,
        staff=DutyStaff(declared, partial(publish_inbound_text, clients.sns, outputs["InboundTextsTopicArn"])),
        failures=FailureCollector(FunctionLogs(clients, options.logs / "functions.log"), options.logs / "aws.log"),
        officer=officer,
        timings=timings,
        check_running=groups.check_running,
        seconds_to_up=progress.seconds,
    )


def clean_run_folder(run_folder: Path, *, keep: bool) -> None:
    """Remove every folder from the run folder; with `keep`, only the logs. The lock and the ledger stay."""
    for entry in run_folder.iterdir() if run_folder.exists() else ():
        if entry.is_dir() and (entry.name == "logs" or not keep):
            shutil.rmtree(entry, ignore_errors=True)
    (run_folder / "logs").mkdir(parents=True, exist_ok=True)
