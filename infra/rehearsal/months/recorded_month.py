"""A month from a CSV file, with one line for each message, in any order.

The first line names the columns: `received` (a time with its zone, for example 2026-03-16T09:30:00Z), `account`
(an id of the register), `surface`, and `urgency` or `text`. With a text, the triage of the register decides, and
the text is stored nowhere. The optional column `handled` says when each message was dealt with, and is empty
for never. With it, the desk is not simulated. `sent` and `id` are optional too. Other columns are ignored.
"""

import csv
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from infra.rehearsal.months.month import Arrival, Month, poll_of
from watchdesk.core.account import AccountId, Surface
from watchdesk.core.message import MessageKey, Urgency

NEEDED = ("received", "account", "surface")
MAX_PROBLEMS = 20

Row = Mapping[str, str]


class UnreadableMonthError(Exception):
    """The month cannot be read. The text names every wrong line, up to MAX_PROBLEMS."""


def recorded_month(path: Path) -> Month:
    """Return the month in the file.

    Raises UnreadableMonthError if anything in the file is wrong, because a month with missing messages proves
    nothing.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file, strict=True)
            columns = [name.strip() for name in rows.fieldnames or ()]
            rows.fieldnames = columns
            _check(path, columns)
            arrivals = _arrivals(path, rows)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        reason = error.strerror if isinstance(error, OSError) else "is not CSV in UTF-8"
        raise UnreadableMonthError(f"{path}: {reason}") from error
    if not arrivals:
        raise UnreadableMonthError(f"{path}: holds no messages")
    arrivals.sort(key=poll_of)
    start, last = arrivals[0].seen_at, max(arrival.handled_at or arrival.seen_at for arrival in arrivals)
    return Month(
        name=path.name,
        start=start,
        end=max(last, arrivals[-1].seen_at),
        arrivals=tuple(arrivals),
        count=len(arrivals),
        is_recorded="handled" in columns,
    )


def _check(path: Path, columns: list[str]) -> None:
    missing = [name for name in NEEDED if name not in columns]
    if missing:
        raise UnreadableMonthError(f"{path}:1: has no column {' and no column '.join(missing)}")
    if "urgency" not in columns and "text" not in columns:
        raise UnreadableMonthError(f"{path}:1: has neither a column urgency nor a column text")


def _arrivals(path: Path, rows: "csv.DictReader[str]") -> list[Arrival]:
    found, problems, seen = list[Arrival](), list[str](), set[MessageKey]()
    for row in rows:
        try:
            found.append(_arrival(row, rows.line_num, seen))
        except ValueError as error:
            problems.append(f"{path}:{rows.line_num}: {error}")
    if problems:
        more = len(problems) - MAX_PROBLEMS
        shown = problems[:MAX_PROBLEMS] + ([f"and {more} more lines"] if more > 0 else [])
        raise UnreadableMonthError("\n".join(shown))
    return found


def _arrival(fields: Mapping[str | None, str | None], line: int, seen: set[MessageKey]) -> Arrival:
    """Return the message of one line. Raises ValueError with the column for the first error."""
    row = {name: (value or "").strip() for name, value in fields.items() if name}
    seen_at = _instant(row, "received")
    handled_at = _instant(row, "handled") if row.get("handled") else None
    if handled_at is not None and handled_at < seen_at:
        raise ValueError("handled: lies before received")
    key = _key(row, line)
    if key in seen:
        raise ValueError("id: stands here again")
    seen.add(key)
    return Arrival(
        seen_at=seen_at,
        sent_at=min(_instant(row, "sent"), seen_at) if row.get("sent") else seen_at,
        account=key.account,
        surface=key.surface,
        native_id=key.native_id,
        text=row.get("text", ""),
        urgency=_urgency(row),
        handled_at=handled_at,
    )


def _key(row: Row, line: int) -> MessageKey:
    if not row["account"] or "#" in row["account"]:
        raise ValueError("account: is not an account's id")
    surface = Surface(_one_of(row, "surface", Surface))
    return MessageKey(AccountId(row["account"]), surface, row.get("id") or f"line-{line}")


def _urgency(row: Row) -> Urgency | None:
    if row.get("urgency"):
        return Urgency(_one_of(row, "urgency", Urgency))
    if not row.get("text"):
        raise ValueError("urgency: is empty, and so is text")
    return None


def _one_of(row: Row, name: str, allowed: type[Surface] | type[Urgency]) -> str:
    value = row[name].lower()
    if value not in tuple(allowed):
        raise ValueError(f"{name}: must be one of {', '.join(allowed)}")
    return value


def _instant(row: Row, name: str) -> datetime:
    try:
        at = datetime.fromisoformat(row[name])
    except ValueError:
        raise ValueError(f"{name}: is not an instant like 2026-03-16T09:30:00Z") from None
    if at.tzinfo is None:
        raise ValueError(f"{name}: has no zone: write for example 2026-03-16T09:30:00Z")
    return at.astimezone(UTC)
