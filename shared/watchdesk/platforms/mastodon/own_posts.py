"""What the account itself posted lately, here or in the platform's own app.

Its owner is shown private posts too (mastodon/mastodon, account_statuses_filter.rb), so an answer to a direct
message is seen here.
"""

from collections.abc import Sequence
from urllib.parse import quote

from pydantic import ValidationError

from watchdesk.core.message import OwnReply
from watchdesk.platforms.mastodon.client import Call, ListPage, MastodonClient
from watchdesk.platforms.mastodon.link_header import Query
from watchdesk.platforms.mastodon.posts import own_reply, read_status
from watchdesk.platforms.mastodon.wire import Status


def own_statuses(client: MastodonClient, at: Query | None = None) -> tuple[Sequence[Status], Query | None]:
    """Return one page of the account's own posts, newest first and without boosts, and where the next page is."""
    us = client.own_id()
    page = own_rows(client, at)
    read = (_status(raw) for raw in page.rows)
    return [status for status in read if status and status.account.id == us and not status.reblog], page.older


def own_rows(client: MastodonClient, at: Query | None = None) -> ListPage:
    """Return the same page as the server sent it."""
    us = client.own_id()
    call = Call(
        name="own statuses",
        path=f"/api/v1/accounts/{quote(us, safe='')}/statuses",
        query={"limit": "40", "exclude_reblogs": "true"},
    )
    return client.rows(call, at, last_resort_id=True)


def own_replies(statuses: Sequence[Status], us: str) -> tuple[OwnReply, ...]:
    replies = (own_reply(status, us) for status in statuses)
    return tuple(reply for reply in replies if reply is not None)


def _status(raw: object) -> Status | None:
    """Return the status, or None for a post of ours that cannot be read: nobody waits for an answer to it."""
    try:
        return read_status(raw)
    except ValidationError:
        return None
