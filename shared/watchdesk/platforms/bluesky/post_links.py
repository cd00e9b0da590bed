"""Which post of an account a link to Bluesky's app leads to.

https://docs.bsky.app/docs/api/com-atproto-repo-get-record
"""

import re
from dataclasses import dataclass

from pydantic import ValidationError

from watchdesk.core.account import Account
from watchdesk.core.http_client import HttpClient
from watchdesk.platforms.bluesky.attachments import web_address
from watchdesk.platforms.bluesky.wire import StoredRecord
from watchdesk.platforms.public_answer import public_answer
from watchdesk.publishing.domain.post import PublishedPart

_LINK = re.compile(r"https://bsky\.app/profile/([A-Za-z0-9.:-]+)/post/([a-z2-7]{13})")


@dataclass(frozen=True, slots=True)
class BlueskyPostLinks:
    """Holds the port PostLinks. Raises TryLater if the account's server does not answer."""

    http: HttpClient

    def part(self, account: Account, link: str) -> PublishedPart | None:
        found = _LINK.fullmatch(link.strip())
        if found is None:
            return None
        query: dict[str, str | list[str]] = {
            "repo": account.handle,
            "collection": "app.bsky.feed.post",
            "rkey": found[2],
        }
        answer = public_answer(self.http, f"{account.server}/xrpc/com.atproto.repo.getRecord", query)
        try:
            record = StoredRecord.model_validate(answer)
        except ValidationError:
            return None
        did = record.uri.removeprefix("at://").partition("/")[0]
        if found[1] not in (account.handle, did):
            return None
        return PublishedPart(native_id=record.uri, version=record.cid, url=web_address(record.uri))
