"""Prints tables, and builds those of `watch` and `gaps`."""

import sys
from collections.abc import Sequence
from datetime import datetime, timedelta

from rich.console import Console
from rich.table import Table

from infra.cli.register.model.durations import write_duration
from infra.cli.watch.coverage import UnreadPeriod
from watchdesk.inbox.domain.feed_state import SurfaceCoverage

_WIDE = 160
"""The width of a table that is written to a file or a pipe."""


def show_table(table: Table) -> None:
    """Print the table. On a narrow screen long words go on in the next line, so that no name is cut."""
    for column in table.columns:
        column.overflow = "fold"
    Console(file=sys.stdout, width=None if sys.stdout.isatty() else _WIDE).print(table)


def coverage_table(found: Sequence[SurfaceCoverage], now: datetime, stale: Sequence[SurfaceCoverage]) -> Table:
    """Return a table with one row for each surface. Stale surfaces are red."""
    table = Table("account", "surface", "watched until", "age", "last success", "trouble", "gaps", "next poll")
    for coverage in found:
        table.add_row(
            coverage.account,
            coverage.surface,
            _clock(coverage.watched_until, "never"),
            _age(coverage.watched_until, now),
            _clock(coverage.last_success, "never"),
            f"{coverage.trouble.kind} x{coverage.trouble.times}" if coverage.trouble else "",
            str(coverage.gaps or ""),
            _clock(coverage.next_poll_at, "not polled"),
            style="red" if coverage in stale else "",
        )
    return table


def unread_table(periods: Sequence[UnreadPeriod]) -> Table:
    """Return one row for each period in which a feed was not read."""
    table = Table("feed", "not read from", "to", "for", "read at last", "cause")
    for period in periods:
        lasted = _rounded(period.end - period.start) if period.end else ""
        ended = _clock(period.end, "open")
        table.add_row(
            period.feed, _clock(period.start, ""), ended, lasted, _clock(period.closed_at, "not yet"), period.cause
        )
    return table


def _clock(at: datetime | None, otherwise: str) -> str:
    return at.strftime("%Y-%m-%d %H:%M:%SZ") if at else otherwise


def _age(at: datetime | None, now: datetime) -> str:
    return _rounded(max(now - at, timedelta(0))) if at else ""


def _rounded(duration: timedelta) -> str:
    """Return the duration in seconds up to an hour, and in minutes beyond that."""
    unit = timedelta(seconds=1) if duration < timedelta(hours=1) else timedelta(minutes=1)
    return write_duration(duration // unit * unit)
