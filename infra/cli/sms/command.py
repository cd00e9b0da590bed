"""`watchdesk sms show` and `setup`: what texts leave by, and what keeps one from arriving."""

import json
from collections.abc import Iterator
from dataclasses import asdict, replace

import click

from infra.cli.exits import DONE, NO
from infra.cli.parameters import AS_JSON
from infra.cli.sms.account_status import SmsAccountStatus, link_problems
from infra.cli.stack import Stack

PROVIDER_NAMES = {"sns": "Amazon SNS", "eum": "AWS End User Messaging", "none": "NOTHING"}


@click.group()
def sms() -> None:
    """Set up and check what texts leave by."""


@sms.command()
@AS_JSON
@click.pass_obj
def show(stack: Stack, as_json: bool) -> int:
    """Show how the account stands with the provider of its texts.

    Ends with 1 if something keeps texts from arriving, or their fate from being known. Shows no number.
    """
    standing = stack.texting.standing(stack.clock.now())
    standing = replace(standing, problems=[*standing.problems, *link_problems(stack.output("ApiUrl"))])
    if as_json:
        click.echo(json.dumps(asdict(standing), indent=2))
    else:
        click.echo("\n".join(_lines(standing)))
    return NO if standing.problems else DONE


@sms.command()
@click.option(
    "--spend-limit",
    type=click.IntRange(min=1),
    metavar="DOLLARS",
    help="The most that texts may cost in a month. AWS must have granted it.  [default: as it is]",
)
@click.pass_obj
def setup(stack: Stack, spend_limit: int | None) -> int:
    """Tell the provider what this stack needs; safe to repeat.

    SNS: report on every text to this stack, and deliver for reliability, not for cost. This holds for the whole
    AWS account and region. End User Messaging: bring answers by text to this stack.
    """
    told = stack.texting.set_up(spend_limit)
    click.echo("\n".join(told) if told else "There is nothing to set up: this stack texts nobody.")
    return DONE


def _lines(standing: SmsAccountStatus) -> Iterator[str]:
    colour = "red" if standing.provider == "none" else None
    yield click.style(f"Texts leave by: {PROVIDER_NAMES[standing.provider]}", fg=colour, bold=True)
    if standing.provider != "none":
        yield f"Sandbox: {'yes' if standing.is_in_sandbox else 'no'}"
        yield f"Spent this month: {standing.spent:.2f} of {standing.limit:.2f} US dollars"
        yield f"Numbers that have opted out: {standing.opted_out}"
        yield from (f"{name}: {value}" for name, value in sorted(standing.settings.items()))
    for problem in standing.problems:
        yield click.style(f"! {problem}", fg="red")
    if not standing.problems:
        yield click.style("Nothing keeps a text from arriving.", fg="green")
