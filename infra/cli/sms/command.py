"""`watchdesk sms show` and `setup`: what texts leave by, and what keeps one from arriving."""

import json
from collections.abc import Iterator
from dataclasses import asdict, replace

import click

from infra.cli.exits import DONE, NO
from infra.cli.parameters import AS_JSON
from infra.cli.sms.account_status import SmsAccountStatus, link_problems
from infra.cli.stack import Stack
from watchdesk.alerting.channels.registry import CHANNELS


@click.group()
def sms() -> None:
    """Set up and check what texts leave by."""


@sms.command()
@AS_JSON
@click.pass_obj
def show(stack: Stack, as_json: bool) -> int:
    """Show how the account stands with the provider of its texts.

    The command ends with 1 if something keeps texts from arriving, or keeps Watchdesk from knowing whether they
    arrived. It shows no number.
    """
    status = stack.texting.status(stack.clock.now())
    status = replace(status, problems=[*status.problems, *link_problems(stack.output("ApiUrl"))])
    if as_json:
        click.echo(json.dumps(asdict(status), indent=2))
    else:
        click.echo("\n".join(_lines(status)))
    return NO if status.problems else DONE


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


def _lines(status: SmsAccountStatus) -> Iterator[str]:
    facts = CHANNELS[status.provider].facts
    colour = None if facts.reaches_people else "red"
    yield click.style(f"Texts leave by: {facts.title}", fg=colour, bold=True)
    if facts.reaches_people:
        yield f"Sandbox: {'yes' if status.is_in_sandbox else 'no'}"
        yield f"Spent this month: {status.spent:.2f} of {status.limit:.2f} US dollars"
        yield f"Numbers that have opted out: {status.opted_out}"
        yield from (f"{name}: {value}" for name, value in sorted(status.settings.items()))
    for problem in status.problems:
        yield click.style(f"! {problem}", fg="red")
    if not status.problems:
        yield click.style("Nothing keeps a text from arriving.", fg="green")
