"""`watchdesk posts`: show posts, decide about them, withdraw them, and settle deliveries that need a person."""

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
    """Show posts, decide about them and withdraw them."""


@posts.command("list")
@click.option("--own", is_flag=True, help="List only the posts that you have submitted.")
@click.option("--limit", type=click.IntRange(1, 100), default=20, show_default=True)
@click.option("--after", metavar="POST", help="The last post of the previous page.")
@AS_POST_JSON
@asks_api
def list_posts(api: PostApi, limit: int, after: str | None, *, own: bool, as_json: bool) -> int:
    """List posts, the newest first."""
    page = api.page({"limit": str(limit), "own": str(own).lower()} | ({"after": after} if after else {}))
    if as_json:
        click.echo(page.model_dump_json(indent=2))
        return DONE
    for view in page.posts:
        click.echo(post_row(view))
    if page.after:
        click.echo(f"There are more posts: --after {page.after}", err=True)
    return DONE


@posts.command()
@POST
@WAIT
@PATIENCE
@AS_POST_JSON
@asks_api
def show(api: PostApi, post: str, patience: timedelta, *, wait: bool, as_json: bool) -> int:
    """Show one post and its progress on each account."""
    view = api.post(post)
    return follow_to_end(api, view, patience, as_json=as_json) if wait else show_post(view, as_json=as_json)


@posts.command()
@POST
@click.option(
    "--hash",
    "content_hash",
    metavar="HASH",
    help="The content_hash of the post as you read it. Without it, the command asks.",
)
@AS_POST_JSON
@asks_api
def approve(api: PostApi, post: str, content_hash: str | None, *, as_json: bool) -> int:
    """Approve a post of another person.

    The post is shown first, and only the version that was shown is approved.
    """
    return show_post(
        api.change("approve", post, body={"content_hash": content_hash or _confirmed_hash(api, post)}),
        as_json=as_json,
    )


@posts.command()
@POST
@click.option("--note", default="", help="A note for the author, who may edit the post and so submit it again.")
@AS_POST_JSON
@asks_api
def reject(api: PostApi, post: str, note: str, *, as_json: bool) -> int:
    """Reject a post of another person."""
    return show_post(api.change("reject", post, body={"note": note}), as_json=as_json)


@posts.command()
@POST
@AS_POST_JSON
@asks_api
def withdraw(api: PostApi, post: str, *, as_json: bool) -> int:
    """Withdraw a post: parts that are not public never go out, public parts are taken down."""
    return show_post(api.change("withdraw", post), as_json=as_json)


@posts.command()
@POST
@ACCOUNT
@AS_POST_JSON
@asks_api
def retry(api: PostApi, post: str, account: str, *, as_json: bool) -> int:
    """Send a failed delivery again, from the first part that is not public."""
    return show_post(api.change("retry", post, account), as_json=as_json)


@posts.command()
@POST
@ACCOUNT
@click.option("--published", "link", metavar="LINK", help="The part is public at this link.")
@click.option("--not-published", "is_missing", is_flag=True, help="The part is certainly not public.")
@AS_POST_JSON
@asks_api
def confirm(  # noqa: PLR0913  one parameter an option
    api: PostApi, post: str, account: str, link: str | None, *, is_missing: bool, as_json: bool
) -> int:
    """Report what you found on the account of an unconfirmed delivery."""
    if (link is None) is not is_missing:
        raise click.UsageError("give either --published LINK or --not-published")
    outcome = ConfirmationOutcome.NOT_PUBLISHED if link is None else ConfirmationOutcome.PUBLISHED
    return show_post(
        api.change("confirm", post, account, body={"outcome": outcome.value, "link": link or ""}), as_json=as_json
    )


def _confirmed_hash(api: PostApi, post: str) -> str:
    """Show the post and return its hash if the person agrees. Raises RefusedError otherwise."""
    if not sys.stdin.isatty():
        raise RefusedError(
            "there is no terminal to show the post on: give --hash with the content_hash of the post you read"
        )
    view = api.post(post)
    show_post(view, as_json=False)
    if not click.confirm("Approve it as shown?", err=True):
        raise RefusedError("the post was not approved")
    return view.post.content_hash
