"""The real Bluesky servers as one process that a test starts, controls and stops."""

import json
import os
import select
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import urllib3

from tests.e2e.bluesky_network.install import HERE, InstalledServers

START = timedelta(seconds=90)
STOP = timedelta(seconds=20)


class ServersFailed(Exception):
    """The servers did not start, or rejected a command. The text contains their own error."""


@dataclass(frozen=True, slots=True)
class BlueskyServers:
    """The running servers. `accounts` maps handles to the login for `createSession` and the DID."""

    pds: str
    pds_did: str
    bypass_key: str
    admin_password: str
    jwt_secret: str
    accounts: dict[str, dict[str, str]]
    control: str

    def settle(self) -> None:
        """Return once the AppView has indexed everything the PDS has accepted."""
        self._do("settle")

    def appview(self, *, up: bool) -> None:
        """Cut the PDS off from the AppView, as in an outage, or connect it again."""
        self._do("appview", up=up)

    def chat(self, **message: Any) -> None:
        self._do("chat", **message)

    def _do(self, command: str, **arguments: Any) -> None:
        reply = urllib3.request("POST", f"{self.control}/{command}", json=arguments, timeout=90)
        if reply.status != 200:
            raise ServersFailed(f"{command}: {reply.data.decode()}")


@contextmanager
def running_servers(programs: InstalledServers, accounts: Sequence[tuple[str, str]]) -> Iterator[BlueskyServers]:
    """Start the servers with these handles and passwords. They stop with the context or with this process."""
    folder = Path(tempfile.mkdtemp(prefix="watchdesk-bluesky-"))
    folder.chmod(0o711)  # PostgreSQL runs as another user and must pass through this folder.
    with (folder / "servers.log").open("w+") as log:
        process = subprocess.Popen(
            _command(programs, folder, accounts),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            env={"PATH": os.environ["PATH"], "HOME": str(folder), "NODE_NO_WARNINGS": "1"},
        )
        try:
            yield _network(_first_line(process, folder / "servers.log"))
        finally:
            _stop(process)
            shutil.rmtree(folder, ignore_errors=True)


def _command(programs: InstalledServers, folder: Path, accounts: Sequence[tuple[str, str]]) -> list[str]:
    options = {
        "servers": str(programs.servers),
        "run-dir": str(folder),
        "postgres": str(programs.postgres),
        "accounts": ",".join(f"{handle}:{password}" for handle, password in accounts),
    }
    return [str(programs.node), str(HERE / "start.mjs"), *(f"--{name}={value}" for name, value in options.items())]


def _first_line(process: subprocess.Popen[bytes], log: Path) -> dict[str, Any]:
    assert process.stdout is not None
    ready, _, _ = select.select([process.stdout], [], [], START.total_seconds())
    line = process.stdout.readline() if ready else b""
    if not line:
        raise ServersFailed(f"the Bluesky servers did not start: {log.read_text()[-2000:]}")
    return dict(json.loads(line))


def _network(info: dict[str, Any]) -> BlueskyServers:
    return BlueskyServers(
        pds=info["pds"],
        pds_did=info["pdsDid"],
        bypass_key=info["bypassKey"],
        admin_password=info["adminPassword"],
        jwt_secret=info["jwtSecret"],
        accounts={account["handle"]: account for account in info["accounts"]},
        control=info["control"],
    )


def _stop(process: subprocess.Popen[bytes]) -> None:
    assert process.stdin is not None
    assert process.stdout is not None
    process.terminate()
    try:
        process.wait(STOP.total_seconds())
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    process.stdin.close()
    process.stdout.close()
