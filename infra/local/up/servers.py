"""Start the local AWS and the simulators, and wait until they answer."""

import os
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import urllib3

from infra.local.aws.environment import HOST, LocalAwsSettings, client_environment
from infra.local.up.preflight import NotReadyError
from infra.local.up.processes import ProcessGroups
from infra.local.up.run_options import RunOptions
from infra.local.up.simulator_client import SimulatorClient
from watchdesk.core.account import Platform

PROGRAMS = Path(sys.executable).parent
"""`make install` puts sam and uv in this folder."""
FIRST_ANSWER_SECONDS = 30.0
"""A server must answer for the first time within this time."""


def program_environment(options: RunOptions) -> dict[str, str]:
    """Return the environment of every program that the run starts."""
    return client_environment(options.aws) | {
        "PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}",
        # SAM gets its own settings folder, so that it neither reads nor writes the user's.
        "__SAM_CLI_APP_DIR": str(_sam_settings(options.run_folder)),
    }


def _sam_settings(run_folder: Path) -> Path:
    """Return a settings folder for SAM.

    It says that SAM has just looked for a newer version. Else SAM would ask the network, and wait.
    """
    folder = run_folder / "sam"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "metadata.json").write_text(f'{{"telemetryEnabled": false, "lastVersionCheck": {time.time()}}}')
    return folder


def start_servers(options: RunOptions, groups: ProcessGroups, environment: Mapping[str, str]) -> None:
    """Start the local AWS and the simulators without waiting for them."""
    aws = options.aws
    emulator = [sys.executable, "-m", "infra.local.aws", "--port", str(aws.port), "--state", str(aws.state)]
    emulator += ["--keep"] if aws.keep else []
    groups.start("the local AWS", emulator, environment, options.logs / "aws.log", options.root)
    ports = [part for name, port in options.simulator_ports.items() for part in (f"--{name}-port", str(port))]
    simulators = [sys.executable, "-m", "infra.local.simulators", *ports]
    groups.start("the simulators", simulators, environment, options.logs / "simulators.log", options.root)


def wait_for_servers(options: RunOptions, groups: ProcessGroups) -> Mapping[Platform, SimulatorClient]:
    """Return a client for each simulator once all servers answer.

    Raises ProgramFailedError if a server ends, and NotReadyError if one does not answer in time.
    """
    ports = options.simulator_ports
    simulators = {name: SimulatorClient(name, f"http://{HOST}:{port}") for name, port in ports.items()}
    end = time.monotonic() + FIRST_ANSWER_SECONDS
    while not (_is_ready(options.aws) and all(simulator.is_ready() for simulator in simulators.values())):
        groups.check_running()
        if time.monotonic() > end:
            seconds = f"{FIRST_ANSWER_SECONDS:.0f}"
            raise NotReadyError(f"the servers do not answer after {seconds} s: see {options.logs}")
        time.sleep(0.1)
    return simulators


def _is_ready(aws: LocalAwsSettings) -> bool:
    try:
        urllib3.request("GET", f"{aws.endpoint}/_ministack/ready", retries=False, timeout=1)
    except urllib3.exceptions.HTTPError:
        return False
    return True
