"""Everything that went wrong inside: what the functions logged, and what they were refused."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from infra.local.up.function_logs import FunctionFailure, FunctionLogs, function_name

DENIED_PREFIX = "refused: "
"""How a line of the local AWS's log begins; see infra/local/aws/gaps/permissions.py."""


@dataclass(slots=True)
class FailureCollector:
    logs: FunctionLogs
    aws_log: Path
    failures: list[FunctionFailure] = field(default_factory=list)
    _read: int = 0

    def look(self) -> list[FunctionFailure]:
        """What went wrong since the last look."""
        found = [*self._refusals(), *self.logs.look()]
        self.failures += found
        return found

    def _refusals(self) -> Iterator[FunctionFailure]:
        with self.aws_log.open("rb") as log:
            log.seek(self._read)
            # A line that is still being written is left for the next look.
            whole, _, _ = log.read().rpartition(b"\n")
        if not whole:
            return
        self._read += len(whole) + 1
        for line in whole.decode(errors="replace").splitlines():
            if line.startswith(DENIED_PREFIX):
                who, _, action = line.removeprefix(DENIED_PREFIX).partition(" ")
                yield FunctionFailure(function_name(who), f"AccessDenied: its role does not allow {action}")
