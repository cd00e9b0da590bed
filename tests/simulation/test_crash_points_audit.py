"""Kill an audit at every write, or let another overtake it: nothing stays lost, and nobody is told twice.

Real adapters and real rules on moto. It proves, for single faults, that what an audit mends is mended (I4, I15),
that a trouble costs at most one mail too many for a kill and none for two runs at once (I6), and that a run which
did not complete sends no heartbeat (I17).
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cache
from itertools import count
from typing import Any

import boto3
import pytest
from moto import mock_aws
from moto.core import DEFAULT_ACCOUNT_ID
from moto.sns.models import sns_backends

from tests.aws_tables import create_table
from tests.builders import SELBY, a_feed_state, a_message, an_account, an_inbound, an_own_reply
from tests.contract.conftest import Together, messages_in, watch_in
from tests.fakes.health import FakeHeartbeat, FakePagerQueue
from tests.simulation.faults import Killed, Outside, WatchedClient
from tests.ward import Ward
from watchdesk.adapters.backlog import SqsBacklog
from watchdesk.adapters.cloud_team import SnsCloudTeam
from watchdesk.adapters.dynamodb.alert_file import DynamoAlertFile
from watchdesk.adapters.dynamodb.alerts import DynamoAlertBook, DynamoAlertQueue
from watchdesk.adapters.dynamodb.rounds import DynamoAlertRound, DynamoMessageRound, DynamoRoundBook
from watchdesk.adapters.dynamodb.table import Table
from watchdesk.adapters.dynamodb.troubles import DynamoTroubles
from watchdesk.adapters.sqs import SqsEscalationQueue
from watchdesk.domain.alert import AlertId, EventKind
from watchdesk.domain.message import MessageKey
from watchdesk.usecases.audit_watch import AuditWatch

REGION = "eu-west-2"
READS = frozenset({"batch_get_item", "get_item", "query", "scan", "get_queue_attributes"})
NUMBERS = count(1)
KINDS = {"MessagesTable": "messages", "AlertsTable": "alerts", "WatchTable": "watch"}


@cache
def client(service: str) -> Any:
    return boto3.client(service, region_name=REGION)


def a_queue(name: str) -> str:
    """A new one: an old world's records stay in its own."""
    return client("sqs").create_queue(QueueName=f"{name}-{next(NUMBERS)}")["QueueUrl"]


class World(Ward):
    """A ward on AWS, every call to which can be the last. What has no state stays in memory."""

    def __init__(self) -> None:
        for name in client("dynamodb").list_tables()["TableNames"]:
            client("dynamodb").delete_table(TableName=name)
        super().__init__()
        self.outside = Outside()
        tables = {short: self._table(kind) for kind, short in KINDS.items()}
        self.tables = tables
        self.store = messages_in(tables["messages"])
        self.messages = Together(DynamoMessageRound(tables["messages"]), self.store)
        parts = (DynamoAlertBook, DynamoAlertQueue, DynamoAlertFile)
        self.alerts = Together(*(part(tables["alerts"]) for part in parts))
        self.alert_round = DynamoAlertRound(tables["alerts"])
        self.watch = watch_in(tables["watch"])
        self.watch.enrol(SELBY, self.clock.now())
        self.rounds, self.troubles = DynamoRoundBook(tables["watch"]), DynamoTroubles(tables["watch"])
        queue, self.dead = (a_queue(name) for name in ("escalations", "dead"))
        self.escalations = SqsEscalationQueue(self._watched("sqs"), queue)
        self.backlog = SqsBacklog(
            sqs=self._watched("sqs"), cloudwatch=client("cloudwatch"), work={}, dead_letters={"ticks": self.dead}
        )
        topic = client("sns").create_topic(Name="alarms")["TopicArn"]
        self._topic = sns_backends[DEFAULT_ACCOUNT_ID][REGION].topics[topic]
        self._before = len(self._topic.sent_notifications)
        self.cloud_team = SnsCloudTeam(self._watched("sns"), topic)
        self.heartbeat, self.pagers = FakeHeartbeat(), FakePagerQueue()
        self.is_seen()

    def _watched(self, service: str) -> Any:
        return WatchedClient(client(service), self.outside)

    def _table(self, kind: str) -> Table:
        return Table(self._watched("dynamodb"), create_table(client("dynamodb"), kind))

    def is_seen(self, **_: Any) -> None:
        if isinstance(self.watch, Together):
            states = {state.feed: state for _, found in self.watch.all() for state in found}
            state = a_feed_state(surfaces=an_account().surfaces)
            standing = states.get(state.feed, state)
            self.watch.save(replace(standing, last_success=self.clock.now()))
        else:
            super().is_seen()

    @property
    def audit_watch(self) -> AuditWatch:
        """Only what writes or looks at what is written: the rest has no state to lose."""
        whole = super().audit_watch
        kept = ("stored_messages", "stored_alerts", "queues")
        return replace(whole, examinations=[each for each in whole.examinations if each.name in kept])

    @property
    def mails(self) -> list[str]:
        return [
            sent[2].removeprefix("Watchdesk test: ") for sent in self._topic.sent_notifications[self._before :]
        ]

    def lost(self, native_id: str) -> MessageKey:
        """A message on no list and with no alert."""
        now = self.clock.now()
        body = an_inbound(native_id, sent_at=now)
        message = a_message(body, first_seen_at=now, deadline=now + timedelta(days=1))
        self.store.add([message])
        item = {"pk": str(message.key), "sk": "message"}
        self.tables["messages"].update(item, "REMOVE #attention_at, #attention_shard", "attribute_exists(#pk)", {})
        return message.key

    def forgotten(self) -> AlertId:
        """An alert that somebody was told of, and that nothing looks at any more."""
        alert = self.opens_alert(self.received(), is_told=False)
        item = {"pk": alert, "sk": "alert"}
        self.tables["alerts"].update(item, "REMOVE #attention_at, #attention_shard", "attribute_exists(#pk)", {})
        return alert

    def received(self) -> MessageKey:
        now = self.clock.now()
        message = a_message(an_inbound("9", sent_at=now), first_seen_at=now, deadline=now + timedelta(minutes=1))
        self.store.add([message])
        return message.key


@pytest.fixture(autouse=True, scope="module")
def aws() -> Iterator[None]:
    client.cache_clear()
    with mock_aws():
        yield


def a_world() -> World:
    """A message lost, an alert forgotten, and a record among the dead letters."""
    world = World()
    world.keys = [world.lost("1")]
    world.alert = world.forgotten()
    client("sqs").send_message(QueueUrl=world.dead, MessageBody="{}")
    world.outside.calls.clear()
    return world


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
    assert world.alerts.resolve(leased, now)
    world.tick(3)
    assert (len(world.mails), world.heartbeat.beats) == (2, 3)
    assert world.mails[-1] == "3 troubles are over"
