"""Start the programs of a measurement. Each gets its own port on loopback and ends with its context."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from infra.local.up import parent_watch

ROOT = Path(__file__).parents[2]
BENCH_FOLDER = ROOT / ".bench"
"""The folder for everything that is built or installed for measurements. It may be deleted."""
START_SECONDS = 60.0
HOST = "127.0.0.1"


class ServerStartError(Exception):
    """A program ended, or did not answer in time. The text is the end of its log."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def bare_environment(**variables: str) -> dict[str, str]:
    """Return an environment without the caller's settings, so that all machines measure the same."""
    return {"PATH": os.environ["PATH"], "HOME": str(BENCH_FOLDER), "LANG": "C.UTF-8", **variables}


AWS_TEST_ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_REGION": "eu-west-2",
    "AWS_DEFAULT_REGION": "eu-west-2",
    "AWS_EC2_METADATA_DISABLED": "true",
}
"""Credentials that no real account accepts."""


@contextmanager
def running_server(
    command: Sequence[str],
    ready: int | Callable[[], bool],
    log: Path,
    env: Mapping[str, str] | None = None,
    cwd: Path = ROOT,
) -> Iterator[subprocess.Popen[bytes]]:
    """Start a server, and yield it once it accepts connections or is `ready`. Raises ServerStartError."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as written:
        process = _started(command, written, env, cwd)
        try:
            _await(process, ready if callable(ready) else lambda: _accepts(ready), log)
            yield process
        finally:
            _end(process)


def _started(
    command: Sequence[str], log: IO[bytes], env: Mapping[str, str] | None, cwd: Path
) -> subprocess.Popen[bytes]:
    """Start the program under parent_watch and in a session of its own, so that Ctrl-C does not reach it."""
    watched = [sys.executable, parent_watch.__file__, *command]
    return subprocess.Popen(
        watched, stdin=subprocess.PIPE, stdout=log, stderr=log, env=env, cwd=cwd, start_new_session=True
    )


def _await(process: subprocess.Popen[bytes], is_ready: Callable[[], bool], log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < end:
        if is_ready():
            return
        time.sleep(0.01)
    raise ServerStartError(f"see {log}: {log.read_text(errors='replace')[-2000:]}")


def _accepts(port: int) -> bool:
    try:
        socket.create_connection((HOST, port), timeout=1).close()
    except OSError:
        return False
    return True


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.stdin is not None:
        process.stdin.close()
    process.wait(timeout=parent_watch.GRACE_SECONDS + 10)
