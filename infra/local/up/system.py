"""Brings the whole system up, step by step, and hands over what is needed to use and to see it."""

import os
import shutil
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import urllib3

from infra.cli.sms import sns
from infra.local.aws.environment import HOST, LocalAwsSettings, client_environment
from infra.local.simulators.registry import SIMULATORS
from infra.local.up import deployment, local_register, preflight
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
from infra.local.up.simulator_client import SimulatorClient
from infra.local.up.table_reader import TableReader
from infra.local.up.verify_numbers import verify_numbers
from watchdesk.core.account import Account, AccountId, Platform
from watchdesk.platforms.registry import FACTS

PROGRAMS = Path(sys.executable).parent
"""Where `make install` puts sam and uv."""
FIRST_ANSWER_SECONDS = 30.0
"""Seconds a server may take to answer at first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOptions:
    root: Path
    run: Path
    """What it keeps while it runs; emptied at each start."""
    port: int = 4566
    keep: bool = False

    @property
    def logs(self) -> Path:
        return self.run / "logs"

    @property
    def place(self) -> LocalAwsSettings:
        return LocalAwsSettings(port=self.port, state=self.run / "aws", keep=self.keep)

    @property
    def simulator_ports(self) -> Mapping[Platform, int]:
        """The ones after that of the local AWS."""
        return {name: self.port + position for position, name in enumerate(SIMULATORS, 1)}

    @property
    def ports(self) -> Mapping[int, str]:
        simulated = {port: f"the simulated {FACTS[name].title}" for name, port in self.simulator_ports.items()}
        return {self.port: "the local AWS", **simulated}


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningSystem:
    """A running system."""

    accounts: tuple[Account, ...]
    handles: Mapping[AccountId, str]
    simulators: Mapping[Platform, SimulatorClient]
    lookout: TableReader
    phones: SimulatedPhones
    staff: DutyStaff
    troubles: FailureCollector
    press: LocalOfficer
    pace: RunTimings
    check: Callable[[], None]
    """Raises ProgramFailedError if one of its servers has ended."""
    seconds_to_up: float

    def deliver(self, letter: PublicMessage) -> None:
        """Let the public write it."""
        account = letter.account
        simulator = self.simulators[account.platform]
        simulator.act(letter.member, letter.verb, account=self.handles[account.id], text=letter.text)


def start_system(
    options: RunOptions, pace: RunTimings, household: ProcessGroups, steps: ProgressLog
) -> RunningSystem:
    """Raises NotReadyError, ProgramFailedError or InvalidRegisterError, each saying what to do."""
    environment = _environment(options)
    _start_servers(options, household, environment)
    build = FunctionBuild(options.root, options.root / ".aws-sam" / "local", BuildTarget.this_machine())
    if not build.is_fresh():
        with steps.step("building the functions"):
            build.make(household, environment, options.logs / "build.log")
    with steps.step("starting the local AWS and the simulators"):
        simulators = _when_they_answer(options, household)
    with steps.step("deploying template.yaml"):
        deployment.deploy_stack(build, household, environment, options.logs / "deploy.log")
    return _registered(options, pace, simulators, household, steps)


def _registered(
    options: RunOptions,
    pace: RunTimings,
    simulators: Mapping[Platform, SimulatorClient],
    household: ProcessGroups,
    steps: ProgressLog,
) -> RunningSystem:
    clients = local_aws_clients(options.place)
    outputs = deployment.stack_outputs(clients)
    path = options.root / "examples" / "north-yorkshire.yaml"
    press = LocalOfficer(
        outputs["ApiUrl"],
        options.run / "token",
        lambda: sign_in(clients, outputs["UserPoolId"], outputs["TokenAudience"]),
    )
    with steps.step("applying the register"):
        declared = local_register.local_register(path, pace, simulators, outputs["SecretPrefix"])
        declared = local_register.with_officer_subject(declared, press.renew())
        accounts = local_register.watched_accounts(declared)
        handles = local_register.store_credentials(accounts, simulators, clients)
        local_register.apply_register(declared, clients, outputs)
    with steps.step("telling SNS to report on every text"):
        sns.tell(clients.sns, sns.wanted(outputs["TextReportsRoleArn"]))
    phones = SimulatedPhones(options.place)
    with steps.step("proving the numbers of everybody who is texted"):
        verify_numbers(declared, clients, outputs, phones)
    return RunningSystem(
        accounts=accounts,
        handles=handles,
        simulators=simulators,
        lookout=TableReader(clients, outputs),
        phones=phones,
        staff=DutyStaff(declared, partial(publish_inbound_text, clients.sns, outputs["InboundTextsTopicArn"])),
        troubles=FailureCollector(FunctionLogs(clients, options.logs / "functions.log"), options.logs / "aws.log"),
        press=press,
        pace=pace,
        check=household.check,
        seconds_to_up=steps.seconds,
    )


def clean_run_folder(run: Path, *, keep: bool) -> None:
    """Empty the run folder but for its lock and ledger; with `keep`, only the logs go."""
    for entry in run.iterdir() if run.exists() else ():
        if entry.is_dir() and (entry.name == "logs" or not keep):
            shutil.rmtree(entry, ignore_errors=True)
    (run / "logs").mkdir(parents=True, exist_ok=True)


def _environment(options: RunOptions) -> dict[str, str]:
    return client_environment(options.place) | {
        "PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}",
        # Its own settings folder, so that nothing is read from or written to the user's.
        "__SAM_CLI_APP_DIR": str(_sam_settings(options.run)),
    }


def _sam_settings(run: Path) -> Path:
    """With the note that it looked for a newer version just now: it would ask the network, and wait."""
    folder = run / "sam"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "metadata.json").write_text(f'{{"telemetryEnabled": false, "lastVersionCheck": {time.time()}}}')
    return folder


def _start_servers(options: RunOptions, household: ProcessGroups, environment: Mapping[str, str]) -> None:
    place = options.place
    emulator = [sys.executable, "-m", "infra.local.aws", "--port", str(place.port), "--state", str(place.state)]
    emulator += ["--keep"] if place.keep else []
    household.start("the local AWS", emulator, environment, options.logs / "aws.log", options.root)
    ports = [part for name, port in options.simulator_ports.items() for part in (f"--{name}-port", str(port))]
    simulators = [sys.executable, "-m", "infra.local.simulators", *ports]
    household.start("the simulators", simulators, environment, options.logs / "simulators.log", options.root)


def _when_they_answer(options: RunOptions, household: ProcessGroups) -> Mapping[Platform, SimulatorClient]:
    ports = options.simulator_ports
    simulators = {name: SimulatorClient(name, f"http://{HOST}:{port}") for name, port in ports.items()}
    end = time.monotonic() + FIRST_ANSWER_SECONDS
    while not (_answers(options.place) and all(simulator.is_ready() for simulator in simulators.values())):
        household.check()
        if time.monotonic() > end:
            raise preflight.NotReadyError(
                f"the servers do not answer after {FIRST_ANSWER_SECONDS:.0f} s: see {options.logs}"
            )
        time.sleep(0.1)
    return simulators


def _answers(place: LocalAwsSettings) -> bool:
    try:
        urllib3.request("GET", f"{place.endpoint}/_ministack/ready", retries=False, timeout=1)
    except urllib3.exceptions.HTTPError:
        return False
    return True
