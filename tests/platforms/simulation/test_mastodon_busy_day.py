"""A busy day on a simulated server, with all that goes wrong on one: nothing is lost and nothing doubled."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from infra.local.simulators.faults import FaultKind
from infra.local.simulators.mastodon.flavours import FLAVOURS
from infra.local.simulators.mastodon.model import Account, Draft
from infra.local.simulators.mastodon.network import MastodonNetwork
from infra.local.simulators.mastodon.settings import MastodonSettings
from infra.local.simulators.mastodon.simulator import mastodon_server
from tests.e2e.mastodon_network.watched_account import WatchedAccount, an_official_account
from tests.fakes import FakeClock
from watchdesk.core.account import Surface
from watchdesk.core.message import MessageState

ROUNDS = 30
FAULTS = (
    FaultKind.OUTAGE,
    FaultKind.RESET,
    FaultKind.REVOKED_TOKEN,
    FaultKind.RATE_LIMITED,
    FaultKind.SHUFFLED,
    FaultKind.DUPLICATED,
    FaultKind.OVERLAPPING,
    FaultKind.TRUNCATED,
    FaultKind.MALFORMED_ITEM,
)
BACKLOG = 60
"""Written within one round: more than a page."""


@dataclass(slots=True)
class Day:
    network: MastodonNetwork
    us: Account
    desk: WatchedAccount
    chance: random.Random
    sent: dict[str, Surface] = field(default_factory=dict)
    posts: list[str] = field(default_factory=list)
    answered: set[str] = field(default_factory=set)

    def passes(self) -> None:
        for number in range(ROUNDS):
            self.network.lag = timedelta(seconds=self.chance.choice([0, 0, 5, 60, 200]))
            self._publish(self.us, text=f"post {number}")
            for _ in range(BACKLOG if number % 15 == 7 else self.chance.randrange(6)):
                self.chance.choice([self.mentions, self.confides, self.replies, self.joins_in, self.quotes])()
            self.answers()
            self.fails()
            self.desk.clock.advance(seconds=self.chance.choice([20, 60, 60, 120, 600]))
            self.desk.polls_at_once()

    def ends(self) -> None:
        """The faults stop, and a few more polls come."""
        self.network.faults.clear()
        self.network.lag = timedelta(0)
        for _ in range(6):
            self.desk.polls()

    def mentions(self) -> None:
        self._receive(self._anybody(), Surface.MENTION, text="@selby a word")

    def confides(self) -> None:
        self._receive(self._anybody(), Surface.DIRECT_MESSAGE, text="@selby between us", visibility="direct")

    def replies(self) -> None:
        self._receive(self._anybody(), Surface.REPLY, text="no name named", reply_to=self.posts[-1])

    def joins_in(self) -> None:
        below = [status for status, surface in self.sent.items() if surface is Surface.REPLY]
        parent = self.chance.choice(below[-5:] or self.posts)
        self._receive(self._anybody(), Surface.REPLY, text="nor here", reply_to=parent)

    def quotes(self) -> None:
        self._receive(self._anybody(), Surface.MENTION, text="look at this", quote=self.posts[-1])

    def answers(self) -> None:
        """From the server's own app, whether or not the desk has seen the question."""
        open_ones = [each for each in self.sent if each not in self.answered]
        if open_ones:
            chosen = self.network.statuses[self.chance.choice(open_ones)]
            self._publish(self.us, text="@them yes", reply_to=chosen.id, visibility=chosen.visibility)
            self.answered.add(chosen.id)

    def fails(self) -> None:
        self.network.faults.clear()
        if self.chance.random() < 0.6:
            route = self.chance.choice(["*", "/api/v1/notifications", "/api/v1/accounts/*"])
            after, times = self.chance.randrange(4), self.chance.choice([1, 2, None])
            body = self.chance.choice(["json", "html"])
            self.network.faults.add(self.chance.choice(FAULTS), route=route, after=after, times=times, body=body)

    def _anybody(self) -> Account:
        return self.network.join(f"p{self.chance.randrange(40)}", "elsewhere.example", "Somebody")

    def _receive(self, author: Account, surface: Surface, **draft: str) -> None:
        self.sent[self._publish(author, **draft)] = surface

    def _publish(self, author: Account, **draft: str) -> str:
        with self.network.lock:
            status = self.network.publish(author, Draft(**draft)).id
        if author is self.us and "reply_to" not in draft:
            self.posts.append(status)
        return status


@pytest.fixture(scope="module", params=sorted(FLAVOURS))
def day(request: pytest.FixtureRequest) -> Iterator[Day]:
    clock = FakeClock()
    settings = MastodonSettings(flavour=request.param)
    with mastodon_server(clock=clock.now, settings=settings) as server:
        token = server.network.add_account("selby")["access_token"]
        us = server.network.find_account("selby")
        desk = WatchedAccount(an_official_account(server.url, "selby"), token, clock=clock)
        day = Day(server.network, us, desk, random.Random(20_261_122))  # noqa: S311  a reproducible day
        day.passes()
        day.ends()
        yield day


def test_every_message_is_stored_exactly_once(day):
    assert Counter(message.key.native_id for message in day.desk.store.messages) == Counter(day.sent.keys())


def test_every_message_lies_on_its_surface_whichever_feed_showed_it_first(day):
    assert {message.key.native_id: message.key.surface for message in day.desk.store.messages} == day.sent


def test_every_answer_settles_its_message(day):
    settled = {
        message.key.native_id for message in day.desk.store.messages if message.state is MessageState.DISPOSED
    }
    assert day.answered <= settled


def test_at_the_end_nothing_is_amiss(day):
    states = day.desk.watch.states.values()
    assert [(state.gaps, state.trouble) for state in states] == [((), None)] * 4
    assert day.desk.polls().counts.stored == 0
