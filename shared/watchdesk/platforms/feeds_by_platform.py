"""The platforms, one folder each, and which of them this system can read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from watchdesk.core.account import Account, Platform
from watchdesk.core.clock import Clock
from watchdesk.core.errors import Defect
from watchdesk.core.http_client import Http, Urllib3Http
from watchdesk.inbox.ports.feeds import Feed, Feeds
from watchdesk.platforms.bluesky.feeds import BlueskyFeeds
from watchdesk.platforms.credential import Credentials
from watchdesk.platforms.mastodon.feeds import MastodonFeeds
from watchdesk.platforms.session_store import SessionStore


class FeedsOfOne(Feeds, Protocol):
    """What one platform's adapter offers the poller."""

    def ends_at(self, account: Account) -> datetime | None:
        """When the account's credential stops working, as far as that is known without asking the platform."""
        ...


@dataclass(frozen=True, slots=True)
class FeedsByPlatform:
    by_platform: Mapping[Platform, FeedsOfOne]

    def of(self, account: Account) -> Sequence[Feed]:
        """Raises Defect for a platform that has no adapter: the register refuses to declare one."""
        feeds = self.by_platform.get(account.platform)
        if feeds is None:
            raise Defect(f"no adapter reads {account.platform}")
        return feeds.of(account)

    def ends_at(self, account: Account) -> datetime | None:
        feeds = self.by_platform.get(account.platform)
        return feeds.ends_at(account) if feeds else None


def feeds_of_every_platform(
    *, sessions: SessionStore, credentials: Credentials, clock: Clock, http: Http | None = None
) -> FeedsByPlatform:
    http = http or Urllib3Http()
    return FeedsByPlatform(
        {
            Platform.BLUESKY: BlueskyFeeds(http=http, sessions=sessions, credentials=credentials, clock=clock),
            Platform.MASTODON: MastodonFeeds(http=http, credentials=credentials, clock=clock),
        }
    )
