"""An official account on a simulated platform, reached only through the contract of its folder."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from infra.local.simulators.__main__ import argument_parser
from infra.local.simulators.network import SimulatedNetwork
from infra.local.simulators.registry import SIMULATORS
from tests.builders import SELBY, an_account
from tests.fakes import FakeSessionStore
from tests.fakes.sessions import FakeCredentials
from watchdesk.core.account import Account, Surface
from watchdesk.core.errors import Gone
from watchdesk.core.http_client import Urllib3Client
from watchdesk.core.message import Inbound
from watchdesk.core.system_clock import SystemClock
from watchdesk.platforms.contract import Connections, PlatformAdapter
from watchdesk.publishing.domain.post import MediaId
from watchdesk.publishing.ports.posts import OutgoingPart, Outlet

PNG = b"\x89PNG road"


class OneImage:
    """A media store that holds the image of `an_image`."""

    def read(self, media: MediaId) -> bytes:
        if media != "image-1":
            raise Gone("no such image")
        return PNG


@dataclass(frozen=True, slots=True)
class SimulatedAccount:
    platform: PlatformAdapter
    network: SimulatedNetwork
    account: Account
    connections: Connections
    clock: SystemClock = field(default_factory=SystemClock)

    @property
    def outlet(self) -> Outlet:
        return self.platform.outlets(self.connections, OneImage()).of(self.account)

    def part(self, text: str, **fields: Any) -> OutgoingPart:
        given = {"key": str(uuid4()), "dated": self.clock.now(), "language": "en"}
        return OutgoingPart(account=self.account, text=text, **given | fields)

    def shown(self) -> list[str]:
        return [post.text for post in self.network.shown(self.account.handle)]

    def messages(self) -> list[Inbound]:
        """What all feeds of the account show on their first pages and the next few."""
        found = []
        for feed in self.platform.feeds(self.connections).of(self.account):
            page = feed.page(None, "")
            found += page.items
            for _ in range(5):
                if page.older:
                    page = feed.page(page.older, "")
                    found += page.items
        return [item for item in found if isinstance(item, Inbound)]

    def private_message(self) -> Inbound:
        self.network.public("ana").messages(self.account.handle, "between us")
        return next(each for each in self.messages() if each.surface is Surface.DIRECT_MESSAGE)


@contextmanager
def simulated_account(platform: PlatformAdapter) -> Iterator[SimulatedAccount]:
    simulator, facts = SIMULATORS[platform.facts.platform], platform.facts
    with simulator.serve(argument_parser().parse_args([]), 0) as server:
        opened = server.network.add_account(simulator.example_handle)
        known = {"identifier": simulator.example_handle, **opened}
        credential = {part.name: str(known[part.name]) for part in facts.required_fields}
        account = an_account(
            SELBY,
            platform=facts.platform,
            handle=opened["handle"],
            server=server.url,
            secret="s",
            surfaces=facts.surfaces,
        )
        connections = Connections(
            http=Urllib3Client(),
            sessions=FakeSessionStore(),
            credentials=FakeCredentials({"s": credential}),
            clock=SystemClock(),
        )
        yield SimulatedAccount(platform, server.network, account, connections)
