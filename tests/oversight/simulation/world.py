"""A audit_world on a simulated AWS, every call to which can be the last, and what is out of order there."""

from dataclasses import replace
from datetime import timedelta
from functools import cache
from itertools import count
from typing import Any

import boto3
from moto.core import DEFAULT_ACCOUNT_ID
from moto.sns.models import sns_backends

from tests.aws_tables import create_table
from tests.builders import SELBY, a_feed_state, a_message, an_account, an_inbound
from tests.dynamo_stores import Together, messages_in, watch_in
from tests.fakes.oversight import FakeHeartbeat, FakePagerQueue
from tests.worlds.crash_points import Outside, WatchedClient
from tests.worlds.oversight import AuditWorld
from watchdesk.alerting.domain.alert import AlertId
from watchdesk.alerting.dynamodb.alert_reader import DynamoAlertReader
from watchdesk.alerting.dynamodb.alerts import DynamoAlertQueue, DynamoOpenAlerts
from watchdesk.alerting.sqs import SqsEscalationQueue
from watchdesk.aws.dynamodb.table import Table
from watchdesk.core.message import MessageKey
from watchdesk.oversight.aws.operator_mail import SnsOperatorMail
from watchdesk.oversight.aws.queue_depths import SqsQueueDepths
from watchdesk.oversight.dynamodb.incidents import DynamoIncidents
from watchdesk.oversight.dynamodb.table_scans import (
    DynamoAlertTableScan,
    DynamoMessageTableScan,
    DynamoScanPositions,
)
from watchdesk.oversight.usecases.audit_watch import AuditWatch

REGION = "eu-west-2"
NUMBERS = count(1)
KINDS = {"MessagesTable": "messages", "AlertsTable": "alerts", "WatchTable": "watch"}


@cache
def client(service: str) -> Any:
    return boto3.client(service, region_name=REGION)


def a_queue(name: str) -> str:
    """A new one: an old world's records stay in its own."""
    return client("sqs").create_queue(QueueName=f"{name}-{next(NUMBERS)}")["QueueUrl"]


class World(AuditWorld):
    """A audit_world on AWS, every call to which can be the last. What has no state stays in memory."""

    def __init__(self) -> None:
        for name in client("dynamodb").list_tables()["TableNames"]:
            client("dynamodb").delete_table(TableName=name)
        super().__init__()
        self.outside = Outside()
        tables = {short: self._table(kind) for kind, short in KINDS.items()}
        self.tables = tables
        self.store = messages_in(tables["messages"])
        self.messages = Together(DynamoMessageTableScan(tables["messages"]), self.store)
        parts = (DynamoOpenAlerts, DynamoAlertQueue, DynamoAlertReader)
        self.alerts = Together(*(part(tables["alerts"]) for part in parts))
        self.alert_round = DynamoAlertTableScan(tables["alerts"])
        self.watch = watch_in(tables["watch"])
        self.watch.enrol(SELBY, self.clock.now())
        self.positions, self.incidents = DynamoScanPositions(tables["watch"]), DynamoIncidents(tables["watch"])
        queue, self.dead = (a_queue(name) for name in ("escalations", "dead"))
        self.escalations = SqsEscalationQueue(self._watched("sqs"), queue)
        self.queue_depths = SqsQueueDepths(
            sqs=self._watched("sqs"),
            cloudwatch=client("cloudwatch"),
            work_queues={},
            dead_letter_queues={"ticks": self.dead},
        )
        topic = client("sns").create_topic(Name="alarms")["TopicArn"]
        self._topic = sns_backends[DEFAULT_ACCOUNT_ID][REGION].topics[topic]
        self._before = len(self._topic.sent_notifications)
        self.operator_mail = SnsOperatorMail(self._watched("sns"), topic)
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
        return replace(whole, checks=[check for check in whole.checks if check.name in kept])

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


def a_world() -> World:
    """A message lost, an alert forgotten, and a record among the dead letters."""
    world = World()
    world.keys = [world.lost("1")]
    world.alert = world.forgotten()
    client("sqs").send_message(QueueUrl=world.dead, MessageBody="{}")
    world.outside.calls.clear()
    return world
