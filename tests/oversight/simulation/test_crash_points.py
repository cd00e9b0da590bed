"""Kill an audit at every write, or let another overtake it: nothing stays lost, and nobody is told twice.

Real adapters and real rules on moto. It proves, for single faults, that what an audit mends is mended (I4, I15),
that a trouble costs at most one mail too many for a kill and none for two runs at once (I6), and that a run which
did not complete sends no heartbeat (I17).
"""

from collections.abc import Iterator
from datetime import timedelta
from functools import cache

import pytest
from moto import mock_aws

from tests.builders import SELBY, an_own_reply
from tests.oversight.simulation.world import World, a_world, client
from tests.worlds.crash_points import Killed
from watchdesk.alerting.domain.alert_history import EventKind

READS = frozenset({"batch_get_item", "get_item", "query", "scan", "get_queue_attributes"})


@pytest.fixture(autouse=True, scope="module")
def aws() -> Iterator[None]:
    client.cache_clear()
    with mock_aws():
        yield


def assert_all_is_mended(world: World, where: str) -> None:
    due = [message.key for message in world.messages.due(world.clock.now() + timedelta(days=2), 10)]
    assert set(world.keys) <= set(due), where
    assert world.alerts.alert(world.alert).attention_at is not None, where
    events = [event.kind for event in world.alerts.history(world.alert)]
    assert events.count(EventKind.RESTORED) == 1, where


def mails_about(world: World) -> int:
    """How often the dead letters, which stand all the time, were told of."""
    texts = [sent[1] for sent in world._topic.sent_notifications[world._before :]]
    return sum("BEGUN dead_letters" in text for text in texts)


@cache
def undisturbed() -> list[str]:
    world = a_world()
    world.audit()
    calls = list(world.outside.calls)
    assert_all_is_mended(world, "undisturbed")
    assert mails_about(world) == 1
    return calls


def test_an_audit_killed_at_any_write_is_made_up_for_by_the_next_and_costs_at_most_one_mail(report):
    writes = [index for index, call in enumerate(undisturbed()) if call not in READS]
    extra = 0
    for index in writes:
        for after in (False, True):
            where = f"killed {'after' if after else 'before'} call {index}: {undisturbed()[index]}"
            world = a_world()
            world.outside.kill_at, world.outside.after = index, after
            with pytest.raises(Killed):
                world.audit()
            assert world.heartbeat.beats == 0, where
            world.outside.kill_at = None
            world.tick()
            assert_all_is_mended(world, where)
            assert 1 <= mails_about(world) <= 2, where
            extra += mails_about(world) - 1
    report(f"audit: {2 * len(writes)} crash points ({len(undisturbed())} calls), 0 lost, {extra} mails too many")


def test_an_audit_overtaken_at_any_call_by_another_mends_and_tells_once(report):
    points = range(0, len(undisturbed()), 2)
    for index in points:
        where = f"overtaken at call {index}: {undisturbed()[index]}"
        world = a_world()
        world.outside.interrupt_at, world.outside.interruption = index, world.audit
        world.audit()
        assert world.outside.interruption is None, where
        assert_all_is_mended(world, where)
        assert mails_about(world) == 1, where
    report(f"audit: {len(points)} overlap points ({len(undisturbed())} calls), 0 lost, 0 mails too many")


def test_when_all_is_mended_the_mails_end_and_the_heart_beats_again():
    world = a_world()
    world.audit()
    client("sqs").purge_queue(QueueUrl=world.dead)
    now = world.clock.now()
    assert world.store.answer(SELBY, an_own_reply("9"), now) == 1
    leased = world.alerts.lease(world.alert, "lease", now, now + timedelta(minutes=1))
    assert world.alerts.save(leased, leased.resolved(now))
    world.tick(3)
    assert (len(world.mails), world.heartbeat.beats) == (2, 3)
    assert world.mails[-1] == "3 incidents are over"
