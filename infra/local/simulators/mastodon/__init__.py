"""A simulated Mastodon server, or one of the others that speak its API."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from infra.local.simulators.mastodon.api import MastodonApi
from infra.local.simulators.mastodon.network import MastodonNetwork
from infra.local.simulators.mastodon.settings import DEFAULT, Settings
from infra.local.simulators.serving import Server, serving
from infra.local.simulators.timestamps import Clock, system_clock

__all__ = ["MastodonNetwork", "Settings", "mastodon_server"]


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
