"""The simulated platforms, one line for each."""

from collections.abc import Mapping
from typing import Final

from infra.local.simulators.bluesky.simulator import BlueskySimulator
from infra.local.simulators.contract import SimulatedPlatform
from infra.local.simulators.mastodon.simulator import MastodonSimulator
from watchdesk.core.account import Platform

_REGISTERED: Final[tuple[SimulatedPlatform, ...]] = (
    BlueskySimulator(),
    MastodonSimulator(),
)

SIMULATORS: Final[Mapping[Platform, SimulatedPlatform]] = {
    simulator.platform: simulator for simulator in _REGISTERED
}
