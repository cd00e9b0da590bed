"""`watchdesk number` proves, tests and lists the numbers of people who are texted."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from rich.table import Table

from infra.cli.exits import CLOUD, DONE, NO, RefusedError
from infra.cli.numbers.number_status import NumberStatus, number_statuses
from infra.cli.numbers.verify_number import CodeResult
from infra.cli.parameters import AS_JSON
from infra.cli.register.problems import mask_numbers
from infra.cli.stack import Stack
from infra.cli.tables import show_table
from watchdesk.core.errors import NeedsAPerson, OptedOut, Refused, Unconfirmed
from watchdesk.register.domain.person import Person

PERSON = click.argument("person", metavar="PERSON")
_REFUSALS = {
    CodeResult.WRONG: "that is not the code: nothing was changed",
    CodeResult.LATE: "that code is too old: say `watchdesk number verify {id}` for another; nothing was changed",
    CodeResult.ANOTHER_NUMBER: "{id} has another number since the code was sent: say "
    "`watchdesk number verify {id}` for another; nothing was changed",
    CodeResult.NOTHING_SENT: "no code is waiting for {id} (none was sent, or it has been used, or it was wrong "
    "too often): say `watchdesk number verify {id}` for another; nothing was changed",
}


@click.group()
def number() -> None:
    """Prove, test and list the numbers that are texted."""


@number.command()
@PERSON
@click.option("--code", help="The code that was sent before; sends none.")
@click.pass_obj
def verify(stack: Stack, person: str, code: str | None) -> int:
    """Send a code to a person's number, and take it back.

    A number counts only once its code has been read back: until then alerts pass the person over. The code lives
    for ten minutes and five tries. Without a terminal it is only sent; say it with --code.
    """
    found, check = stack.person(person), stack.number_check
    if code is None:
        _send(check.send, found, "A code")
        if not sys.stdin.isatty():
            click.echo(f"Then say: watchdesk number verify {found.id} --code CODE")
            return DONE
        while (result := check.confirm(found, click.prompt("The code", err=True))) is CodeResult.WRONG:
            click.echo("That is not the code.", err=True)
    else:
        result = check.confirm(found, code)
    if result is not CodeResult.PROVED:
        raise RefusedError(_REFUSALS[result].format(id=found.id))
    click.echo(f"The number of {found.id} is proved.")
    if found.opted_out_at:
        click.echo(f"It has said STOP, and counts only after `watchdesk number opt-in {found.id}`.", err=True)
    return DONE


@number.command("list")
@AS_JSON
@click.pass_obj
def list_numbers(stack: Stack, as_json: bool) -> int:
    """Show which numbers count.

    Ends with 1 if any does not. Numbers are masked.
    """
    found = number_statuses(stack.register.people())
    if as_json:
        click.echo(json.dumps([status.as_json() for status in found], indent=2))
    else:
        show_table(_table(found))
    return DONE if all(status.counts for status in found) else NO


@number.command()
@PERSON
@click.pass_obj
def test(stack: Stack, person: str) -> None:
    """Send a text that says it is a test.

    It asks for nothing and changes nothing.
    """
    _send(stack.number_check.test, stack.person(person), "A test text")


@number.command("opt-in")
@PERSON
@click.pass_obj
def opt_in(stack: Stack, person: str) -> None:
    """Let alerts reach a person again who had said STOP.

    Use this only after they have texted START. Until then the carrier delivers nothing to them, whatever
    this command has stored.
    """
    found = stack.person(person)
    stack.numbers.opt_in(found)
    if found.proved_at:
        click.echo(f"{found.id} is texted again.")
    else:
        click.echo(f"{found.id} is texted again after `watchdesk number verify {found.id}`.")


def _send(send: Callable[[Person], None], person: Person, what: str) -> None:
    with _in_words(person):
        send(person)
    click.echo(f"{what} is on its way to {mask_numbers(person.phone)}.")


@contextmanager
def _in_words(person: Person) -> Iterator[None]:
    """Raise RefusedError if a text did not leave or may not have left."""
    try:
        yield
    except OptedOut:
        raise RefusedError(f"the number of {person.id} has said STOP: ask them to text START first") from None
    except Refused as error:
        raise RefusedError(f"the number of {person.id} takes no text: {error}") from None
    except Unconfirmed as error:
        raise RefusedError(f"the text may or may not have left ({error}): look at the phone", CLOUD) from None
    except NeedsAPerson as error:
        raise RefusedError(f"the text was not sent: {error}", CLOUD) from None


def _table(found: list[NumberStatus]) -> Table:
    table = Table("person", "name", "number", "proved", "said STOP")
    for status in found:
        table.add_row(*status.cells(), style="" if status.counts else "red")
    return table
