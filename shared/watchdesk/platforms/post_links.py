"""Which post of an account a link leads to, asked of the account's own server, as anybody could ask.

Bluesky: https://docs.bsky.app/docs/api/com-atproto-repo-get-record; Mastodon: GET /api/v1/statuses/:id.
"""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from pydantic import ValidationError

from watchdesk.core.account import Account, Platform
from watchdesk.core.errors import TryLater
from watchdesk.core.http_client import Http
from watchdesk.platforms.bluesky.attachments import web_address
from watchdesk.platforms.bluesky.wire import StoredRecord
from watchdesk.platforms.mastodon.wire import Status
from watchdesk.publishing.domain.post import PublishedPart

ACCEPT: Final = {"accept": "application/json"}
SERVERS_FAULT = 500
_BLUESKY = re.compile(r"https://bsky\.app/profile/([A-Za-z0-9.:-]+)/post/([a-z2-7]{13})")
_MASTODON = re.compile(r"/@([A-Za-z0-9_]+)/([A-Za-z0-9]+)")


@dataclass(frozen=True, slots=True)
class PublicPostLinks:
    """The port PostLinks. Raises TryLater if the server does not answer."""

    http: Http

    def part(self, account: Account, link: str) -> PublishedPart | None:
        match account.platform:
            case Platform.BLUESKY:
                return self._bluesky(account, link)
            case Platform.MASTODON:
                return self._mastodon(account, link)
        return None

    def _bluesky(self, account: Account, link: str) -> PublishedPart | None:
        found = _BLUESKY.fullmatch(link.strip())
        if found is None:
            return None
        query = {"repo": account.handle, "collection": "app.bsky.feed.post", "rkey": found[2]}
        said = self._ask(f"{account.server}/xrpc/com.atproto.repo.getRecord", query)
        try:
            record = StoredRecord.model_validate(said)
        except ValidationError:
            return None
        did = record.uri.removeprefix("at://").partition("/")[0]
        if found[1] not in (account.handle, did):
            return None
        return PublishedPart(native_id=record.uri, version=record.cid, url=web_address(record.uri))

    def _mastodon(self, account: Account, link: str) -> PublishedPart | None:
        address = urlsplit(link.strip())
        found = _MASTODON.fullmatch(address.path)
        name = account.handle.partition("@")[0].lower()
        if found is None or address.netloc != urlsplit(account.server).netloc or found[1].lower() != name:
            return None
        said = self._ask(f"{account.server}/api/v1/statuses/{found[2]}")
        try:
            status = Status.model_validate(said)
        except ValidationError:
            return None
        # Posts of other servers are shown under this one's address too, but with a domain in their writer's name.
        if (status.account.acct or "").lower() != name:
            return None
        version = (status.edited_at or status.created_at).isoformat()
        return PublishedPart(native_id=status.id, version=version, url=status.url or status.uri or "")

    def _ask(self, url: str, query: dict[str, str | list[str]] | None = None) -> object:
        """None for what is not there, or is not shown to everybody."""
        reply = self.http.send("GET", url, query=query, headers=ACCEPT)
        if reply.status >= SERVERS_FAULT:
            raise TryLater(f"the server answered {reply.status}")
        return reply.json() if reply.ok else None
