"""A duty desk on a simulated AWS, every call to which can be the last."""

from functools import cache

import boto3
from moto.core import DEFAULT_ACCOUNT_ID
from moto.sns.models import sns_backends

from tests.aws_tables import create_table
from tests.dynamo_stores import Together, pagers_in
from tests.fakes.texts import LINK_BASE
from tests.worlds.alerting import Desk
from tests.worlds.crash_points import Outside, WatchedClient
from watchdesk.alerting.channels.sns.channel import SnsChannel
from watchdesk.alerting.domain.alert import Alert, AlertId
from watchdesk.alerting.dynamodb.alert_answers import DynamoAlertAnswers
from watchdesk.alerting.dynamodb.alert_reader import DynamoAlertReader
from watchdesk.alerting.dynamodb.alerts import DynamoAlertQueue, DynamoOpenAlerts
from watchdesk.alerting.sqs import SqsEscalationQueue
from watchdesk.aws.dynamodb.table import Table
from watchdesk.core.message import MessageKey, OwnReply
from watchdesk.inbox.dynamodb.archive import DynamoMessageArchive
from watchdesk.inbox.dynamodb.due_messages import DynamoDueMessages
from watchdesk.inbox.dynamodb.messages import DynamoMessageStore

REGION = "eu-west-2"
READS = frozenset({"batch_get_item", "get_item", "query"})
LEASE_OVER = 2
"""Minutes after which every lease of a dead run is over."""
ALERT_PARTS = (DynamoOpenAlerts, DynamoAlertQueue, DynamoAlertReader, DynamoAlertAnswers)


@cache
def client(service: str):
    """Made once: making a client takes longer than most worlds live."""
    return boto3.client(service, region_name=REGION)


class World:
    """A duty desk on AWS: tables, a queue and phones, every call to which can be the last."""

    def __init__(self) -> None:
        # A simulated transaction copies every table there is: old worlds would make new ones slow.
        for name in client("dynamodb").list_tables()["TableNames"]:
            client("dynamodb").delete_table(TableName=name)
        self.outside = Outside()
        self.alerts_table = create_table(client("dynamodb"), "AlertsTable")
        messages, alerts = (
            self._table(create_table(client("dynamodb"), "MessagesTable")),
            self._table(self.alerts_table),
        )
        queue = client("sqs").create_queue(QueueName="escalations")["QueueUrl"]
        self.desk = Desk(
            Together(DynamoMessageStore(messages), DynamoDueMessages(messages), DynamoMessageArchive(messages)),
            Together(*(part(alerts) for part in ALERT_PARTS)),
            pagers_in(alerts),
            queue=SqsEscalationQueue(self._watched("sqs"), queue),
            phones=SnsChannel(self._watched("sns")),
        )
        self.keys: list[MessageKey] = []
        self._sms = sns_backends[DEFAULT_ACCOUNT_ID][REGION].sms_messages
        self._texts_before = len(self._sms)

    def _watched(self, service: str):
        return WatchedClient(client(service), self.outside)

    def _table(self, name: str) -> Table:
        return Table(self._watched("dynamodb"), name)

    @property
    def texts(self) -> list[tuple[str, str]]:
        """Every text that reached a phone."""
        return list(self._sms.values())[self._texts_before :]

    @property
    def token(self) -> str:
        return self.texts[-1][1].split(f"{LINK_BASE}/a/")[1]

    @property
    def alerts(self) -> list[Alert]:
        items = client("dynamodb").scan(TableName=self.alerts_table)["Items"]
        ids = sorted(item["pk"]["S"] for item in items if item["sk"]["S"] == "alert")
        return [self.desk.alerts.alert(AlertId(each)) for each in ids]

    def receives(self, native_id: str, **fields) -> MessageKey:
        self.keys.append(self.desk.receives(native_id, **fields))
        return self.keys[-1]

    def is_answered(self, key: MessageKey) -> None:
        now = self.desk.clock.now()
        reply = OwnReply(native_id=f"reply-{key.native_id}", sent_at=now, answers=key.native_id, thread_id=None)
        assert self.desk.messages.answer(key.account, reply, now) == 1

    def ticks(self, *minutes: int) -> None:
        for each in minutes:
            self.desk.later(minutes=each)
            self.desk.sweep()
            self.desk.escalate()
