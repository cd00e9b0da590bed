"""The project's local AWS, for whatever of AWS is not being measured."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.bench.dynamodb import client_for
from tests.bench.processes import HOST, WORKSHOP, free_port, serving

LINK_KEYS = "links"
"""The name of the secret that holds the keys of the links."""


@contextmanager
def stand_in_for_aws() -> Iterator[str]:
    """Its endpoint, with the keys of the links in it, so that a function's first answer is a real one."""
    port = free_port()
    state = WORKSHOP / "local-aws"
    command = [sys.executable, "-m", "infra.local.aws", "--port", str(port), "--state", str(state)]
    endpoint = f"http://{HOST}:{port}"
    with serving(command, port, WORKSHOP / "logs" / "local-aws.log"):
        keys = json.dumps({"current": "a", "a": "k" * 48})
        client_for(endpoint, "secretsmanager").create_secret(Name=LINK_KEYS, SecretString=keys)
        yield endpoint
