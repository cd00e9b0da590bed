"""Every failure an operator can cause or meet is one line that says what to do, with its exit code."""

import json
import subprocess
import sys
from pathlib import Path

import boto3
import botocore.exceptions as boto
import click
import jsonschema
import pytest
from botocore.stub import Stubber
from click.testing import CliRunner

from infra.cli import commands
from infra.cli.cli import CommandGroup, cli
from infra.cli.exits import RefusedError
from infra.cli.stack_description import read_outputs
from tests.infra.cli.register.register_text import RIGHT, changed, written
from watchdesk.core.errors import Defect, NeedsAPerson, TryLater

COMMANDS = {
    "doctor",
    "platforms",
    "desk",
    "rehearse",
    "rota",
    "number",
    "apply",
    "audit",
    "gaps",
    "plan",
    "post",
    "posts",
    "schema",
    "secret",
    "sms",
    "validate",
    "watch",
}


def client_error(code):
    return boto.ClientError({"Error": {"Code": code, "Message": "long and full of ARNs"}}, "Query")


FAILURES = {
    "no credentials": (boto.NoCredentialsError(), 3, "no AWS credentials: log in"),
    "no region": (boto.NoRegionError(), 3, "say --region"),
    "no such profile": (boto.ProfileNotFound(profile="x"), 3, "aws configure list-profiles"),
    "no network": (boto.EndpointConnectionError(endpoint_url="x"), 3, "cannot be reached"),
    "no answer": (boto.ReadTimeoutError(endpoint_url="x"), 3, "did not answer"),
    "denied": (client_error("AccessDeniedException"), 3, "AWS denies Query to this identity"),
    "expired": (client_error("ExpiredTokenException"), 3, "have expired"),
    "unknown key": (client_error("UnrecognizedClientException"), 3, "does not know these credentials"),
    "no table": (client_error("ResourceNotFoundException"), 3, "the right --stack"),
    "anything else of AWS": (client_error("Teapot"), 3, "AWS refused Query: Teapot"),
    "a busy table": (TryLater("Query on t: Throttling"), 3, "try again in a moment"),
    "a forbidden table": (
        NeedsAPerson("Query on t: AccessDeniedException"),
        3,
        "AWS denies Query on t to this identity",
    ),
    "a broken item": (Defect("the item has no body"), 1, "the item has no body"),
    "a refusal": (RefusedError("not so", 3), 3, "not so"),
    "Ctrl-C": (KeyboardInterrupt(), 130, "Interrupted."),
    "an answer to no prompt": (click.Abort(), 130, "Interrupted."),
}


@pytest.mark.parametrize(("failure", "code", "line"), FAILURES.values(), ids=FAILURES)
def test_a_failure_is_one_line_and_an_exit_code(failure, code, line):
    @click.group(cls=CommandGroup)
    def group() -> None:
        pass

    @group.command()
    def fail() -> None:
        raise failure

    result = CliRunner(mix_stderr=False).invoke(group, ["fail"])
    assert result.exit_code == code
    assert line in result.stderr
    assert result.stderr.strip().count("\n") == 0
    assert "ARN" not in result.stderr


def test_a_fault_of_ours_keeps_its_traceback():
    @click.group(cls=CommandGroup)
    def group() -> None:
        raise ZeroDivisionError

    group.command("fail")(lambda: None)
    assert isinstance(CliRunner(mix_stderr=False).invoke(group, ["fail"]).exception, ZeroDivisionError)


@pytest.mark.parametrize("words", [["plann"], ["plan"], ["watch", "--nope"]])
def test_wrong_usage_has_an_exit_code_of_its_own(words):
    assert CliRunner(mix_stderr=False).invoke(cli, words).exit_code == 64


def test_the_help_names_every_command():
    result = CliRunner(mix_stderr=False).invoke(cli, ["--help"])
    assert result.exit_code == 0
    assert {entry.name for entry in commands.COMMANDS} == COMMANDS
    for entry in commands.COMMANDS:
        command = entry.load()
        assert command.name == entry.name
        assert command.get_short_help_str(limit=60) == entry.summary
        assert f"{entry.name} " in result.stdout
        assert entry.summary in result.stdout


def test_the_help_imports_no_command_and_no_boto3():
    asked = "import sys; from click.testing import CliRunner; from infra.cli.cli import cli\n"
    asked += "assert CliRunner().invoke(cli, ['--help']).exit_code == 0\n"
    asked += "print([name for name in sys.modules if name == 'boto3' or name.endswith('command')])"
    ended = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)  # noqa: S603
    assert ended.stdout == "[]\n"


def test_a_right_register_is_summed_up_without_aws(tmp_path):
    result = CliRunner(mix_stderr=False).invoke(cli, ["validate", str(written(tmp_path))])
    assert result.exit_code == 0
    assert "is right: 2 accounts watched, 1 retired, 1 policies, 2 rotas, 4 people, 0 officers." in result.stdout


def test_a_wrong_register_prints_every_problem_and_ends_with_one(tmp_path):
    text = changed(changed(RIGHT, "wait: 15m", "wait: 0s"), "platform: mastodon", "platform: x")
    result = CliRunner(mix_stderr=False).invoke(cli, ["validate", str(written(tmp_path, text))])
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 2


@pytest.mark.parametrize(
    "words",
    [["validate", "."], ["rota", "show", "--register", "."], ["rehearse", "{right}", "--against", "."]],
    ids=" ".join,
)
def test_a_folder_in_the_place_of_a_register_is_said_to_be_one(tmp_path, words):
    right = str(written(tmp_path))
    result = CliRunner(mix_stderr=False).invoke(cli, [word.format(right=right) for word in words])
    assert (result.exit_code, result.stderr) == (1, ".: cannot be read: Is a directory\n")


def test_an_option_behind_the_command_that_belongs_before_it_is_told_its_place():
    result = CliRunner(mix_stderr=False).invoke(cli, ["rota", "show", "--region", "eu-west-2"])
    assert result.exit_code == 64
    assert "--region stands before the command: watchdesk --region ... COMMAND" in result.stderr
    assert "Did you mean" not in result.stderr


def test_who_has_no_token_is_told_where_it_belongs():
    result = CliRunner(mix_stderr=False).invoke(cli, ["desk", "list"], env={"WATCHDESK_TOKEN": None})
    assert result.exit_code == 64
    assert "Missing option '--token'. Put your token into WATCHDESK_TOKEN." in result.stderr


@pytest.mark.parametrize("options", [[], ["--people"]])
def test_a_printed_schema_is_valid(options):
    result = CliRunner(mix_stderr=False).invoke(cli, ["schema", *options])
    jsonschema.Draft202012Validator.check_schema(json.loads(result.stdout))


def test_schemas_are_written_where_the_examples_look_for_them(tmp_path, monkeypatch):
    (tmp_path / "docs").mkdir()
    monkeypatch.chdir(tmp_path)
    assert CliRunner(mix_stderr=False).invoke(cli, ["schema", "--write"]).exit_code == 0
    assert {path.name for path in Path("docs").iterdir()} == {"register.schema.json", "people.schema.json"}


@pytest.fixture
def cloudformation(aws):
    return boto3.client("cloudformation", region_name="eu-west-2")


def test_a_stack_is_read_by_its_outputs(cloudformation):
    stack = {"StackName": "s", "CreationTime": 0, "StackStatus": "CREATE_COMPLETE"}
    outputs = [{"OutputKey": "SecretPrefix", "OutputValue": "watchdesk/dev"}]
    with Stubber(cloudformation) as stub:
        stub.add_response("describe_stacks", {"Stacks": [stack | {"Outputs": outputs}]}, {"StackName": "s"})
        assert read_outputs(cloudformation, "s") == {"SecretPrefix": "watchdesk/dev"}


def test_a_stack_that_does_not_exist_is_named_with_its_region(cloudformation):
    with Stubber(cloudformation) as stub:
        stub.add_client_error("describe_stacks", "ValidationError", "Stack with id s does not exist")
        with pytest.raises(RefusedError, match="there is no stack s in eu-west-2: say --stack"):
            read_outputs(cloudformation, "s")


def test_a_stack_we_may_not_read_is_not_said_to_be_missing(cloudformation):
    with Stubber(cloudformation) as stub:
        stub.add_client_error("describe_stacks", "AccessDenied")
        with pytest.raises(boto.ClientError):
            read_outputs(cloudformation, "s")
