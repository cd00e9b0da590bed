"""Posts to servers that speak Mastodon's API: sent once, found by their text, edited, taken down."""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote

from pydantic import ValidationError

from watchdesk.core.account import Account, AccountId
from watchdesk.core.clock import Clock
from watchdesk.core.errors import Gone, Refused, TryLater, Unconfirmed
from watchdesk.core.http_client import HttpClient, HttpResponse
from watchdesk.platforms.credential import Credentials
from watchdesk.platforms.mastodon.client import Call, MastodonClient
from watchdesk.platforms.mastodon.errors import NoSuchPage
from watchdesk.platforms.mastodon.media import MediaUploads
from watchdesk.platforms.mastodon.posts import read_status
from watchdesk.platforms.mastodon.replies import edited_text, is_wider, reply_wording, width_of
from watchdesk.platforms.mastodon.sent_post import find_sent_post
from watchdesk.platforms.mastodon.server_rules import ServerRulesCache
from watchdesk.platforms.mastodon.wire import Status
from watchdesk.publishing.domain.post import PublishedPart
from watchdesk.publishing.ports.posts import MediaStore, OutgoingPart, Outlet, TooPublic

STATUSES = "/api/v1/statuses"


@dataclass(frozen=True, slots=True)
class MastodonOutlet:
    client: MastodonClient
    media: MediaUploads

    def send(self, part: OutgoingPart) -> PublishedPart:
        said = reply_wording(self.client, part)
        media = self.media.attach(self.client, part.images)
        body = _content(part, said.text) | {"visibility": said.visibility, "in_reply_to_id": part.reply_to}
        call = _write_call("post", "POST", STATUSES, body | self._format() | {"media_ids": media})
        call = replace(call, headers={**call.headers, "idempotency-key": part.key}, window="posts")
        return _published(_send_write(self.client, call), said.visibility)

    def look(self, part: OutgoingPart) -> PublishedPart | None:
        """Look for the text, as sent_post.py says: not every server heeds the Idempotency-Key."""
        found = find_sent_post(self.client, part)
        return _published_part(found) if found else None

    def edit(self, published: PublishedPart, part: OutgoingPart) -> PublishedPart:
        """Change the text. The edit names the images, or Mastodon would remove them.

        It names the visibility too, or Takahe would make a private answer public.
        """
        standing = _current_status(self.client, published.native_id)
        kept = [each.id for each in standing.media_attachments if each.id]
        width = width_of(standing)
        content = _content(part, edited_text(standing, part.text, self.client.own_id()))
        body = content | self._format() | {"media_ids": kept, "visibility": width}
        call = _write_call("edit", "PUT", _path(published.native_id), body)
        return _published(_send_write(self.client, call), width)

    def withdraw(self, account: Account, published: PublishedPart) -> None:  # noqa: ARG002  it has one account
        call = Call(name="deletion", path=_path(published.native_id), method="DELETE", window="deletions")
        try:
            self.client.ask(call)
        except (Gone, NoSuchPage):
            """It seems to have been taken down already. The look tells."""
        self._check_gone(published.native_id)

    def _check_gone(self, status: str) -> None:
        """Raise TryLater unless the status is gone. Servers have answered 200 to a deletion and kept the post."""
        try:
            self.client.get(Call(name="withdrawn status", path=_path(status)))
        except Gone:
            return
        except NoSuchPage:
            # Takahe answers with a page for people. So does a broken proxy, but then this call fails too.
            self.client.ourselves()
            return
        raise TryLater("the server still shows the withdrawn post")

    def _format(self) -> dict[str, str]:
        """Ask for plain text where the account's setting could be Markdown, which takes `<y>` for a tag."""
        rules = self.media.rules.of(self.client.account.server)
        return {"content_type": "text/plain"} if rules.has_plain_text else {}


@dataclass(frozen=True, slots=True, kw_only=True)
class MastodonOutlets:
    """One outlet per account. It is kept from post to post, because its server's limits are."""

    http: HttpClient = field(repr=False)
    credentials: Credentials = field(repr=False)
    clock: Clock
    media: MediaStore
    rules: ServerRulesCache
    pause: Callable[[float], None] = time.sleep
    _kept: dict[AccountId, MastodonOutlet] = field(default_factory=dict, repr=False)

    def of(self, account: Account) -> Outlet:
        """Return the outlet that is kept, unless the register has changed the account since."""
        kept = self._kept.get(account.id)
        if kept is None or kept.client.account != account:
            client = MastodonClient(
                account=account, http=self.http, credentials=self.credentials, clock=self.clock
            )
            media = MediaUploads(store=self.media, rules=self.rules, pause=self.pause)
            kept = self._kept[account.id] = MastodonOutlet(client, media)
        return kept


def _content(part: OutgoingPart, text: str) -> dict[str, Any]:
    return {
        "status": text,
        "language": part.language,
        "spoiler_text": part.content_warning,
        "sensitive": bool(part.content_warning),
    }


def _write_call(name: str, method: str, path: str, body: Mapping[str, Any]) -> Call:
    given = {key: value for key, value in body.items() if value not in (None, [])}
    return Call(
        name=name,
        path=path,
        method=method,
        headers={"content-type": "application/json"},
        body=json.dumps(given).encode(),
    )


def _send_write(client: MastodonClient, call: Call) -> HttpResponse:
    try:
        return client.ask(call)
    except Gone as error:
        raise Refused(f"{call.name}: what it changes, answers or shows is gone from the server") from error


def _published(reply: HttpResponse, visibility: str) -> PublishedPart:
    """Return the part.

    Raises Unconfirmed if the answer cannot be read: the change has most likely been made. Raises TooPublic if the
    server names a wider visibility than the one that was asked for.
    """
    try:
        status = read_status(reply.json())
    except (TryLater, ValidationError, RecursionError) as error:
        raise Unconfirmed(f"answered {reply.status} with no status") from error
    part = _published_part(status)
    if is_wider(status, visibility):
        raise TooPublic(f"the server made it {status.visibility} instead of {visibility}", published=part)
    return part


def _current_status(client: MastodonClient, status: str) -> Status:
    try:
        return read_status(client.get(Call(name="own status", path=_path(status))))
    except Gone as error:
        raise Refused("it is no longer there: somebody took it down") from error
    except ValidationError as error:
        raise TryLater("the server shows the post in no readable form") from error


def _published_part(status: Status) -> PublishedPart:
    version = (status.edited_at or status.created_at).isoformat()
    return PublishedPart(native_id=status.id, version=version, url=status.url or status.uri or "")


def _path(status: str) -> str:
    return f"{STATUSES}/{quote(status, safe='')}"
