"""A simulated Mastodon server, or one of the others that speak its API."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager

from infra.local.simulators.contract import SimulatedPlatform
from infra.local.simulators.mastodon.api import MastodonApi
from infra.local.simulators.mastodon.flavours import FLAVOURS
from infra.local.simulators.mastodon.network import MastodonNetwork
from infra.local.simulators.mastodon.settings import DEFAULT, MastodonSettings
from infra.local.simulators.network import SimulatedNetwork
from infra.local.simulators.server import SimulatedServer, serve_network
from infra.local.simulators.timestamps import Clock, system_clock
from watchdesk.core.account import Platform


@contextmanager
def mastodon_server(
    accounts: Iterable[str] = (),
    *,
    port: int = 0,
    seed: str = "watchdesk",
    clock: Clock = system_clock,
    settings: MastodonSettings = DEFAULT,
) -> Iterator[SimulatedServer[MastodonNetwork]]:
    """Serve official accounts of these names on loopback while the context lasts. Raises PortTakenError."""
    network = MastodonNetwork(seed=seed, clock=clock, settings=settings)
    for handle in accounts:
        network.add_account(handle)
    with serve_network(network, MastodonApi(network), port) as server:
        yield server


class MastodonSimulator(SimulatedPlatform):
    platform = Platform.MASTODON
    example_handle = "selby"
    post_route = "/api/v1/statuses"

    def add_options(self, parser: ArgumentParser) -> None:
        flavours = sorted(FLAVOURS)
        parser.add_argument("--mastodon-flavour", choices=flavours, default="mastodon", help="which software")

    def serve(self, options: Namespace, port: int) -> AbstractContextManager[SimulatedServer[SimulatedNetwork]]:
        settings = MastodonSettings(flavour=options.mastodon_flavour)
        return mastodon_server(port=port, seed=options.seed, settings=settings)
