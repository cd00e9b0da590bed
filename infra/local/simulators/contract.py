"""What each simulated platform provides in the `simulator.py` of its folder."""

from abc import ABC, abstractmethod
from argparse import ArgumentParser, Namespace
from contextlib import AbstractContextManager
from typing import ClassVar

from infra.local.simulators.network import SimulatedNetwork
from infra.local.simulators.server import SimulatedServer
from watchdesk.core.account import Platform


class SimulatedPlatform(ABC):
    """One simulated platform, as `python -m infra.local.simulators` and the local run use it."""

    platform: ClassVar[Platform]
    example_handle: ClassVar[str]
    post_route: ClassVar[str]
    """The route that publishes a post, as faults name it. It is called with POST."""

    def add_options(self, parser: ArgumentParser) -> None:
        """Add the options that only this platform has, each beginning with the platform's name."""
        del parser

    @abstractmethod
    def serve(self, options: Namespace, port: int) -> AbstractContextManager[SimulatedServer[SimulatedNetwork]]:
        """Serve it on loopback while the context lasts. Port 0 means a free port. Raises PortTakenError."""
