"""Tables on a screen, and those of `watch` and `gaps`."""

import sys
from collections.abc import Sequence
from datetime import datetime, timedelta

from rich.console import Console
from rich.table import Table

from infra.cli.register.model.durations import write_duration
from infra.cli.watch.coverage import UnseenPeriod
from watchdesk.inbox.domain.feed_state import SurfaceCoverage

_WIDE = 160
"""Columns where there is no screen, so that a file or a pipe gets whole lines."""


def show_table(table: Table) -> None:
    """Where it is narrow a word goes on in the next line: half a name may be another person's."""
    for column in table.columns:
        column.overflow = "fold"
    Console(file=sys.stdout, width=None if sys.stdout.isatty() else _WIDE).print(table)


def watch_table(found: Sequence[SurfaceCoverage], now: datetime, stale: Sequence[SurfaceCoverage]) -> Table:
    """One row a surface; what is stale is red."""
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
    """Seconds up to an hour, minutes from there on."""
    unit = timedelta(seconds=1) if duration < timedelta(hours=1) else timedelta(minutes=1)
    return write_duration(duration // unit * unit)
