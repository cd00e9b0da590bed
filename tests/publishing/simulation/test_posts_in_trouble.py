"""Half an hour in which everything goes wrong at random, then an hour in which nothing does: all is right then.

Seeded: a failing seed fails again. One account, so that the calls of a run come in one order; several posts and
threads at once, lost answers, outages, kills, freezes and withdrawals among them.
"""

from dataclasses import dataclass, field
from random import Random

import pytest

from tests.builders import SELBY
from tests.fakes.outlets import Fault
from tests.publishing.simulation.world import World, in_memory
from tests.worlds.crash_points import Killed
from tests.worlds.delivering import THREAD
from watchdesk.audit.trail import first_break
from watchdesk.core.errors import RateLimited, Reconnect, Refused, TryLater, Unconfirmed
from watchdesk.core.principal import Subject
from watchdesk.publishing.domain.freeze import Freeze
from watchdesk.publishing.domain.post import DeliveryState, Post, PostState
from watchdesk.publishing.usecases.resolve_doubt import MAX_CHECKS

SEEDS = 300
TROUBLED, CALM = 30, 60
CALLS = ("send", "look", "withdraw")


@dataclass
class Trouble:
    """What goes wrong in one minute of one seed."""

    world: World
    random: Random
    posts: list[Post] = field(default_factory=list)

    def strikes(self) -> None:
        for part in (self.somebody_posts, self.somebody_withdraws, self.somebody_freezes, self.the_platform_fails):
            part()

    def somebody_posts(self) -> None:
        if self.random.random() < 0.2 and len(self.posts) < 5:
            identity = f"post-{len(self.posts) + 1}"
            self.posts.append(self.world.accepts(*self.random.choice([(), THREAD]), id=identity))

    def somebody_withdraws(self) -> None:
        going = [each for each in self.posts if self.world.posts.post(each.id).state is PostState.ACCEPTED]
        if going and self.random.random() < 0.03:
            self.world.withdraws(self.random.choice(going))

    def somebody_freezes(self) -> None:
        if self.random.random() < 0.05:
            self.world.freezes.put(Freeze(account=SELBY, by=Subject("gold"), at=self.world.clock.now()))
        if self.random.random() < 0.2:
            self.world.freezes.lift(SELBY)

    def the_platform_fails(self) -> None:
        if self.random.random() < 0.4:
            self.world.outlet().will(self.random.choice(CALLS), self._fault())

    def _fault(self) -> Fault:
        if self.random.random() < 0.5:
            return Fault(Unconfirmed("no answer"), arrives=self.random.random() < 0.5)
        return Fault(self.random.choice([TryLater("busy"), RateLimited("slow"), Refused("no"), Reconnect("dead")]))

    def runs(self) -> None:
        """The run of this minute, which one time in three is killed somewhere."""
        outside = self.world.outside
        outside.calls.clear()
        outside.kill_at = self.random.randrange(40) if self.random.random() < 0.33 else None
        outside.after = self.random.random() < 0.5
        try:
            self.world.runs()
        except Killed:
            """The next run finds what this one left."""
        outside.kill_at = None


def assert_nothing_is_out_twice_or_unknown(world: World, posts: list[Post], where: str) -> None:
    assert world.sent_twice == [], where
    for post in posts:
        [delivery] = world.posts.deliveries(post.id)
        out = [part for _, part in world.outlet().public if part.key in delivery.keys]
        assert len(out) - len(delivery.published) <= int(delivery.is_in_doubt), where


def assert_settled(world: World, post: Post, where: str) -> None:
    [delivery] = world.posts.deliveries(post.id)
    standing = [
        part.text
        for native, part in world.outlet().public
        if part.key in delivery.keys and native not in world.outlet().down
    ]
    assert (delivery.attention_at, delivery.lease, delivery.untold) == (None, None, ()), where
    match delivery.state:
        case DeliveryState.PUBLISHED:
            is_kept = tuple(standing) == delivery.parts
            assert is_kept or "permanent_item" in delivery.trouble, where
        case DeliveryState.WITHDRAWN:
            assert standing == [], where
        case DeliveryState.FAILED:
            assert len(standing) == len(delivery.published) or delivery.trouble.startswith("permanent"), where
        case state:
            assert (state, delivery.looks) == (DeliveryState.UNCONFIRMED, MAX_CHECKS), where


@pytest.mark.parametrize("seeds", [range(start, start + 150) for start in range(0, SEEDS, 150)], ids=str)
def test_whatever_goes_wrong_nothing_goes_out_twice_and_everything_is_settled(seeds, report):
    states = dict.fromkeys(DeliveryState, 0)
    for seed in seeds:
        trouble = Trouble(World(in_memory), Random(seed))  # noqa: S311  it shall be the same again
        world = trouble.world
        for minute in range(TROUBLED):
            world.clock.advance(minutes=1)
            trouble.strikes()
            trouble.runs()
            assert_nothing_is_out_twice_or_unknown(world, trouble.posts, f"seed {seed}, minute {minute}")
        world.outlet().faults.clear()
        world.freezes.lift(SELBY)
        world.tick(CALM)
        assert_nothing_is_out_twice_or_unknown(world, trouble.posts, f"seed {seed}, in the end")
        for post in trouble.posts:
            assert_settled(world, post, f"seed {seed}: {post.id}")
            states[world.posts.deliveries(post.id)[0].state] += 1
        assert first_break(world.audit.entries()) is None
    report(
        f"seeds {seeds}: {sum(states.values())} posts, 0 twice; "
        + ", ".join(f"{n} {s}" for s, n in states.items())
    )
