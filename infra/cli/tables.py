"""Prints tables, and builds those of `watch` and `gaps`."""

import sys
from collections.abc import Sequence
from datetime import datetime, timedelta

from rich.console import Console
from rich.table import Table

from infra.cli.register.model.durations import write_duration
from infra.cli.watch.coverage import UnseenPeriod
from watchdesk.inbox.domain.feed_state import SurfaceCoverage

_WIDE = 160
"""The width of a table that is written to a file or a pipe."""


def show_table(table: Table) -> None:
    """Print the table. On a narrow screen long words go on in the next line, so that no name is cut."""
    for column in table.columns:
        column.overflow = "fold"
    Console(file=sys.stdout, width=None if sys.stdout.isatty() else _WIDE).print(table)


def watch_table(found: Sequence[SurfaceCoverage], now: datetime, stale: Sequence[SurfaceCoverage]) -> Table:
    """Return a table with one row for each surface. Stale surfaces are red."""
    table = Table("account", "surface", "watched until", "age", "last success", "trouble", "gaps", "next poll")
    for sight in found:
        table.add_row(
            sight.account,
            sight.surface,
            _clock(sight.watched_until, "never"),
            _age(sight.watched_until, now),
            _clock(sight.last_success, "never"),
            f"{sight.trouble.kind} x{sight.trouble.times}" if sight.trouble else "",
            str(sight.gaps or ""),
            _clock(sight.next_poll_at, "not polled"),
            style="red" if sight in stale else "",
        )
    return table


def blind_table(blinds: Sequence[UnseenPeriod]) -> Table:
    table = Table("feed", "unseen from", "to", "for", "read at last", "cause")
    for blind in blinds:
        lasted = _rounded(blind.end - blind.start) if blind.end else ""
        ended = _clock(blind.end, "open")
        table.add_row(
            blind.feed, _clock(blind.start, ""), ended, lasted, _clock(blind.closed_at, "not yet"), blind.cause
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
