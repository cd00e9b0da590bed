"""`watchdesk desk` lists messages and alerts, opens and claims messages, and records what was done."""

from collections.abc import Iterable

import click
from pydantic import BaseModel

from infra.cli.api_command import AS_POST_JSON, asks_desk
from infra.cli.desk.api import DeskApiClient
from infra.cli.desk.show import alert_details_lines, alert_line, message_row, opened_lines, status_line
from infra.cli.exits import DONE
from watchdesk.alerting.domain.alert import AlertState
from watchdesk.core.disposition import DispositionCode
from watchdesk.core.message import MessageState, Urgency

KEY = click.argument("key", metavar="KEY")
ALERT = click.argument("alert", metavar="ALERT")
ACCOUNTS = click.option(
    "--account", "accounts", multiple=True, metavar="ACCOUNT", help="Only this account. You can repeat the option."
)
TAKE_OVER = click.option(
    "--take-over", is_flag=True, help="Take it over although somebody else has claimed it. Only supervisors may."
)
Accounts = tuple[str, ...]


@click.group()
def desk() -> None:
    """See messages and alerts, and handle them.

    KEY is a message's key as `desk list` shows it, with its quotation marks.
    """


@desk.command("list")
@ACCOUNTS
@click.option(
    "--state", type=click.Choice([*MessageState]), help="Without it, all messages that are not disposed of."
)
@click.option("--urgency", type=click.Choice([*Urgency]), help="Only messages of this urgency.")
@click.option("--overdue", is_flag=True, help="Only messages past their deadline.")
@click.option(
    "--search",
    "words",
    default="",
    metavar="WORDS",
    help="Only messages with these words. The audit trail records a search, as it records reading.",
)
@click.option(
    "--limit", type=click.IntRange(1, 100), default=20, show_default=True, help="How many messages to show."
)
@click.option("--after", metavar="PLACE", help="Continue here, where the page before ended.")
@AS_POST_JSON
@asks_desk
def list_messages(  # noqa: PLR0913  each parameter is an option
    api: DeskApiClient,
    *,
    accounts: Accounts,
    state: str | None,
    urgency: str | None,
    words: str,
    limit: int,
    after: str | None,
    overdue: bool,
    as_json: bool,
) -> int:
    """List messages, the next to be overdue first. Their words are shown only if you search."""
    page = api.list_messages(
        _non_empty(
            account=",".join(accounts),
            state=state,
            urgency=urgency,
            overdue="true" if overdue else None,
            q=words,
            limit=str(limit),
            after=after,
        )
    )
    shown = _print_response(page, map(message_row, page.messages), as_json=as_json)
    if page.after and not as_json:
        click.echo(f"There are more: --after {page.after}", err=True)
    return shown


@desk.command("open")
@KEY
@click.option("--reason", default="", help="Why you read it, for the audit trail.")
@AS_POST_JSON
@asks_desk
def open_message(api: DeskApiClient, key: str, reason: str, *, as_json: bool) -> int:
    """Read a message, with its conversation and its history. The audit trail records that you read it.

    It still waits: only a claim, a reply or a disposition stops its clock.
    """
    opened = api.open_message(key, reason)
    return _print_response(opened, opened_lines(opened), as_json=as_json)


@desk.command()
@KEY
@TAKE_OVER
@AS_POST_JSON
@asks_desk
def claim(api: DeskApiClient, key: str, *, take_over: bool, as_json: bool) -> int:
    """Claim a message, so that nobody else works on it."""
    status = api.claim_or_release("claim", key, take_over=take_over)
    return _print_response(status, [status_line(status)], as_json=as_json)


@desk.command()
@KEY
@TAKE_OVER
@AS_POST_JSON
@asks_desk
def release(api: DeskApiClient, key: str, *, take_over: bool, as_json: bool) -> int:
    """Release a message that you have claimed: it waits again."""
    status = api.claim_or_release("release", key, take_over=take_over)
    return _print_response(status, [status_line(status)], as_json=as_json)


@desk.command()
@KEY
@click.option("--outcome", type=click.Choice([*DispositionCode]), required=True)
@click.option(
    "--reference", default="", help="The number of a crime or of an intelligence log. A crime needs one."
)
@click.option("--reason", default="", help="Required if there is no reference.")
@TAKE_OVER
@AS_POST_JSON
@asks_desk
def dispose(  # noqa: PLR0913  each parameter is an option
    api: DeskApiClient, key: str, outcome: str, reference: str, reason: str, *, take_over: bool, as_json: bool
) -> int:
    """Say what was done about a message. It never waits again, and nothing of it is deleted."""
    body = {"outcome": outcome, "reference": reference, "reason": reason, "take_over": take_over}
    status = api.dispose(key, body)
    return _print_response(status, [status_line(status)], as_json=as_json)


@desk.command()
@ACCOUNTS
@click.option(
    "--state", type=click.Choice([*AlertState]), help="Without it, alerts that are open or acknowledged."
)
@click.option(
    "--since", metavar="TIME", help="Only alerts opened then or later, for example 2027-03-01T09:30:00Z."
)
@AS_POST_JSON
@asks_desk
def alerts(api: DeskApiClient, accounts: Accounts, state: str | None, since: str | None, *, as_json: bool) -> int:
    """List alerts: what is overdue, and who has acknowledged it."""
    response = api.list_alerts(_non_empty(account=",".join(accounts), state=state, since=since))
    return _print_response(response, map(alert_line, response.alerts), as_json=as_json)


@desk.command()
@ALERT
@AS_POST_JSON
@asks_desk
def alert(api: DeskApiClient, alert: str, *, as_json: bool) -> int:
    """Show one alert: its messages, its texts, and what has happened."""
    details = api.read_alert(alert)
    return _print_response(details, alert_details_lines(details), as_json=as_json)


@desk.command()
@ALERT
@AS_POST_JSON
@asks_desk
def acknowledge(api: DeskApiClient, alert: str, *, as_json: bool) -> int:
    """Acknowledge an alert. The first person to do so has it."""
    acknowledged = api.acknowledge(alert)
    return _print_response(acknowledged, [alert_line(acknowledged)], as_json=as_json)


def _non_empty(**query: str | None) -> dict[str, str]:
    return {name: value for name, value in query.items() if value}


def _print_response(response: BaseModel, lines: Iterable[str], *, as_json: bool) -> int:
    if as_json:
        click.echo(response.model_dump_json(indent=2))
    else:
        for line in lines:
            click.echo(line)
    return DONE
