"""`watchdesk secret put` and `check`. A credential is never a command-line argument and is never shown."""

import json
import sys
from dataclasses import asdict

import click

from infra.cli.credentials.credential import CredentialStore, ask, parse
from infra.cli.credentials.probe import CredentialStatus, check_credential
from infra.cli.exits import DONE, NO, RefusedError
from infra.cli.parameters import AS_JSON
from infra.cli.stack import Stack

MAX_INPUT = 64 * 1024
"""The most bytes of a secret in Secrets Manager (service quotas)."""


@click.group()
def secret() -> None:
    """Store and check the accounts' credentials."""


@secret.command()
@click.argument("account")
@click.pass_obj
def put(stack: Stack, account: str) -> None:
    """Store an account's credential.

    Asks for each field without showing it; or reads a JSON object from standard input, if that is no terminal.
    The account is polled at once.
    """
    found = stack.account(account)
    if not found.is_watched:
        raise RefusedError(f"account {found.id} is retired: nothing would use its credential")
    if sys.stdin.isatty():
        credential = ask(found.platform)
    else:
        credential = parse(found.platform, click.get_text_stream("stdin").read(MAX_INPUT))
    is_first = CredentialStore(stack.secrets).put(found, credential)
    click.echo(f"{'Stored' if is_first else 'Stored a new version of'} the credential of {found.id}.")
    if stack.poll_schedule.make_due(found.id, stack.clock.now()):
        click.echo("The account is polled within a minute.")
    else:
        click.echo("The account is not polled yet: apply the register.")


@secret.command()
@click.argument("account", required=False)
@click.option("--all", "everyone", is_flag=True, help="Check every account that is watched.")
@AS_JSON
@click.pass_obj
def check(stack: Stack, account: str | None, everyone: bool, as_json: bool) -> int:
    """Prove credentials to their platforms.

    Ends with 1 if any is refused, or is not good for everything the register wants watched.
    """
    if (account is None) is not everyone:
        raise click.UsageError("name one account, or say --all")
    named = [stack.account(account)] if account else stack.register.accounts()
    probers = stack.probers
    statuses = [check_credential(each, probers) for each in named if each.is_watched]
    if account and not statuses:
        raise RefusedError(f"account {account} is retired: nothing uses its credential")
    if as_json:
        click.echo(json.dumps([asdict(status) for status in statuses], indent=2))
    else:
        click.echo("\n".join(_line(status) for status in statuses))
    return DONE if all(status.is_good for status in statuses) else NO


def _line(status: CredentialStatus) -> str:
    colour = "green" if status.is_good else "red"
    said = "; ".join(status.problems) or f"good, as {status.handle}"
    return f"{status.account}: {click.style(status.kind, fg=colour)}: {said}"
