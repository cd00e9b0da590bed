"""Which platforms this system can publish on. Apart from the feeds, so that a poll starts without all this."""

from collections.abc import Mapping
from dataclasses import dataclass

from watchdesk.core.account import Account, Platform
from watchdesk.core.clock import Clock
from watchdesk.core.errors import Defect
from watchdesk.core.http_client import Http, Urllib3Http
from watchdesk.platforms.bluesky.outlet import BlueskyOutlets
from watchdesk.platforms.credential import Credentials
from watchdesk.platforms.mastodon.outlet import MastodonOutlets
from watchdesk.platforms.mastodon.server_rules import RulesOfServers
from watchdesk.platforms.session_store import SessionStore
from watchdesk.publishing.ports.posts import MediaStore, Outlet, Outlets

PLATFORMS = frozenset({Platform.BLUESKY, Platform.MASTODON})
"""Those that have an outlet below: nothing is accepted for any other."""


@dataclass(frozen=True, slots=True)
class OutletsByPlatform:
    by_platform: Mapping[Platform, Outlets]

    def of(self, account: Account) -> Outlet:
        """Raises Defect for a platform that has no outlet: nothing is accepted for one."""
        outlets = self.by_platform.get(account.platform)
        if outlets is None:
            raise Defect(f"no adapter publishes on {account.platform}")
        return outlets.of(account)


def outlets_of_every_platform(
    *,
    sessions: SessionStore,
    credentials: Credentials,
    media: MediaStore,
    clock: Clock,
    http: Http | None = None,
) -> OutletsByPlatform:
    http = http or Urllib3Http()
    return OutletsByPlatform(
        {
            Platform.BLUESKY: BlueskyOutlets(
                http=http, sessions=sessions, credentials=credentials, clock=clock, media=media
            ),
            Platform.MASTODON: MastodonOutlets(
                http=http,
                credentials=credentials,
                clock=clock,
                media=media,
                rules=RulesOfServers(http=http, clock=clock),
            ),
        }
    )
