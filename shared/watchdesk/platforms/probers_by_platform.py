"""What tries the credentials of each platform that can be read."""

from collections.abc import Mapping

from watchdesk.core.account import Platform
from watchdesk.core.platform_facts import Capability
from watchdesk.platforms.contract import Connections, Prober
from watchdesk.platforms.registry import platforms_that_can


def probers_of_every_platform(connections: Connections) -> Mapping[Platform, Prober]:
    """Return the probers of all platforms that claim READ."""
    readable = platforms_that_can(Capability.READ)
    return {name: platform.prober(connections) for name, platform in readable.items()}
