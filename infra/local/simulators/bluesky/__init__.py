"""A simulated Bluesky: a PDS, its AppView and the chat service behind one address."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from infra.local.simulators.bluesky.api import BlueskyApi
from infra.local.simulators.bluesky.network import BlueskyNetwork
from infra.local.simulators.serving import Server, serving
from infra.local.simulators.timestamps import Clock, system_clock

__all__ = ["BlueskyNetwork", "bluesky_server"]


@contextmanager
def bluesky_server(
    accounts: Iterable[str] = (), *, port: int = 0, seed: str = "watchdesk", clock: Clock = system_clock
) -> Iterator[Server[BlueskyNetwork]]:
    """Serve official accounts of these handles on loopback while the context lasts. Raises PortTaken."""
    network = BlueskyNetwork(seed=seed, clock=clock)
    for handle in accounts:
        network.add_account(handle)
    with serving(network, BlueskyApi(network), port) as server:
        yield server
