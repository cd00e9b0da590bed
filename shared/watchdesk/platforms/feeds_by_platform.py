"""The port Feeds over all platforms that can be read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from watchdesk.core.account import Account, Platform
from watchdesk.core.clock import Clock
from watchdesk.core.errors import Defect
from watchdesk.core.http_client import HttpClient, Urllib3Client
from watchdesk.core.platform_facts import Capability
from watchdesk.inbox.ports.feeds import Feed
from watchdesk.platforms.contract import Connections, PlatformFeeds
from watchdesk.platforms.credential import Credentials
from watchdesk.platforms.registry import platforms_that_can
from watchdesk.platforms.session_store import SessionStore


@dataclass(frozen=True, slots=True)
class FeedsByPlatform:
    """Passes each question to the platform of the account."""

    by_platform: Mapping[Platform, PlatformFeeds]

    def of(self, account: Account) -> Sequence[Feed]:
        """Return the account's feeds. Raises Defect if its platform cannot be read."""
        feeds = self.by_platform.get(account.platform)
        if feeds is None:
            raise Defect(f"no adapter reads {account.platform}")
        return feeds.of(account)

    def ends_at(self, account: Account) -> datetime | None:
        """Return when the account's credential stops working, or None if that is not known."""
        feeds = self.by_platform.get(account.platform)
        return feeds.ends_at(account) if feeds else None


def feeds_of_every_platform(
    *, sessions: SessionStore, credentials: Credentials, clock: Clock, http: HttpClient | None = None
) -> FeedsByPlatform:
    """Return the feeds of all platforms that claim READ."""
    connections = Connections(
        http=http or Urllib3Client(), sessions=sessions, credentials=credentials, clock=clock
    )
    readable = platforms_that_can(Capability.READ)
    return FeedsByPlatform({name: platform.feeds(connections) for name, platform in readable.items()})
