"""`watchdesk audit verify` checks that no entry of the audit trail is missing or changed."""

from collections.abc import Iterable, Iterator

import click

from infra.cli.exits import DONE, RefusedError
from infra.cli.stack import Stack
from watchdesk.audit.trail import AuditEntry, first_break


@click.group()
def audit() -> None:
    """Check the record of who did what."""


@audit.command()
@click.option(
    "--known",
    metavar="NUMBER:HASH",
    help="An entry that you noted earlier. Ends with 1 unless the chain still contains it: a chain that was cut "
    "off at its end, or written again from the start, passes the other checks too.",
)
@click.pass_obj
def verify(stack: Stack, known: str | None) -> int:
    """Read the whole audit trail, and check that every entry holds the hash of the one before it.

    Note down what it prints, where nobody who could change the table can change it.
    """
    walk = _Walk(stack.audit_trail.entries(), _parsed(known) if known else None)
    broken = first_break(walk)
    if broken is not None:
        raise RefusedError(f"the audit trail is broken: entry {broken} is not what was written")
    if not walk.has_met_known:
        raise RefusedError(f"the audit trail holds together, and yet is not the one in which {known} stood")
    if walk.last is None:
        click.echo("The audit trail is empty.")
    else:
        click.echo(f"{walk.last.number + 1} entries, and each follows from the one before it.")
        click.echo(f"The last: {walk.last.number}:{walk.last.hash}")
    return DONE


class _Walk:
    """Yields the entries one at a time and remembers the last."""

    def __init__(self, entries: Iterable[AuditEntry], known: tuple[int, str] | None) -> None:
        self._entries = entries
        self._known = known
        self.last: AuditEntry | None = None
        self.has_met_known = known is None

    def __iter__(self) -> Iterator[AuditEntry]:
        for entry in self._entries:
            self.last = entry
            self.has_met_known = self.has_met_known or (entry.number, entry.hash) == self._known
            yield entry


def _parsed(known: str) -> tuple[int, str]:
    number, _, digest = known.partition(":")
    if not number.isdecimal() or not digest:
        raise click.UsageError("--known takes NUMBER:HASH, as `audit verify` printed it")
    return int(number), digest
