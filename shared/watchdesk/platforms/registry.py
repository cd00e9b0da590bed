"""The list of all platforms, one line for each. Importing this speaks to nobody and loads no HTTP client."""

from collections.abc import Mapping
from typing import Final

from watchdesk.core.account import Platform
from watchdesk.core.platform_facts import Capability, FactsByPlatform
from watchdesk.platforms.bluesky.platform import BlueskyPlatform
from watchdesk.platforms.contract import PlatformAdapter
from watchdesk.platforms.facebook.platform import FacebookPlatform
from watchdesk.platforms.instagram.platform import InstagramPlatform
from watchdesk.platforms.mastodon.platform import MastodonPlatform
from watchdesk.platforms.x.platform import XPlatform

_REGISTERED: Final[tuple[PlatformAdapter, ...]] = (
    BlueskyPlatform(),
    MastodonPlatform(),
    FacebookPlatform(),
    InstagramPlatform(),
    XPlatform(),
)

PLATFORMS: Final[Mapping[Platform, PlatformAdapter]] = {each.facts.platform: each for each in _REGISTERED}
FACTS: Final[FactsByPlatform] = {name: platform.facts for name, platform in PLATFORMS.items()}


def platforms_that_can(capability: Capability) -> Mapping[Platform, PlatformAdapter]:
    """Return the platforms that claim this, in the order of the registry."""
    return {name: platform for name, platform in PLATFORMS.items() if capability in platform.facts.can}
