"""`watchdesk watch` and `gaps`: until when everything was read, and when it was not."""

import json
from datetime import timedelta

import click

from infra.cli.exits import DONE, NO
from infra.cli.parameters import AS_JSON, DurationType
from infra.cli.stack import Stack
from infra.cli.tables import coverage_table, show_table, unread_table
from infra.cli.watch.coverage import coverage_json, stale_surfaces, unread_json, unread_periods
from watchdesk.inbox.domain.coverage import surface_coverage


@click.command()
@AS_JSON
@click.option(
    "--max-age",
    type=DurationType(),
    help="End with 1 if a surface was last read whole longer ago than this, for example 10m.",
)
@click.pass_obj
def watch(stack: Stack, as_json: bool, max_age: timedelta | None) -> int:
    """Show until when everything has been read.

    There is one line for each surface of each watched account. What `--max-age` finds too old is red.
    """
    now = stack.clock.now()
    polled = {poll.account: (poll, states) for poll, states in stack.coverage.all()}
    found = surface_coverage(stack.register.accounts(), polled)
    late = stale_surfaces(found, now, max_age) if max_age else []
    if as_json:
        click.echo(json.dumps([coverage_json(coverage, now) for coverage in found], indent=2))
    else:
        show_table(coverage_table(found, now, late))
    if late:
        click.echo(f"{len(late)} of {len(found)} surfaces were not read whole in time", err=True)
    return NO if late else DONE


@click.command()
@click.argument("account")
@AS_JSON
@click.pass_obj
def gaps(stack: Stack, account: str, as_json: bool) -> None:
    """Show when an account was not read."""
    found = stack.account(account)
    states = [state for poll, states in stack.coverage.all() if poll.account == found.id for state in states]
    periods = unread_periods(stack.blind_periods.of(found.id), states)
    if as_json:
        click.echo(json.dumps([unread_json(period) for period in periods], indent=2))
    elif periods:
        show_table(unread_table(periods))
    else:
        click.echo(f"{found.id} has been read without a gap.")
