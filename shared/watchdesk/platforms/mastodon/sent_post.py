"""Whether a post whose response was lost exists: its text is looked for among what the account posted since.

Mastodon keeps an Idempotency-Key for an hour only, and some servers that speak its API ignore it. So a post is
recognised by its text and by what it answers. A status that nobody here knows and that is not clearly another text
is neither taken for the post nor ruled out: a person decides.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import quote

from pydantic import ValidationError

from watchdesk.core.errors import Gone, TryLater
from watchdesk.platforms.mastodon.client import Call, MastodonClient
from watchdesk.platforms.mastodon.errors import NoSuchPage
from watchdesk.platforms.mastodon.own_posts import own_rows
from watchdesk.platforms.mastodon.posts import read_status
from watchdesk.platforms.mastodon.similarity import Similarity, StatusEdit, similarity_of
from watchdesk.platforms.mastodon.wire import Status, row
from watchdesk.publishing.ports.posts import OutgoingPart

SLACK = timedelta(minutes=10)
"""How wrong a server's clock may be. The same text posted this long before is taken for the lost post. That is
harmless, because the text is public; the opposite mistake would post it twice.
"""

MOST_PAGES = 10


def find_sent_post(client: MastodonClient, part: OutgoingPart) -> Status | None:
    """Return the status that is this part, or None if there is certainly none.

    Raises TryLater if that cannot be told.
    """
    is_doubtful = False
    for raw in _candidates(client, part):
        if row(raw).id in part.known:
            continue
        like, status = _compare(client, raw, part)
        if like is Similarity.SAME:
            return status
        is_doubtful = is_doubtful or like is Similarity.DOUBTFUL
    if is_doubtful:
        raise TryLater("a status of the account may be this post: only a person can tell")
    return None


def _candidates(client: MastodonClient, part: OutgoingPart) -> Iterator[Any]:
    """Yield what the account posted since, and first what stands below the status that is answered.

    Not every server lists private statuses among the account's own.
    """
    if part.reply_to is not None:
        yield from _own_rows_below(client, part.reply_to)
    at = None
    for _ in range(MOST_PAGES):
        page = own_rows(client, at)
        yield from page.rows
        oldest = row(page.rows[-1]).created_at if page.rows else None
        if page.older is None or (oldest is not None and oldest < part.dated - SLACK):
            return
        at = page.older
    raise TryLater("the account has written more since than can be read at once")


def _own_rows_below(client: MastodonClient, status: str) -> list[Any]:
    """Return our rows only: an unreadable row of somebody else is no reason to doubt."""
    call = Call(name="context", path=f"/api/v1/statuses/{quote(status, safe='')}/context")
    try:
        found = client.get(call)
    except Gone:
        return []
    rows = found.get("descendants") if isinstance(found, dict) else None
    us = client.own_id()
    return [raw for raw in rows if _author_id(raw) == us] if isinstance(rows, list) else []


def _author_id(raw: Any) -> str | None:  # noqa: ANN401
    account = row(raw).account
    return account.id if account else None


def _compare(client: MastodonClient, raw: Any, part: OutgoingPart) -> tuple[Similarity, Status | None]:  # noqa: ANN401
    try:
        status = read_status(raw)
    except ValidationError:
        made = row(raw).created_at
        return Similarity.OTHER if made and made < part.dated - SLACK else Similarity.DOUBTFUL, None
    if not _may_be_part(status, part, client.own_id()):
        return Similarity.OTHER, None
    earlier = _earlier_versions(client, status) if status.edited_at else []
    editions = [StatusEdit.model_validate(raw), *(earlier or ())]
    like = max(similarity_of(edition, part) for edition in editions)
    if earlier is None:
        like = max(like, Similarity.DOUBTFUL)
    is_torn_off = status.in_reply_to_id != part.reply_to
    return min(like, Similarity.DOUBTFUL) if is_torn_off else like, status


def _may_be_part(status: Status, part: OutgoingPart, us: str) -> bool:
    """Say whether the status may be the part. A deleted status takes itself out of every answer to it."""
    is_ours = status.account.id == us and status.reblog is None
    answers = status.in_reply_to_id in (part.reply_to, None)
    return is_ours and answers and status.created_at >= part.dated - SLACK


def _earlier_versions(client: MastodonClient, status: Status) -> list[StatusEdit] | None:
    """Return what the status said before somebody edited it. None: there is no history, so it may be anything."""
    call = Call(name="history", path=f"/api/v1/statuses/{quote(status.id, safe='')}/history")
    try:
        rows = client.get(call)
    except (Gone, NoSuchPage):
        return None
    if not isinstance(rows, list):
        return None
    return [StatusEdit.model_validate(each) for each in rows if isinstance(each, dict)]
