"""Check the machine before anything is started. Every problem is one line that says what to do."""

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
"""The machine's name for its processor, with Lambda's name for it and the wheels that run on it."""
MAC_WHEELS = {"x86_64": "x86_64-apple-darwin", "arm64": "aarch64-apple-darwin"}


class NotReadyError(RuntimeError):
    """Tools are missing or ports are taken. The text holds one line for each."""


def architecture(machine: str, system: str) -> tuple[str, str]:
    """Return Lambda's name for the processor and uv's name for its wheels. Raises NotReadyError if unknown."""
    if machine.lower() not in PROCESSORS:
        known = ", ".join(PROCESSORS)
        raise NotReadyError(f"the processor of this machine is {machine!r}, but wheels are known only for {known}")
    name, wheels = PROCESSORS[machine.lower()]
    return name, MAC_WHEELS[name] if system == "Darwin" else wheels


def check_machine(programs: Path, ports: Mapping[int, str], path: str | None = None) -> None:
    """Raise NotReadyError unless all tools are installed and all ports are free.

    `programs` is the bin folder of the virtual environment. `ports` maps each port to the server that will use it.
    """
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
    for tool, search_path, remedy in wanted:
        if shutil.which(tool, path=search_path) is None:
            yield f"{tool} is missing: {remedy}"


def _taken_ports(ports: Mapping[int, str]) -> Iterator[str]:
    for port, server in ports.items():
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                yield f"port {port}, for {server}, is taken: end the program on it, or run make up PORT=4600"
