"""`watchdesk rota` shows who is on duty, and what is wrong with the rotas in the coming weeks."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import click
from rich.table import Table

from infra.cli.exits import DONE, NO, RefusedError
from infra.cli.parameters import AS_JSON, PEOPLE
from infra.cli.register.load import load_register
from infra.cli.register.model.local_times import parse_moment
from infra.cli.register.plan.rota_text import local_time_text
from infra.cli.register.problems import quote_value, suggestion
from infra.cli.rota.gaps_report import report, summary
from infra.cli.rota.rota_gaps import Staffing, staffing
from infra.cli.stack import Stack
from infra.cli.tables import show_table
from watchdesk.register.domain.force import Force
from watchdesk.register.domain.rota import Rota

WEEKS = click.IntRange(1, 52)
FILE = click.option(
    "--register",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Look at this register instead of the deployed one; asks nothing of AWS.",
)


class MomentType(click.ParamType):
    name = "moment"

    def convert(self, value: str | datetime, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        try:
            return parse_moment(value)
        except ValueError as error:
            self.fail(f"{value!r} {error}", param, ctx)


@click.group()
def rota() -> None:
    """See who is on duty, and when nobody is."""


@rota.command()
@click.argument("name", metavar="[ROTA]", required=False)
@click.option("--at", type=MomentType(), help='Then instead of now, local time: "2026-12-24 18:00".')
@click.option(
    "--weeks", type=WEEKS, help="Every turn of this many weeks, instead of the present one and the next."
)
@FILE
@PEOPLE
@AS_JSON
@click.pass_obj
def show(  # noqa: PLR0913  one parameter an option
    stack: Stack,
    name: str | None,
    *,
    at: datetime | None,
    weeks: int | None,
    register: Path | None,
    people: Path | None,
    as_json: bool,
) -> None:
    """Show who is on duty now and who comes next."""
    when = at or stack.clock.now()
    rotas = _chosen(_staffing(stack, register, people), name)
    turns = [(each, turn) for each in rotas for turn in _turns(each, when, weeks)]
    if as_json:
        lines = [
            {"rota": each.id, "start": start.isoformat(), "end": end and end.isoformat(), "people": list(people)}
            for each, (start, end, people) in turns
        ]
        click.echo(json.dumps(lines, indent=2))
        return
    table = Table("rota", "from", "until", "on duty")
    for each, (start, end, on_duty) in turns:
        until = local_time_text(end) if end else "for good"
        table.add_row(
            each.id, local_time_text(start), until, ", ".join(on_duty) or "nobody", style="" if on_duty else "red"
        )
    show_table(table)


@rota.command("next")
@click.argument("person", metavar="PERSON")
@click.option("--weeks", type=WEEKS, default=4, show_default=True, help="How many weeks to look ahead.")
@FILE
@PEOPLE
@AS_JSON
@click.pass_obj
def next_duties(  # noqa: PLR0913  one parameter an option
    stack: Stack, person: str, *, weeks: int, register: Path | None, people: Path | None, as_json: bool
) -> None:
    """Show when a person is on duty next."""
    staff = _staffing(stack, register, people)
    known = {str(each.id): each.id for each in staff.people}
    if person not in known:
        raise RefusedError(f"there is no person {quote_value(person)}: {suggestion(person, known)}")
    now = stack.clock.now()
    duties = staff.duties(known[person], now, now + timedelta(weeks=weeks))
    if as_json:
        lines = [
            {"rota": each, "start": span.start.isoformat(), "end": span.end.isoformat()} for each, span in duties
        ]
        click.echo(json.dumps(lines, indent=2))
    elif duties:
        table = Table("rota", "from", "until")
        for each, span in duties:
            table.add_row(each, local_time_text(span.start), local_time_text(span.end))
        show_table(table)
    else:
        click.echo(f"{person} is not on duty within {weeks} weeks.")


@rota.command()
@click.option("--weeks", type=WEEKS, default=12, show_default=True, help="How many weeks to look ahead.")
@FILE
@PEOPLE
@AS_JSON
@click.pass_obj
def check(stack: Stack, weeks: int, register: Path | None, people: Path | None, as_json: bool) -> int:
    """Say when nobody would be told.

    The command names every period in which a rota has nobody on duty, and every period in which alerts would pass
    over everybody on duty because no number of theirs may be used. It also names each person who may be on duty
    and whose number may not be used, and each calendar that ends. It ends with 1 if it found anything. Only the
    deployed register knows which numbers may be used, so with --register they are not checked.
    """
    now = stack.clock.now()
    end = now + timedelta(weeks=weeks)
    staff = _staffing(stack, register, people)
    numbers = () if register else (*staff.out_of_reach(now, end), *staff.unreachable())
    found = [*staff.gaps(now, end), *staff.endings(end), *numbers]
    if as_json:
        click.echo(json.dumps(report(staff, found, now, end), indent=2))
    else:
        for finding in found:
            click.echo(finding.line())
        click.echo(summary(staff, found, weeks))
        if register:
            click.echo("note: whose numbers are proved is known of the deployed register alone", err=True)
    return NO if found else DONE


def _staffing(stack: Stack, register: Path | None, people: Path | None) -> Staffing:
    if register:
        declared = load_register(register, people, now=stack.clock.now())
        return staffing(declared.everything(), declared.people)
    if people:
        raise click.UsageError("--people says whose people only beside --register")
    deployed = stack.register
    everything = deployed.all()
    if not any(isinstance(entry, Force) for entry in everything):
        raise RefusedError(f"stack {stack.name} has no register yet: apply one")
    return staffing(everything, deployed.people())


def _chosen(staff: Staffing, name: str | None) -> Sequence[Rota]:
    if name is None:
        return staff.rotas
    found = {str(each.id): each for each in staff.rotas}
    if name not in found:
        raise RefusedError(f"there is no rota {quote_value(name)}: {suggestion(name, found)}")
    return [found[name]]


Turns = list[tuple[datetime, datetime | None, tuple[str, ...]]]


def _turns(each: Rota, start: datetime, weeks: int | None) -> Turns:
    """Return the shifts of these weeks, or the present and the next one. An unknown end is None."""
    if weeks:
        return [(turn.start, turn.end, turn.people) for turn in each.roster(start, start + timedelta(weeks=weeks))]
    change = each.next_change(start)
    turns: Turns = [(start, change, each.on_duty(start))]
    return turns if change is None else [*turns, (change, each.next_change(change), each.on_duty(change))]
