"""A simulated Mastodon server, or one of the others that speak its API."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager

from infra.local.simulators.contract import SimulatedPlatform
from infra.local.simulators.mastodon.api import MastodonApi
from infra.local.simulators.mastodon.flavours import FLAVOURS
from infra.local.simulators.mastodon.network import MastodonNetwork
from infra.local.simulators.mastodon.settings import DEFAULT, Settings
from infra.local.simulators.network import Network
from infra.local.simulators.serving import Server, serving
from infra.local.simulators.timestamps import Clock, system_clock
from watchdesk.core.account import Platform


@contextmanager
def mastodon_server(
    accounts: Iterable[str] = (),
    *,
    port: int = 0,
    seed: str = "watchdesk",
    clock: Clock = system_clock,
    settings: Settings = DEFAULT,
) -> Iterator[Server[MastodonNetwork]]:
    """Serve official accounts of these names on loopback while the context lasts. Raises PortTaken."""
    network = MastodonNetwork(seed=seed, clock=clock, settings=settings)
    for handle in accounts:
        network.add_account(handle)
    with serving(network, MastodonApi(network), port) as server:
        yield server


class MastodonSimulator(SimulatedPlatform):
    platform = Platform.MASTODON
    example_handle = "selby"
    post_route = "/api/v1/statuses"

    def add_options(self, parser: ArgumentParser) -> None:
        flavours = sorted(FLAVOURS)
        parser.add_argument("--mastodon-flavour", choices=flavours, default="mastodon", help="which software")

    def serve(self, options: Namespace, port: int) -> AbstractContextManager[Server[Network]]:
        settings = Settings(flavour=options.mastodon_flavour)
        return mastodon_server(port=port, seed=options.seed, settings=settings)
