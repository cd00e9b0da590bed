"""Which post of an account a link to its server leads to.

https://docs.joinmastodon.org/methods/statuses/#get
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from pydantic import ValidationError

from watchdesk.core.account import Account
from watchdesk.core.http_client import HttpClient
from watchdesk.platforms.mastodon.wire import Status
from watchdesk.platforms.public_answer import public_answer
from watchdesk.publishing.domain.post import PublishedPart

_PATH = re.compile(r"/@([A-Za-z0-9_]+)/([A-Za-z0-9]+)")


@dataclass(frozen=True, slots=True)
class MastodonPostLinks:
    """Holds the port PostLinks. Raises TryLater if the account's server does not answer."""

    http: HttpClient

    def part(self, account: Account, link: str) -> PublishedPart | None:
        address = urlsplit(link.strip())
        found = _PATH.fullmatch(address.path)
        name = account.handle.partition("@")[0].lower()
        if found is None or address.netloc != urlsplit(account.server).netloc or found[1].lower() != name:
            return None
        answer = public_answer(self.http, f"{account.server}/api/v1/statuses/{found[2]}")
        try:
            status = Status.model_validate(answer)
        except ValidationError:
            return None
        # A server shows posts of other servers under its own address too, but with a domain in the writer's name.
        if (status.account.acct or "").lower() != name:
            return None
        version = (status.edited_at or status.created_at).isoformat()
        return PublishedPart(native_id=status.id, version=version, url=status.url or status.uri or "")
