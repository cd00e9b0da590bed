"""`watchdesk secret put` and `check`: the accounts' credentials, never on a command line and never shown."""

import sys

import click

from infra.deskctl.credential import SecretShelf, ask, parse
from infra.deskctl.exits import RefusedError
from infra.deskctl.stack import Stack

MAX_INPUT = 64 * 1024
"""What Secrets Manager stores at most (service quotas)."""


@click.group()
def secret() -> None:
    """Store and check the accounts' credentials."""


@secret.command()
@click.argument("account")
@click.pass_obj
def put(stack: Stack, account: str) -> None:
    """Store an account's credential and poll the account at once.

    Asks for each field without showing it; or reads a JSON object from standard input, if that is no terminal.
    """
    found = stack.account(account)
    if not found.is_watched:
        raise RefusedError(f"account {found.id} is retired: nothing would use its credential")
    if sys.stdin.isatty():
        credential = ask(found.platform)
    else:
        credential = parse(found.platform, click.get_text_stream("stdin").read(MAX_INPUT))
    is_first = SecretShelf(stack.secrets).put(found, credential)
    click.echo(f"{'Stored' if is_first else 'Stored a new version of'} the credential of {found.id}.")
    if stack.roll.hurry(found.id, stack.clock.now()):
        click.echo("The account is polled within a minute.")
    else:
        click.echo("The account is not polled yet: apply the register.")
