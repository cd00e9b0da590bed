"""The port Outlets over all platforms that posts go out on. A poll never imports this module."""

from collections.abc import Mapping
from dataclasses import dataclass

from watchdesk.core.account import Account, Platform
from watchdesk.core.clock import Clock
from watchdesk.core.errors import Defect
from watchdesk.core.http_client import HttpClient, Urllib3Client
from watchdesk.core.platform_facts import Capability
from watchdesk.platforms.contract import Connections
from watchdesk.platforms.credential import Credentials
from watchdesk.platforms.registry import platforms_that_can
from watchdesk.platforms.session_store import SessionStore
from watchdesk.publishing.ports.posts import MediaStore, Outlet, Outlets


@dataclass(frozen=True, slots=True)
class OutletsByPlatform:
    """Passes each request to the platform of the account."""

    by_platform: Mapping[Platform, Outlets]

    def of(self, account: Account) -> Outlet:
        """Return the account's outlet. Raises Defect if its platform has none: no post is accepted for it."""
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
    http: HttpClient | None = None,
) -> OutletsByPlatform:
    """Return the outlets of all platforms that claim PUBLISH."""
    connections = Connections(
        http=http or Urllib3Client(), sessions=sessions, credentials=credentials, clock=clock
    )
    publishable = platforms_that_can(Capability.PUBLISH)
    return OutletsByPlatform(
        {name: platform.outlets(connections, media) for name, platform in publishable.items()}
    )
