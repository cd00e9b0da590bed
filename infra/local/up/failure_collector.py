"""Collect everything that went wrong in the functions: the errors they logged and the permissions they lacked."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from infra.local.up.function_logs import FunctionFailure, FunctionLogs, function_name

DENIED_PREFIX = "refused: "
"""The local AWS begins a log line with this for each denied request, see infra/local/aws/gaps/permissions.py."""


@dataclass(slots=True)
class FailureCollector:
    """Keeps all failures since the start in `failures`."""

    logs: FunctionLogs
    aws_log: Path
    failures: list[FunctionFailure] = field(default_factory=list)
    _read: int = 0

    def collect(self) -> list[FunctionFailure]:
        """Return the failures since the last call, and keep them."""
        found = [*self._denied_requests(), *self.logs.new_failures()]
        self.failures += found
        return found

    def _denied_requests(self) -> Iterator[FunctionFailure]:
        with self.aws_log.open("rb") as log:
            log.seek(self._read)
            # A line that is still being written is left for the next call.
            whole, _, _ = log.read().rpartition(b"\n")
        if not whole:
            return
        self._read += len(whole) + 1
        for line in whole.decode(errors="replace").splitlines():
            if line.startswith(DENIED_PREFIX):
                role, _, action = line.removeprefix(DENIED_PREFIX).partition(" ")
                yield FunctionFailure(function_name(role), f"AccessDenied: its role does not allow {action}")
