"""Missing tools and taken ports are reported before anything starts, one line for each."""

import socket
import sys
from pathlib import Path

import pytest

from infra.local.up.preflight import NotReadyError, architecture, check_machine

PROGRAMS = Path(sys.executable).parent


def test_a_machine_with_tools_and_free_ports_is_ready():
    check_machine(PROGRAMS, {})


def test_a_taken_port_is_named_with_its_use_and_the_way_out():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(NotReadyError, match=rf"^port {port}, for the local AWS, is taken: .*make up PORT="):
            check_machine(PROGRAMS, {port: "the local AWS"})


def test_a_missing_tool_is_named_with_the_way_to_get_it(tmp_path):
    with pytest.raises(NotReadyError) as refused:
        check_machine(tmp_path, {}, path=str(tmp_path))

    assert str(refused.value).splitlines() == [
        "sam is missing: run `make install`",
        "uv is missing: run `make install`",
        "make is missing: install GNU make",
        "ps is missing: install procps",
    ]


@pytest.mark.parametrize(
    ("machine", "system", "expected"),
    [
        ("x86_64", "Linux", ("x86_64", "x86_64-manylinux2014")),
        ("AMD64", "Linux", ("x86_64", "x86_64-manylinux2014")),
        ("aarch64", "Linux", ("arm64", "aarch64-manylinux2014")),
        ("arm64", "Darwin", ("arm64", "aarch64-apple-darwin")),
    ],
)
def test_functions_are_built_for_the_processor_they_run_on(machine, system, expected):
    assert architecture(machine, system) == expected


def test_an_unknown_processor_is_refused_by_name():
    with pytest.raises(NotReadyError, match="'riscv64'"):
        architecture("riscv64", "Linux")
