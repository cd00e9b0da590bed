"""A simulated Bluesky: a PDS, its AppView and the chat service behind one address."""

from argparse import Namespace
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager

from infra.local.simulators.bluesky.api import BlueskyApi
from infra.local.simulators.bluesky.network import BlueskyNetwork
from infra.local.simulators.contract import SimulatedPlatform
from infra.local.simulators.network import SimulatedNetwork
from infra.local.simulators.server import SimulatedServer, serve_network
from infra.local.simulators.timestamps import Clock, system_clock
from watchdesk.core.account import Platform


@contextmanager
def bluesky_server(
    accounts: Iterable[str] = (), *, port: int = 0, seed: str = "watchdesk", clock: Clock = system_clock
) -> Iterator[SimulatedServer[BlueskyNetwork]]:
    """Serve official accounts of these handles on loopback while the context lasts. Raises PortTakenError."""
    network = BlueskyNetwork(seed=seed, clock=clock)
    for handle in accounts:
        network.add_account(handle)
    with serve_network(network, BlueskyApi(network), port) as server:
        yield server


class BlueskySimulator(SimulatedPlatform):
    platform = Platform.BLUESKY
    example_handle = "selby.test"
    post_route = "com.atproto.repo.putRecord"

    def serve(self, options: Namespace, port: int) -> AbstractContextManager[SimulatedServer[SimulatedNetwork]]:
        return bluesky_server(port=port, seed=options.seed)
