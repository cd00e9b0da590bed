"""One local AWS for the tests of this folder, with a stack that has a resource for every gap."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import boto3
import pytest

from infra.local.aws.environment import REGION, LocalAwsSettings

HERE = Path(__file__).parent


class LocalAws:
    """A running local AWS, seen only through the APIs that boto3 speaks."""

    def __init__(self, settings, *extra):
        environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(HERE.parents[3]), "STRAY_TOKEN": "stray"}
        command = [
            sys.executable,
            "-m",
            "infra.local.aws",
            "--port",
            str(settings.port),
            "--state",
            str(settings.state),
        ]
        self.settings = settings
        self.outputs = {}
        self._log = (settings.state / "log").open("w")
        self._process = subprocess.Popen(  # noqa: S603  the very command under test
            [*command, *extra], env=environment, stdout=self._log, stderr=subprocess.STDOUT, start_new_session=True
        )
        eventually(self._listens)

    def client(self, service):
        return boto3.client(
            service,
            region_name=REGION,
            endpoint_url=self.settings.endpoint,
            aws_access_key_id="test",
            aws_secret_access_key="test",
        )

    def deploy(self, template, **parameters):
        formation = self.client("cloudformation")
        given = [{"ParameterKey": name, "ParameterValue": value} for name, value in parameters.items()]
        capabilities = ["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"]
        formation.create_stack(
            StackName="gaps", TemplateBody=template, Parameters=given, Capabilities=capabilities
        )
        stack = eventually(lambda: _settled(formation), seconds=60)
        assert stack["StackStatus"] == "CREATE_COMPLETE", stack
        self.outputs = {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}

    def invoke(self, name, event, **how):
        answer = self.client("lambda").invoke(FunctionName=self.outputs[name], Payload=json.dumps(event), **how)
        body = answer["Payload"].read()
        return answer.get("FunctionError"), json.loads(body) if body else None

    def end(self, with_signal=signal.SIGTERM):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, with_signal)
        self._process.wait(timeout=20)
        self._log.close()

    def _listens(self):
        assert self._process.poll() is None, (self.settings.state / "log").read_text()
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.settings.port)) == 0


def _settled(formation):
    stack = formation.describe_stacks(StackName="gaps")["Stacks"][0]
    return None if stack["StackStatus"].endswith("_IN_PROGRESS") else stack


def eventually(look, *, seconds=30):
    """Return the first true value of `look`. Fails the test after `seconds`."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if seen := look():
            return seen
        time.sleep(0.1)
    pytest.fail(f"waited {seconds} s in vain")


def local_aws_settings(state, *, keep=False):
    state.mkdir(parents=True, exist_ok=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return LocalAwsSettings(port=free.getsockname()[1], state=state, keep=keep)


@pytest.fixture(name="eventually")
def _eventually():
    return eventually


@pytest.fixture
def start_aws(tmp_path):
    """Starts a local AWS that keeps what it holds, again and again over the same state."""
    started = []

    def start(*extra):
        running = LocalAws(local_aws_settings(tmp_path, keep=True), "--keep", *extra)
        started.append(running)
        return running

    yield start
    for running in started:
        running.end(signal.SIGKILL)


@pytest.fixture(scope="session")
def aws(tmp_path_factory):
    started = LocalAws(local_aws_settings(tmp_path_factory.mktemp("aws")))
    try:
        store = started.client("s3")
        store.create_bucket(Bucket="templates", CreateBucketConfiguration={"LocationConstraint": REGION})
        store.put_object(Bucket="templates", Key="nested.yaml", Body=(HERE / "nested.yaml").read_bytes())
        nested = f"{started.settings.endpoint}/templates/nested.yaml"
        started.deploy((HERE / "stack.yaml").read_text(), NestedTemplate=nested)
        yield started
    finally:
        started.end()
