"""`watchdesk post`: publish a post, or preview it."""

import uuid
from datetime import datetime, timedelta
from typing import Any

import click

from infra.cli.api_command import AS_POST_JSON, PATIENCE, WAIT, asks_api, show_post
from infra.cli.exits import DONE, NO, RefusedError
from infra.cli.posts.api import PostApi
from infra.cli.posts.follow import follow
from infra.cli.posts.show import preview_lines, problem_lines
from watchdesk.publishing.domain.post import DeliveryState, PostState
from watchdesk.publishing.http.responses import PostResponse
from watchdesk.register.domain.officer import AttributionForm


class InstantType(click.ParamType):
    name = "instant"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            at = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a time: write for example 2027-03-01T09:30:00+00:00", param, ctx)
        if at.tzinfo is None:
            self.fail(f"{value!r} has no zone: write for example 2027-03-01T09:30:00+00:00", param, ctx)
        return at.isoformat()


@click.command()
@click.argument("text")
@click.option(
    "--to",
    "accounts",
    multiple=True,
    required=True,
    metavar="ACCOUNT",
    help="An account to publish on; may be repeated.",
)
@click.option(
    "--as",
    "attribution",
    type=click.Choice([form.value for form in AttributionForm]),
    default=AttributionForm.NONE.value,
    show_default=True,
    help="The form of your name under the post.",
)
@click.option("--at", "publish_at", type=InstantType(), help="Publish not before this time, given with its zone.")
@click.option("--reply-to", metavar="MESSAGE", help="The key of the message that the post answers.")
@click.option("--language", default="en", show_default=True, help="The language of the text.")
@click.option("--split", is_flag=True, help="A long text may go out as a numbered thread.")
@click.option("--again", "confirm_duplicate", is_flag=True, help="Repeat the words of a recent post on purpose.")
@click.option("--dry-run", is_flag=True, help="Show what each account would show. Nothing is stored.")
@click.option(
    "--key", metavar="KEY", help="The key of an attempt that got no answer. The post is then not published twice."
)
@WAIT
@PATIENCE
@AS_POST_JSON
@asks_api
def post(  # noqa: PLR0913  one parameter an option
    api: PostApi,
    text: str,
    *,
    dry_run: bool,
    key: str | None,
    wait: bool,
    patience: timedelta,
    as_json: bool,
    **fields: Any,  # noqa: ANN401  the other fields of the request by name
) -> int:
    """Publish a post.

    The post goes to every account named. With `-` as TEXT, the text is read from standard input. The command ends
    when the post is stored; it goes out at once, at its time, or after its approval.
    """
    words = click.get_text_stream("stdin").read().rstrip("\n") if text == "-" else text
    body = {**fields, "text": words}
    if dry_run:
        return _preview(api, body, as_json=as_json)
    stored = api.publish(body, key or uuid.uuid4().hex)
    if not wait:
        return show_post(stored, as_json=as_json)
    return follow_to_end(api, stored, patience, as_json=as_json)


def follow_to_end(api: PostApi, stored: PostResponse, patience: timedelta, *, as_json: bool) -> int:
    """Follow the post to its end. Return DONE if it is published on every account."""
    click.echo(f"post {stored.post.id}: {stored.post.state.replace('_', ' ')}", err=as_json)
    last = follow(api, stored, lambda line: click.echo(line, err=as_json), patience)
    if as_json:
        show_post(last, as_json=True)
    if last.post.state is PostState.AWAITING_APPROVAL:
        raise RefusedError(f"the post awaits approval: watchdesk posts approve {last.post.id}")
    missing = [delivery.account for delivery in last.deliveries if delivery.state is not DeliveryState.PUBLISHED]
    if missing:
        raise RefusedError(
            f"the post is not out on {', '.join(missing)}: see `watchdesk posts show {last.post.id}`"
        )
    return DONE


def _preview(api: PostApi, body: dict[str, Any], *, as_json: bool) -> int:
    preview = api.preview(body)
    if as_json:
        click.echo(preview.model_dump_json(indent=2))
    else:
        for line in preview_lines(preview):
            click.echo(line)
    for line in problem_lines(preview):
        click.echo(f"problem: {line}", err=True)
    return NO if preview.problems else DONE
