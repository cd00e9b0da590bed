"""Build every function with `sam build`, and install a runtime like Lambda's."""

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import samcli

from tests.bench.aws import LINK_KEYS
from tests.bench.dynamodb import TABLES
from tests.bench.processes import AWS_TEST_ENVIRONMENT, BENCH_FOLDER, HOST, ROOT
from tests.cloudformation import load_template

FLOOR = "FloorFunction"
BUILD = BENCH_FOLDER / "build"
RUNTIME = BENCH_FOLDER / "runtime"
UV = Path(sys.executable).parent / "uv"
VALUES = {f"WATCHDESK_{table.removesuffix('Table').upper()}_TABLE": table for table in TABLES} | {
    "WATCHDESK_LINK_SECRET": LINK_KEYS,
    "WATCHDESK_LINK_BASE": "https://desk.example",
    "WATCHDESK_SMS_PROVIDER": "sns",
    "WATCHDESK_SMS_SENDER_ID": "",
    "WATCHDESK_SMS_ORIGINATION_IDENTITY": "",
    "WATCHDESK_SMS_CONFIGURATION_SET": "",
    "WATCHDESK_SMS_PROTECT_CONFIGURATION": "",
    "WATCHDESK_EMAIL_FROM": "",
    "WATCHDESK_STAGE": "dev",
    "WATCHDESK_SMS_PROBES": "off",
    "WATCHDESK_HEARTBEAT_URL": "",
    "WATCHDESK_WORK_QUEUES": "",
    "WATCHDESK_DEAD_LETTERS": "",
    "WATCHDESK_FUNCTIONS": "",
}


@dataclass(frozen=True, slots=True)
class BuiltFunction:
    name: str
    handler: str
    variables: Mapping[str, str]

    @property
    def folder(self) -> Path:
        return BUILD / self.name


def build_functions() -> list[BuiltFunction]:
    """Build the floor and all functions of the template for this machine; the floor comes first."""
    wheels = {
        "LAMBDA_PYTHON": f"{sys.version_info.major}.{sys.version_info.minor}",
        "LAMBDA_PLATFORM": f"{platform.machine()}-manylinux2014",
    }
    environment = {**os.environ, **wheels, **AWS_TEST_ENVIRONMENT, "SAM_CLI_TELEMETRY": "0"}
    command = ["sam", "build", "--build-dir", str(BUILD), "--parallel"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    floor = _floor(wheels["LAMBDA_PLATFORM"])
    template = load_template("template.yaml")
    shared = template["Globals"]["Function"]["Environment"]["Variables"]
    resources = template["Resources"]
    return [floor, *(_function(name, each, shared) for name, each in resources.items() if _is_function(each))]


def install_runtime() -> Path:
    """Install a Python with only boto3 and the runtime client, like Lambda's own, and return its path."""
    python = RUNTIME / "bin" / "python"
    if not python.exists():
        subprocess.run([UV, "venv", "--quiet", "--python", sys.executable, RUNTIME], check=True)
    _install("--python", RUNTIME, "--compile-bytecode", "-c", "requirements-dev.txt", "boto3", "awslambdaric")
    return python


def emulator_path() -> Path:
    """Return the path of Amazon's runtime interface emulator, which is part of the SAM command line."""
    machine = "arm64" if platform.machine() == "aarch64" else "x86_64"
    return Path(samcli.__file__).parent / "local" / "rapid" / f"aws-lambda-rie-{machine}"


def _floor(wheels: str) -> BuiltFunction:
    floor = BuiltFunction(FLOOR, "floor.lambda_handler", {"WATCHDESK_MESSAGES_TABLE": "MessagesTable"})
    shutil.rmtree(floor.folder, ignore_errors=True)
    floor.folder.mkdir(parents=True)
    shutil.copyfile(Path(__file__).parent / "floor.py", floor.folder / "floor.py")
    kind = ("--only-binary", ":all:", "--python-platform", wheels)
    _install("--require-hashes", *kind, "--target", floor.folder, "-r", "requirements.txt")
    # The Makefile compiles the functions in the same way.
    compiled = ["-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash", str(floor.folder)]
    subprocess.run([sys.executable, *compiled], check=True)
    return floor


def _install(*arguments: str | Path) -> None:
    subprocess.run([UV, "pip", "install", "--quiet", *arguments], cwd=ROOT, check=True)


def _is_function(resource: Mapping[str, Any]) -> bool:
    return bool(resource["Type"] == "AWS::Serverless::Function")


def _function(name: str, resource: Mapping[str, Any], shared: Mapping[str, Any]) -> BuiltFunction:
    """Return the function with the variables of the template. Addresses of AWS become addresses on loopback."""
    declared = {**shared, **resource["Properties"].get("Environment", {}).get("Variables", {})}
    names = [key for key in declared if key.startswith("WATCHDESK_")]
    values = {key: VALUES.get(key, f"http://{HOST}/{key.lower()}") for key in names}
    return BuiltFunction(name, resource["Properties"]["Handler"], values)
