"""Run the local AWS for the services that are not measured."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.bench.dynamodb import client_for
from tests.bench.processes import BENCH_FOLDER, HOST, free_port, running_server

LINK_KEYS = "links"
"""The name of the secret that holds the keys of the links."""


@contextmanager
def local_aws() -> Iterator[str]:
    """Yield the endpoint of a local AWS with the keys of the signed links, so that functions can answer."""
    port = free_port()
    state = BENCH_FOLDER / "local-aws"
    command = [sys.executable, "-m", "infra.local.aws", "--port", str(port), "--state", str(state)]
    endpoint = f"http://{HOST}:{port}"
    with running_server(command, port, BENCH_FOLDER / "logs" / "local-aws.log"):
        keys = json.dumps({"current": "a", "a": "k" * 48})
        client_for(endpoint, "secretsmanager").create_secret(Name=LINK_KEYS, SecretString=keys)
        yield endpoint
