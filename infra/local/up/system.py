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
from infra.local.aws.environment import HOST, Place, for_clients
from infra.local.simulators.registry import SIMULATORS
from infra.local.up import deployment, preflight, register
from infra.local.up.build import Build, Target
from infra.local.up.clients import clients_of
from infra.local.up.function_logs import FunctionLogs
from infra.local.up.numbers import prove_numbers
from infra.local.up.press import Press
from infra.local.up.processes import Household
from infra.local.up.public import Letter
from infra.local.up.register import Pace
from infra.local.up.replies import text_back
from infra.local.up.simulated import Simulator
from infra.local.up.staff import Staff
from infra.local.up.steps import Steps
from infra.local.up.table_reader import Lookout
from infra.local.up.texts import Phones
from infra.local.up.tokens import sign_in
from infra.local.up.troubles import Troubles
from watchdesk.core.account import Account, AccountId, Platform
from watchdesk.platforms.registry import FACTS

PROGRAMS = Path(sys.executable).parent
"""Where `make install` puts sam and uv."""
PATIENCE = 30.0
"""Seconds a server may take to answer at first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    root: Path
    run: Path
    """What it keeps while it runs; emptied at each start."""
    port: int = 4566
    keep: bool = False

    @property
    def logs(self) -> Path:
        return self.run / "logs"

    @property
    def place(self) -> Place:
        return Place(port=self.port, state=self.run / "aws", keep=self.keep)

    @property
    def simulator_ports(self) -> Mapping[Platform, int]:
        """The ones after that of the local AWS."""
        return {name: self.port + position for position, name in enumerate(SIMULATORS, 1)}

    @property
    def ports(self) -> Mapping[int, str]:
        simulated = {port: f"the simulated {FACTS[name].title}" for name, port in self.simulator_ports.items()}
        return {self.port: "the local AWS", **simulated}


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """A running system."""

    accounts: tuple[Account, ...]
    handles: Mapping[AccountId, str]
    simulators: Mapping[Platform, Simulator]
    lookout: Lookout
    phones: Phones
    staff: Staff
    troubles: Troubles
    press: Press
    pace: Pace
    check: Callable[[], None]
    """Raises ProgramFailedError if one of its servers has ended."""
    seconds_to_up: float

    def deliver(self, letter: Letter) -> None:
        """Let the public write it."""
        account = letter.account
        simulator = self.simulators[account.platform]
        simulator.act(letter.member, letter.verb, account=self.handles[account.id], text=letter.text)


def bring_up(options: Options, pace: Pace, household: Household, steps: Steps) -> System:
    """Raises NotReadyError, ProgramFailedError or InvalidRegisterError, each saying what to do."""
    environment = _environment(options)
    _start_servers(options, household, environment)
    build = Build(options.root, options.root / ".aws-sam" / "local", Target.this_machine())
    if not build.is_fresh():
        with steps.step("building the functions"):
            build.make(household, environment, options.logs / "build.log")
    with steps.step("starting the local AWS and the simulators"):
        simulators = _when_they_answer(options, household)
    with steps.step("deploying template.yaml"):
        deployment.deploy(build, household, environment, options.logs / "deploy.log")
    return _registered(options, pace, simulators, household, steps)


def _registered(
    options: Options, pace: Pace, simulators: Mapping[Platform, Simulator], household: Household, steps: Steps
) -> System:
    clients = clients_of(options.place)
    outputs = deployment.outputs(clients)
    path = options.root / "examples" / "north-yorkshire.yaml"
    press = Press(
        outputs["ApiUrl"],
        options.run / "token",
        lambda: sign_in(clients, outputs["UserPoolId"], outputs["TokenAudience"]),
    )
    with steps.step("applying the register"):
        declared = register.declared(path, pace, simulators, outputs["SecretPrefix"])
        declared = register.named(declared, press.renew())
        accounts = register.polled(declared)
        handles = register.store_credentials(accounts, simulators, clients)
        register.apply(declared, clients, outputs)
    with steps.step("telling SNS to report on every text"):
        sns.tell(clients.sns, sns.wanted(outputs["TextReportsRoleArn"]))
    phones = Phones(options.place)
    with steps.step("proving the numbers of everybody who is texted"):
        prove_numbers(declared, clients, outputs, phones)
    return System(
        accounts=accounts,
        handles=handles,
        simulators=simulators,
        lookout=Lookout(clients, outputs),
        phones=phones,
        staff=Staff(declared, partial(text_back, clients.sns, outputs["InboundTextsTopicArn"])),
        troubles=Troubles(FunctionLogs(clients, options.logs / "functions.log"), options.logs / "aws.log"),
        press=press,
        pace=pace,
        check=household.check,
        seconds_to_up=steps.seconds,
    )


def clean(run: Path, *, keep: bool) -> None:
    """Empty the run folder but for its lock and ledger; with `keep`, only the logs go."""
    for entry in run.iterdir() if run.exists() else ():
        if entry.is_dir() and (entry.name == "logs" or not keep):
            shutil.rmtree(entry, ignore_errors=True)
    (run / "logs").mkdir(parents=True, exist_ok=True)


def _environment(options: Options) -> dict[str, str]:
    return for_clients(options.place) | {
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


def _start_servers(options: Options, household: Household, environment: Mapping[str, str]) -> None:
    place = options.place
    emulator = [sys.executable, "-m", "infra.local.aws", "--port", str(place.port), "--state", str(place.state)]
    emulator += ["--keep"] if place.keep else []
    household.start("the local AWS", emulator, environment, options.logs / "aws.log", options.root)
    ports = [part for name, port in options.simulator_ports.items() for part in (f"--{name}-port", str(port))]
    simulators = [sys.executable, "-m", "infra.local.simulators", *ports]
    household.start("the simulators", simulators, environment, options.logs / "simulators.log", options.root)


def _when_they_answer(options: Options, household: Household) -> Mapping[Platform, Simulator]:
    ports = options.simulator_ports
    simulators = {name: Simulator(name, f"http://{HOST}:{port}") for name, port in ports.items()}
    end = time.monotonic() + PATIENCE
    while not (_answers(options.place) and all(simulator.is_ready() for simulator in simulators.values())):
        household.check()
        if time.monotonic() > end:
            raise preflight.NotReadyError(f"the servers do not answer after {PATIENCE:.0f} s: see {options.logs}")
        time.sleep(0.1)
    return simulators


def _answers(place: Place) -> bool:
    try:
        urllib3.request("GET", f"{place.endpoint}/_ministack/ready", retries=False, timeout=1)
    except urllib3.exceptions.HTTPError:
        return False
    return True
