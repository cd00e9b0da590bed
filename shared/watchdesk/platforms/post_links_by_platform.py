"""The port PostLinks over all platforms: which post of an account a link leads to.

Each platform asks the account's own server, as anybody could ask.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from watchdesk.core.account import Account, Platform
from watchdesk.core.http_client import HttpClient
from watchdesk.core.platform_facts import Capability
from watchdesk.platforms.registry import platforms_that_can
from watchdesk.publishing.domain.post import PublishedPart
from watchdesk.publishing.ports.composing import PostLinks


@dataclass(frozen=True, slots=True)
class PostLinksByPlatform:
    """Passes each link to the platform of the account. Raises TryLater if the server does not answer."""

    by_platform: Mapping[Platform, PostLinks]

    def part(self, account: Account, link: str) -> PublishedPart | None:
        """Return the part, or None for a link to anything else or on a platform that nothing goes out on."""
        links = self.by_platform.get(account.platform)
        return links.part(account, link) if links else None


def post_links_of_every_platform(http: HttpClient) -> PostLinksByPlatform:
    """Return the post links of all platforms that claim PUBLISH."""
    publishable = platforms_that_can(Capability.PUBLISH)
    return PostLinksByPlatform({name: platform.post_links(http) for name, platform in publishable.items()})
