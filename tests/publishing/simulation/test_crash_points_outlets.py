"""Kill a delivery at every request it sends to a platform, and at every step it writes down beside them.

Real outlets, simulated platforms over real HTTP. What the stores do is proved in test_crash_points_posts.py; here
it is that the same key, sent again, is the same post, and that looking sees what is there.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from infra.local.simulators.bluesky.simulator import bluesky_server
from infra.local.simulators.faults import FaultKind
from infra.local.simulators.mastodon.simulator import mastodon_server
from tests.builders import an_account
from tests.fakes import FakeClock, FakeSessionStore
from tests.fakes.sessions import FakeCredentials
from tests.publishing.simulation.world import in_memory
from tests.worlds.crash_points import Killed, Outside, WatchedHttp
from tests.worlds.delivering import ROAD, THREAD, PressOffice
from watchdesk.core.account import Platform
from watchdesk.core.http_client import Urllib3Client
from watchdesk.platforms.outlets_by_platform import outlets_of_every_platform
from watchdesk.publishing.domain.post import DeliveryState

SERVERS = {Platform.BLUESKY: bluesky_server, Platform.MASTODON: mastodon_server}
HANDLES = {Platform.BLUESKY: "selby.test", Platform.MASTODON: "selby"}
WRITES = {Platform.BLUESKY: "com.atproto.repo.putRecord", Platform.MASTODON: "/api/v1/statuses"}
SOON = (2, 1, 2, 4)
"""Minutes between runs: at the first every lease is over, by the last every pause has passed."""


class World(PressOffice):
    """One account on one simulated platform, and runs that can be killed at any call."""

    def __init__(self, platform: Platform, server: Any) -> None:
        self.platform, self.network, self.outside = platform, server.network, Outside()
        super().__init__(**in_memory(self.outside))
        self.clock = server.clock
        account = an_account(platform=platform, handle=HANDLES[platform], server=server.url)
        self.register.put(account)
        credential = self.network.accounts()[0] | {"identifier": HANDLES[platform]}
        self.outlets = outlets_of_every_platform(
            sessions=FakeSessionStore(),
            credentials=FakeCredentials({account.secret: credential}),
            media=None,
            clock=self.clock,
            http=WatchedHttp(Urllib3Client(), self.outside),
        )

    @property
    def said(self) -> Counter[str]:
        """What the account says in public, and how often it stands there."""
        return Counter(post.text for post in self.network.shown(HANDLES[self.platform]))

    def carries_on(self) -> None:
        self.outside.kill_at = None
        for minutes in SOON:
            self.clock.advance(minutes=minutes)
            self.runs()


@dataclass
class Server:
    url: str
    network: Any
    clock: Any


@contextmanager
def world(platform: Platform) -> Iterator[World]:
    clock = FakeClock()
    with SERVERS[platform]([HANDLES[platform]], clock=clock.now) as server:
        yield World(platform, Server(server.url, server.network, clock))


@dataclass(frozen=True)
class Scenario:
    given: Callable[[World], object]
    said: tuple[str, ...] = (ROAD,)
    state: DeliveryState = DeliveryState.PUBLISHED


def the_answer_is_lost(world: World) -> None:
    world.accepts()
    world.network.faults.add(FaultKind.LOST, route=WRITES[world.platform], method="POST", times=1)


def the_answer_was_lost(world: World) -> None:
    the_answer_is_lost(world)
    world.runs()
    assert world.state() is DeliveryState.UNCONFIRMED
    world.clock.advance(minutes=1)


def the_request_was_lost(world: World) -> None:
    world.accepts()
    world.network.faults.add(FaultKind.RESET, route=WRITES[world.platform], method="POST", times=1)
    world.runs()
    assert world.state() is DeliveryState.UNCONFIRMED
    world.clock.advance(minutes=1)


def it_is_to_come_down(world: World) -> None:
    post = world.accepts("One 1/2", "Two 2/2")
    world.runs()
    assert world.state() is DeliveryState.PUBLISHED
    world.withdraws(post)


SCENARIOS = {
    "a thread": Scenario(lambda world: world.accepts(*THREAD), said=THREAD),
    "the answer lost": Scenario(the_answer_is_lost),
    "looked for and there": Scenario(the_answer_was_lost),
    "looked for and not there": Scenario(the_request_was_lost),
    "taken down": Scenario(it_is_to_come_down, said=(), state=DeliveryState.WITHDRAWN),
}


def is_tried(call: str) -> bool:
    """Requests, and the steps between them."""
    return call == "posts.save_delivery" or call.startswith(("GET ", "POST ", "PUT ", "DELETE "))


def assert_all_is_well(world: World, scenario: Scenario, where: str) -> None:
    assert world.said == Counter(scenario.said), where
    delivery = world.delivery()
    assert (delivery.state, delivery.attention_at, delivery.untold) == (scenario.state, None, ()), where


def undisturbed(platform: Platform, scenario: Scenario) -> list[str]:
    with world(platform) as calm:
        scenario.given(calm)
        calm.outside.calls.clear()
        calm.runs()
        calls = list(calm.outside.calls)
        calm.carries_on()
        assert_all_is_well(calm, scenario, "undisturbed")
        return calls


@pytest.mark.parametrize("platform", SERVERS)
@pytest.mark.parametrize("name", SCENARIOS)
def test_a_run_killed_at_any_request_publishes_nothing_twice(platform, name, report):
    scenario = SCENARIOS[name]
    calls = undisturbed(platform, scenario)
    points = [(index, after) for index, call in enumerate(calls) if is_tried(call) for after in (False, True)]
    for index, after in points:
        with world(platform) as killed:
            scenario.given(killed)
            killed.outside.calls.clear()
            killed.outside.kill_at, killed.outside.after = index, after
            with pytest.raises(Killed):
                killed.runs()
            killed.carries_on()
            where = f"killed {'after' if after else 'before'} call {index}: {calls[index]}"
            assert_all_is_well(killed, scenario, where)
    report(f"{name} on {platform}: {len(points)} crash points, 0 posts twice, 0 left undone")


def test_every_platform_that_can_be_posted_to_is_tried():
    with world(Platform.BLUESKY) as any_world:
        assert set(any_world.outlets.by_platform) == set(SERVERS)
