"""Kill or overtake a delivery at every call it makes; the next runs must mend it, and nothing goes out twice.

The outlets here publish whatever they are sent, as often as they are sent it. Proves I10 (out at most once, what
is unknown is shown) and I12 (each deed told once) for single faults and for pairs of them: with stores in memory
at every call, and with the real adapters on moto at every request that changes something.
"""

from collections.abc import Iterator
from itertools import count

import pytest
from moto import mock_aws

from tests.publishing.simulation.scenarios import SCENARIOS, assert_all_is_well
from tests.publishing.simulation.world import World, begun, dynamodb, in_memory, on_dynamodb
from tests.worlds.crash_points import Killed

SOON = (2, 1, 2, 4)
"""Minutes between runs: at the first every lease is over, by the last every pause after two faults has passed."""
READS = frozenset({"batch_get_item", "get_item", "query"})
ON_MOTO = ("a reply", "looked for and not there", "taken down")


@pytest.fixture(scope="module")
def aws() -> Iterator[None]:
    dynamodb.cache_clear()
    with mock_aws():
        yield


def undisturbed(stores, scenario) -> list[str]:
    """The calls of the run under test."""
    world = begun(stores, scenario.given)
    world.runs()
    calls = list(world.outside.calls)
    world.carries_on(*SOON)
    assert_all_is_well(world, scenario, "undisturbed")
    return calls


def dies(world: World, index: int, *, after: bool) -> bool:
    """Kill the run at one of its calls; False if it makes none so late."""
    world.outside.calls.clear()
    world.outside.kill_at, world.outside.after = index, after
    try:
        world.runs()
    except Killed:
        return True
    finally:
        world.outside.kill_at = None
    return False


def kill(stores, scenario, indices) -> int:
    points = 0
    for index in indices:
        for after in (False, True):
            world = begun(stores, scenario.given)
            assert dies(world, index, after=after)
            where = f"killed {'after' if after else 'before'} call {index}: {world.outside.calls[index]}"
            assert world.is_honest, where
            world.carries_on(*SOON)
            assert_all_is_well(world, scenario, where)
            points += 1
    return points


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_run_killed_at_any_call_sends_nothing_twice_and_leaves_nothing_undone(name, report):
    calls = undisturbed(in_memory, SCENARIOS[name])
    points = kill(in_memory, SCENARIOS[name], range(len(calls)))
    report(f"{name}: {points} crash points, 0 posts twice, 0 left undone")


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_run_killed_twice_sends_nothing_twice_and_leaves_nothing_undone(name, report):
    """The run that mends the first death dies as well, at any of its own calls."""
    scenario, points = SCENARIOS[name], 0
    for first in range(len(undisturbed(in_memory, scenario))):
        for second in count():
            world = begun(in_memory, scenario.given)
            assert dies(world, first, after=True)
            world.clock.advance(minutes=2)
            if not dies(world, second, after=bool(second % 2)):
                break
            where = f"killed after call {first}, then at call {second}"
            assert world.is_honest, where
            world.carries_on(*SOON)
            assert_all_is_well(world, scenario, where)
            points += 1
    report(f"{name}: {points} pairs of crash points, 0 posts twice, 0 left undone")


def overtake(stores, scenario, calls) -> int:
    for index, call in enumerate(calls):
        world = begun(stores, scenario.given)
        world.outside.interrupt_at, world.outside.interruption = index, world.runs
        world.runs()
        assert world.outside.interruption is None
        world.carries_on(*SOON)
        assert_all_is_well(world, scenario, f"overtaken at call {index}: {call}")
    return len(calls)


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_run_overtaken_at_any_call_sends_nothing_twice(name, report):
    points = overtake(in_memory, SCENARIOS[name], undisturbed(in_memory, SCENARIOS[name]))
    report(f"{name}: {points} overlap points, 0 posts twice")


@pytest.mark.parametrize("name", ["a post", "a thread", "looked for and not there"])
def test_a_post_withdrawn_at_any_moment_is_down_in_the_end(name, report):
    """Somebody withdraws it between any two calls of a run that is sending it."""
    scenario = SCENARIOS[name]
    calls = undisturbed(in_memory, scenario)
    for index, call in enumerate(calls):
        world = begun(in_memory, scenario.given)
        world.outside.interrupt_at = index
        world.outside.interruption = lambda world=world: world.withdraws(world.posts.post("post-1"))
        world.runs()
        world.carries_on(*SOON)
        where = f"withdrawn at call {index}: {call}"
        assert (world.outlet().texts, world.sent_twice) == ([], []), where
        assert world.state() == "withdrawn", where
    report(f"{name}: {len(calls)} moments of withdrawal, 0 left standing")


@pytest.mark.usefixtures("aws")
@pytest.mark.parametrize("name", ON_MOTO)
def test_on_dynamodb_a_run_killed_at_any_write_sends_nothing_twice(name, report):
    calls = undisturbed(on_dynamodb, SCENARIOS[name])
    writes = [index for index, call in enumerate(calls) if call not in READS]
    points = kill(on_dynamodb, SCENARIOS[name], writes)
    report(f"{name}, on DynamoDB: {points} crash points ({len(calls)} calls), 0 posts twice, 0 left undone")


@pytest.mark.usefixtures("aws")
def test_on_dynamodb_a_run_overtaken_at_any_call_sends_nothing_twice(report):
    """Between two writes it does not matter where."""
    scenario = SCENARIOS["a post"]
    calls = undisturbed(on_dynamodb, scenario)
    places = [index for index, call in enumerate(calls) if call not in READS]
    for index in places:
        world = begun(on_dynamodb, scenario.given)
        world.outside.interrupt_at, world.outside.interruption = index, world.runs
        world.runs()
        world.carries_on(*SOON)
        assert_all_is_well(world, scenario, f"overtaken at call {index}: {calls[index]}")
    report(f"a post, on DynamoDB: {len(places)} overlap points ({len(calls)} calls), 0 posts twice")
