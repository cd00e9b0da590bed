"""`watchdesk post`: hand in a post, or see what it would look like."""

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
            self.fail(f"{value!r} is no time: write for example 2027-03-01T09:30:00+00:00", param, ctx)
        if at.tzinfo is None:
            self.fail(f"{value!r} has no zone: write for example 2027-03-01T09:30:00+00:00", param, ctx)
        return at.isoformat()


@click.command()
@click.argument("text")
@click.option("--to", "accounts", multiple=True, required=True, metavar="ACCOUNT", help="Where; may be repeated.")
@click.option(
    "--as",
    "attribution",
    type=click.Choice([form.value for form in AttributionForm]),
    default=AttributionForm.NONE.value,
    show_default=True,
    help="How your name stands under it.",
)
@click.option("--at", "publish_at", type=InstantType(), help="Not before this time, with its zone.")
@click.option("--reply-to", metavar="MESSAGE", help="The key of the message it answers.")
@click.option("--language", default="en", show_default=True, help="The language it is written in.")
@click.option("--split", is_flag=True, help="A long text may go out as a numbered thread.")
@click.option("--again", "confirm_duplicate", is_flag=True, help="The same words as lately, on purpose.")
@click.option("--dry-run", is_flag=True, help="Show what each account would show. Nothing is stored.")
@click.option("--key", metavar="KEY", help="That of an attempt without answer: it stays one post.")
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
    **asked: Any,  # noqa: ANN401  the other fields of the request, by their names
) -> int:
    """Publish a post.

    On every account named. TEXT may be `-`: then it is read from standard input. Answered once it is stored; it
    goes out at once, or at its time, or when it has been approved.
    """
    words = click.get_text_stream("stdin").read().rstrip("\n") if text == "-" else text
    body = {**asked, "text": words}
    if dry_run:
        return _preview(api, body, as_json=as_json)
    stored = api.publish(body, key or uuid.uuid4().hex)
    if not wait:
        return show_post(stored, as_json=as_json)
    return follow_to_end(api, stored, patience, as_json=as_json)


def follow_to_end(api: PostApi, stored: PostResponse, patience: timedelta, *, as_json: bool) -> int:
    """Follow it to its end; DONE if all of it is out then."""
    click.echo(f"post {stored.post.id}: {stored.post.state.replace('_', ' ')}", err=as_json)
    last = follow(api, stored, lambda line: click.echo(line, err=as_json), patience)
    if as_json:
        show_post(last, as_json=True)
    if last.post.state is PostState.AWAITING_APPROVAL:
        raise RefusedError(f"it awaits approval: watchdesk posts approve {last.post.id}")
    rest = [each.account for each in last.deliveries if each.state is not DeliveryState.PUBLISHED]
    if rest:
        raise RefusedError(f"not out on {', '.join(rest)}: see `watchdesk posts show {last.post.id}`")
    return DONE


def _preview(api: PostApi, body: dict[str, Any], *, as_json: bool) -> int:
    found = api.preview(body)
    if as_json:
        click.echo(found.model_dump_json(indent=2))
    else:
        for line in preview_lines(found):
            click.echo(line)
    for line in problem_lines(found):
        click.echo(f"problem: {line}", err=True)
    return NO if found.problems else DONE
