"""The options of every command that uses our HTTP API."""

from collections.abc import Callable
from functools import update_wrapper

import click

from infra.cli.api_client import ApiClient
from infra.cli.exits import DONE
from infra.cli.parameters import DurationType
from infra.cli.posts.show import post_lines
from infra.cli.stack import Stack
from watchdesk.publishing.http.responses import PostResponse

Command = Callable[..., int]

WAIT = click.option("--wait", is_flag=True, help="Show each delivery until nothing more happens to it.")
PATIENCE = click.option(
    "--for",
    "patience",
    type=DurationType(),
    default="5m",
    show_default=True,
    help="How long to wait at most, for example 90s.",
)
AS_POST_JSON = click.option(
    "--json", "as_json", is_flag=True, help="Print the API's response as JSON, for programs."
)


class TokenParameter(click.types.StringParamType):
    """Tells somebody who gave no token where to put it."""

    def get_missing_message(self, param: click.Parameter, ctx: click.Context | None = None) -> str:  # noqa: ARG002
        return "Put your token into WATCHDESK_TOKEN."


URL = click.option(
    "--api",
    "url",
    envvar="WATCHDESK_API",
    show_envvar=True,
    help="The API's address.  [default: the stack's output ApiUrl]",
)
TOKEN = click.option(
    "--token",
    envvar="WATCHDESK_TOKEN",
    show_envvar=True,
    required=True,
    type=TokenParameter(),
    help="Your token. Put it into the environment: a list of processes shows the options of a command.",
)


def asks_api(command: Command) -> Command:
    """Give the command a client of posts. AWS is asked for the address only if --api does not name it."""
    return _asks(lambda stack, url, token: stack.post_api(url, token), command)


def asks_desk(command: Command) -> Command:
    """Give the command a client of the desk, in the same way."""
    return _asks(lambda stack, url, token: stack.desk_api(url, token), command)


def _asks(api: Callable[[Stack, str | None, str], ApiClient], command: Command) -> Command:
    def asking(stack: Stack, /, url: str | None, token: str, **given: object) -> int:
        return command(api(stack, url, token), **given)

    return URL(TOKEN(click.pass_obj(update_wrapper(asking, command))))


def show_post(view: PostResponse, *, as_json: bool) -> int:
    if as_json:
        click.echo(view.model_dump_json(indent=2))
    else:
        for line in post_lines(view):
            click.echo(line)
    return DONE
