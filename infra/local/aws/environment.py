"""The environment variables of the local AWS and of its clients.

Unlike AWS, the emulator gives its own environment to every function. So it starts with an empty environment;
otherwise the tokens and settings of a developer would reach the functions.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

REGION = "eu-west-2"
ACCOUNT = "000000000000"
HOST = "127.0.0.1"

MAX_CONCURRENT_FUNCTIONS = 8
"""Each warm function is a process of about 60 MB. Calls beyond this number are throttled, as on AWS."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalAwsSettings:
    """Where one local AWS listens, and where it keeps its state."""

    port: int
    state: Path
    keep: bool = False
    """Whether the stored data is written to disk and read again at the next start."""

    @property
    def endpoint(self) -> str:
        """The URL of every service."""
        return f"http://{HOST}:{self.port}"

    @property
    def scratch(self) -> Path:
        """The folder for unpacked functions. The emulator never empties it, so its starter must."""
        return self.state / "scratch"


def emulator_environment(settings: LocalAwsSettings, path: str) -> dict[str, str]:
    """Return the whole environment of the emulator. `path` is the search path for programs."""
    return {
        "PATH": path,
        "HOME": str(settings.scratch),
        "LANG": "C.UTF-8",
        "TMPDIR": str(settings.scratch),
        "GATEWAY_PORT": str(settings.port),
        "BIND_HOST": HOST,
        # Both servers would listen on every interface.
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        # Functions never run in a container, even if Docker is installed.
        "DOCKER_HOST": f"unix://{settings.scratch}/no-docker.sock",
        "MINISTACK_REGION": REGION,
        "MINISTACK_ACCOUNT_ID": ACCOUNT,
        "AUTH": "true",
        "LAMBDA_ACCOUNT_CONCURRENCY": str(MAX_CONCURRENT_FUNCTIONS),
        "AWS_ENDPOINT_URL": settings.endpoint,
        "PERSIST_STATE": str(int(settings.keep)),
        "S3_PERSIST": str(int(settings.keep)),
        "STATE_DIR": str(settings.state / "services"),
        "S3_DATA_DIR": str(settings.state / "s3"),
        "LOG_LEVEL": "WARNING",
        "PYTHONUNBUFFERED": "1",
    }


def client_environment(settings: LocalAwsSettings, inherited: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return the environment of a program that must talk to this AWS and to no other.

    Profiles and session tokens of a real account are removed.
    """
    kept = {name: value for name, value in inherited.items() if not name.startswith("AWS_")}
    return kept | {
        "AWS_ENDPOINT_URL": settings.endpoint,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": REGION,
        "AWS_REGION": REGION,
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
        "SAM_CLI_TELEMETRY": "0",
    }
