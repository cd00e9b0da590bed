"""What must be right before anything is started, each failing with one line that says what to do."""

import platform
import shutil
import socket
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from infra.local.aws import emulator_version
from infra.local.aws.environment import HOST

PROCESSORS: Mapping[str, tuple[str, str]] = {
    "x86_64": ("x86_64", "x86_64-manylinux2014"),
    "amd64": ("x86_64", "x86_64-manylinux2014"),
    "aarch64": ("arm64", "aarch64-manylinux2014"),
    "arm64": ("arm64", "aarch64-manylinux2014"),
}
"""The machine's name for its processor -> Lambda's name, and the wheels that run on it here."""
MAC_WHEELS = {"x86_64": "x86_64-apple-darwin", "arm64": "aarch64-apple-darwin"}


class NotReadyError(RuntimeError):
    """Something is missing or taken; one line for each."""


def architecture(machine: str, system: str) -> tuple[str, str]:
    """Lambda's word for this processor and uv's for its wheels. Raises NotReadyError for an unknown one."""
    if machine.lower() not in PROCESSORS:
        known = ", ".join(PROCESSORS)
        raise NotReadyError(f"this machine's processor is called {machine!r}; wheels are known for {known}")
    name, wheels = PROCESSORS[machine.lower()]
    return name, MAC_WHEELS[name] if system == "Darwin" else wheels


def check_machine(programs: Path, ports: Mapping[int, str], path: str | None = None) -> None:
    """Raise NotReadyError unless the tools are there and the ports are free. `programs` is the venv's bin."""
    problems = [*_missing_tools(programs, path), *_taken_ports(ports)]
    try:
        emulator_version.require_pinned_version()
        architecture(platform.machine(), platform.system())
    except (emulator_version.WrongVersionError, NotReadyError) as error:
        problems.append(str(error))
    if problems:
        raise NotReadyError("\n".join(problems))


def _missing_tools(programs: Path, path: str | None) -> Iterator[str]:
    wanted: Sequence[tuple[str, str | None, str]] = (
        ("sam", str(programs), "run `make install`"),
        ("uv", str(programs), "run `make install`"),
        ("make", path, "install GNU make"),
        ("ps", path, "install procps"),
    )
    for tool, where, remedy in wanted:
        if shutil.which(tool, path=where) is None:
            yield f"{tool} is missing: {remedy}"


def _taken_ports(ports: Mapping[int, str]) -> Iterator[str]:
    for port, user in ports.items():
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                yield f"port {port}, for {user}, is taken: end what listens there, or say make up PORT=4600"
