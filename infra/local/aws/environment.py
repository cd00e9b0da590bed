"""The environment the local AWS runs in, and hands on to every function it runs.

The emulator gives its own environment to the functions, as no cloud does: so it starts from nothing, or a
developer's tokens and settings would reach them.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

REGION = "eu-west-2"
ACCOUNT = "000000000000"
HOST = "127.0.0.1"

MAX_CONCURRENT_FUNCTIONS = 8
"""Each warm function is a process of some 60 MB; beyond this many a call is throttled, as the cloud would."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalAwsSettings:
    """Where one local AWS listens and keeps its things."""

    port: int
    state: Path
    keep: bool = False
    """Write what it holds to disk, and read it again at the next start."""

    @property
    def endpoint(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def scratch(self) -> Path:
        """Unpacked functions. The emulator never removes them: whoever starts it empties this folder."""
        return self.state / "scratch"


def emulator_environment(place: LocalAwsSettings, path: str) -> dict[str, str]:
    """Everything the emulator may know, `path` being the search path for programs."""
    return {
        "PATH": path,
        "HOME": str(place.scratch),
        "LANG": "C.UTF-8",
        "TMPDIR": str(place.scratch),
        "GATEWAY_PORT": str(place.port),
        "BIND_HOST": HOST,
        # Both would listen on every interface.
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        # Nothing is run in a container, even where there is a daemon.
        "DOCKER_HOST": f"unix://{place.scratch}/no-docker.sock",
        "MINISTACK_REGION": REGION,
        "MINISTACK_ACCOUNT_ID": ACCOUNT,
        "AUTH": "true",
        "LAMBDA_ACCOUNT_CONCURRENCY": str(MAX_CONCURRENT_FUNCTIONS),
        "AWS_ENDPOINT_URL": place.endpoint,
        "PERSIST_STATE": str(int(place.keep)),
        "S3_PERSIST": str(int(place.keep)),
        "STATE_DIR": str(place.state / "services"),
        "S3_DATA_DIR": str(place.state / "s3"),
        "LOG_LEVEL": "WARNING",
        "PYTHONUNBUFFERED": "1",
    }


def client_environment(place: LocalAwsSettings, inherited: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The environment of a program that is to talk to this AWS and to no other.

    Profiles and session tokens of a real account are taken out, not merely overruled.
    """
    kept = {name: value for name, value in inherited.items() if not name.startswith("AWS_")}
    return kept | {
        "AWS_ENDPOINT_URL": place.endpoint,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": REGION,
        "AWS_REGION": REGION,
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
        "SAM_CLI_TELEMETRY": "0",
    }
