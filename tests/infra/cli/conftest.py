"""The command line against a stack on a simulated AWS."""

import os
from collections.abc import Iterator
from functools import cache, cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

import boto3
import pytest
from click.testing import CliRunner, Result
from moto import mock_aws

from infra.cli.cli import cli
from infra.cli.register.load import load_register
from infra.cli.stack import Stack
from tests.aws_tables import create_table
from tests.fakes import NOON, FakeClock
from tests.infra.cli.posts.press_server import running
from tests.infra.cli.register.register_text import written

TABLES = ("RegisterTable", "WatchTable", "MessagesTable", "SessionsTable")


@cache
def one_session() -> boto3.Session:
    """Shared by all tests: every new session reads its service descriptions anew."""
    return boto3.Session(aws_access_key_id="testing", aws_secret_access_key="testing", region_name="eu-west-2")


class MadeStack(Stack):
    """A stack whose outputs are known; everything else is the operator's own."""

    _session = cached_property(lambda _: one_session())
    _outputs = property(lambda self: self.outputs)

    def __init__(self) -> None:
        super().__init__("watchdesk-test", "eu-west-2", clock=FakeClock(NOON))
        self.outputs = {"SecretPrefix": "watchdesk/test"}
        for logical_id in TABLES:
            self.outputs[f"{logical_id}Name"] = create_table(self.dynamodb, logical_id)

    def output(self, name: str) -> str:
        return self.outputs[name]


class Terminal(BytesIO):
    """A person who types, and who presses Ctrl-C when they have nothing more to say."""

    def isatty(self) -> bool:
        return True

    def read1(self, size: int | None = -1, /) -> bytes:
        typed = super().read1(size)
        if not typed:
            raise KeyboardInterrupt
        return typed


class Desk:
    def __init__(self, folder: Path) -> None:
        self.stack = MadeStack()
        self.folder = folder
        self.register = written(folder)

    def run(self, *words: str, piped: str = "", typed: str | None = None) -> Result:
        given = piped if typed is None else Terminal(typed.encode())
        return CliRunner(mix_stderr=False).invoke(cli, words, obj=self.stack, input=given)

    def write(self, text: str, **people: str) -> None:
        written(self.folder, text, **people)

    def plan(self, *options: str) -> Result:
        return self.run("plan", str(self.register), *options)

    def apply(self, *options: str, typed: str | None = None) -> Result:
        return self.run("apply", str(self.register), *options, typed=typed)

    def deploy(self) -> None:
        """Put the accounts there without the command line."""
        for account in load_register(self.register).under("watchdesk/test").accounts:
            self.stack.register.put(account)
            if account.is_watched:
                self.stack.poll_schedule.enrol(account.id, NOON)

    def polled(self) -> set[str]:
        return set(self.stack.deployed.polled())

    def secret(self, name: str) -> str:
        return self.stack.secrets.get_secret_value(SecretId=name)["SecretString"]


@pytest.fixture
def aws(monkeypatch) -> Iterator[Any]:
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    with mock_aws():
        yield


@pytest.fixture
def desk(aws, tmp_path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def press():
    with running() as press:
        yield press


@pytest.fixture
def pauses():
    return []


@pytest.fixture
def run(press, pauses):
    """`run("posts", "list")` with a token and the address of the server."""

    def invoke(*words, typed=None):
        stack = Stack("watchdesk-test", pause=pauses.append)
        variables = {"WATCHDESK_API": press.url, "WATCHDESK_TOKEN": "tok"}
        given = None if typed is None else Terminal(typed.encode())
        return CliRunner(mix_stderr=False).invoke(cli, words, obj=stack, env=variables, input=given)

    return invoke
