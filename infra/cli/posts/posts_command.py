"""`watchdesk posts`: see how far posts are, decide about them, and settle what cannot go on by itself."""

import sys
from datetime import timedelta

import click

from infra.cli.api_command import AS_POST_JSON, PATIENCE, WAIT, asks_api, show_post
from infra.cli.exits import DONE, RefusedError
from infra.cli.posts.api import PostApi
from infra.cli.posts.post_command import follow_to_end
from infra.cli.posts.show import post_row
from watchdesk.publishing.domain.confirmation import ConfirmationOutcome

POST = click.argument("post", metavar="POST")
ACCOUNT = click.argument("account", metavar="ACCOUNT")


@click.group()
def posts() -> None:
    """See posts, decide about them, take them back."""


@posts.command("list")
@click.option("--own", is_flag=True, help="Only what you have handed in.")
@click.option("--limit", type=click.IntRange(1, 100), default=20, show_default=True)
@click.option("--after", metavar="POST", help="Where the page before ended.")
@AS_POST_JSON
@asks_api
def list_posts(api: PostApi, limit: int, after: str | None, *, own: bool, as_json: bool) -> int:
    """The newest first."""
    page = api.page({"limit": str(limit), "own": str(own).lower()} | ({"after": after} if after else {}))
    if as_json:
        click.echo(page.model_dump_json(indent=2))
        return DONE
    for view in page.posts:
        click.echo(post_row(view))
    if page.after:
        click.echo(f"There are more: --after {page.after}", err=True)
    return DONE


@posts.command()
@POST
@WAIT
@PATIENCE
@AS_POST_JSON
@asks_api
def show(api: PostApi, post: str, patience: timedelta, *, wait: bool, as_json: bool) -> int:
    """One post, and how far it is on each account."""
    view = api.post(post)
    return follow_to_end(api, view, patience, as_json=as_json) if wait else show_post(view, as_json=as_json)


@posts.command()
@POST
@click.option(
    "--hash", "content_hash", metavar="HASH", help="The content_hash that was looked at; asks without it."
)
@AS_POST_JSON
@asks_api
def approve(api: PostApi, post: str, content_hash: str | None, *, as_json: bool) -> int:
    """Let it go out as it stands.

    It is shown first. What is approved is what was shown: changed meanwhile, it must be looked at again.
    """
    return show_post(
        api.do("approve", post, body={"content_hash": content_hash or _looked_at(api, post)}), as_json=as_json
    )


@posts.command()
@POST
@click.option("--note", default="", help="For the author, who may change it and hand it in again.")
@AS_POST_JSON
@asks_api
def reject(api: PostApi, post: str, note: str, *, as_json: bool) -> int:
    """Keep it back, and say why."""
    return show_post(api.do("reject", post, body={"note": note}), as_json=as_json)


@posts.command()
@POST
@AS_POST_JSON
@asks_api
def withdraw(api: PostApi, post: str, *, as_json: bool) -> int:
    """Take it back: what is not out never goes out, and what is out is taken down."""
    return show_post(api.do("withdraw", post), as_json=as_json)


@posts.command()
@POST
@ACCOUNT
@AS_POST_JSON
@asks_api
def retry(api: PostApi, post: str, account: str, *, as_json: bool) -> int:
    """Send a failed delivery again, from the first part that is not there."""
    return show_post(api.do("retry", post, account), as_json=as_json)


@posts.command()
@POST
@ACCOUNT
@click.option("--published", "link", metavar="LINK", help="It is there: the link of the part that was found.")
@click.option("--not-published", "is_missing", is_flag=True, help="It is certainly not there.")
@AS_POST_JSON
@asks_api
def confirm(  # noqa: PLR0913  one parameter an option
    api: PostApi, post: str, account: str, link: str | None, *, is_missing: bool, as_json: bool
) -> int:
    """Say what you found on an account where a delivery is unconfirmed."""
    if (link is None) is not is_missing:
        raise click.UsageError("say either --published LINK or --not-published")
    outcome = ConfirmationOutcome.NOT_PUBLISHED if link is None else ConfirmationOutcome.PUBLISHED
    return show_post(
        api.do("confirm", post, account, body={"outcome": outcome.value, "link": link or ""}), as_json=as_json
    )


def _looked_at(api: PostApi, post: str) -> str:
    """The hash of what a person has just seen and agreed to. Raises RefusedError if nobody does."""
    if not sys.stdin.isatty():
        raise RefusedError("nobody is there to look at it: say --hash with the content_hash of what was looked at")
    view = api.post(post)
    show_post(view, as_json=False)
    if not click.confirm("Approve it as shown?", err=True):
        raise RefusedError("it was not approved")
    return view.post.content_hash
