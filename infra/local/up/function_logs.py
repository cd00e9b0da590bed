"""Copy the logs of the functions to .run/logs/functions.log, and find the failures in them."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from infra.local.up.clients import LocalAwsClients

PLAIN_FAILURES = re.compile(r"\[ERROR\]")
NAMES = re.compile(r"(\w+?)(?:Function|Logs)(?:-[0-9A-Z]+)?$")
OVERLAP_MS = 10_000
"""An event may be written a moment after a later one, so each read begins this much before the last event."""
FACTS = ("error_type", "caused_by", "raised_at", "exception", "errorMessage", "account")


@dataclass(frozen=True, slots=True)
class FunctionFailure:
    """One failure that a function logged, or one permission that its role lacks."""

    function: str
    text: str


@dataclass(slots=True)
class FunctionLogs:
    """Every log group of the stack, read on from where the last read stopped."""

    clients: LocalAwsClients
    file: Path
    _window: dict[str, frozenset[str]] = field(default_factory=dict)
    """For each group, the streams of the last read. The next read returns the later ones again.

    The emulator writes each invocation as a stream of its own, whole and once.
    """
    _since: dict[str, int] = field(default_factory=dict)

    def new_failures(self) -> list[FunctionFailure]:
        """Append the new log lines to the file, and return the failures in them."""
        found: list[FunctionFailure] = []
        with self.file.open("a") as output:
            for function, line in self._new_lines():
                output.write(f"{function}  {line}\n")
                text = failure_text(line)
                if text:
                    found.append(FunctionFailure(function, text))
        return found

    def _new_lines(self) -> Iterator[tuple[str, str]]:
        for group in self._groups():
            function = function_name(group)
            for event in self._new_events(group):
                yield function, event["message"].rstrip()

    def _groups(self) -> list[str]:
        pages = self.clients.logs.get_paginator("describe_log_groups").paginate()
        return [group["logGroupName"] for page in pages for group in page["logGroups"]]

    def _new_events(self, group: str) -> list[Mapping[str, Any]]:
        since = self._since.get(group, 0)
        pages = self.clients.logs.get_paginator("filter_log_events").paginate(logGroupName=group, startTime=since)
        events = [event for page in pages for event in page["events"]]
        known_streams = self._window.get(group, frozenset())
        self._window[group] = frozenset(event["logStreamName"] for event in events)
        self._since[group] = max([since, *(event["timestamp"] - OVERLAP_MS for event in events)])
        return [event for event in events if event["logStreamName"] not in known_streams]


def failure_text(line: str) -> str | None:
    """Return in short what a log line says went wrong, or None if the line reports no failure."""
    try:
        record = json.loads(line)
    except ValueError:
        return line.strip()[:300] if PLAIN_FAILURES.search(line) else None
    if not isinstance(record, dict) or record.get("level") not in ("ERROR", "CRITICAL"):
        return None
    facts = [f"{name}={str(record[name])[:200]}" for name in FACTS if record.get(name)]
    return " ".join([str(record.get("message", "")), *facts])


def function_name(resource: str) -> str:
    """Return the name of the function that a log group or the session of a role belongs to."""
    found = NAMES.search(resource)
    return found.group(1) if found else resource
