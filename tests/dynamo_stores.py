"""All that lies in one table of DynamoDB as one store, as a double has it."""

from typing import Any

from watchdesk.alerting.dynamodb.alert_answers import DynamoAlertAnswers
from watchdesk.alerting.dynamodb.alert_reader import DynamoAlertReader
from watchdesk.alerting.dynamodb.alerts import DynamoAlertQueue, DynamoOpenAlerts
from watchdesk.alerting.dynamodb.pagers import DynamoPagerQueue, DynamoPagerRequests
from watchdesk.alerting.dynamodb.text_receipts import DynamoTextReceipts
from watchdesk.alerting.dynamodb.texts import DynamoTextLedger
from watchdesk.alerting.usecases.answer_alert import AnswerAlert
from watchdesk.aws.dynamodb.table import Table
from watchdesk.inbox.dynamodb.archive import DynamoMessageArchive
from watchdesk.inbox.dynamodb.due_messages import DynamoDueMessages
from watchdesk.inbox.dynamodb.feed_states import DynamoFeedStateStore
from watchdesk.inbox.dynamodb.messages import DynamoMessageStore
from watchdesk.inbox.dynamodb.open_messages import PAGE_SIZE, DynamoOpenMessages
from watchdesk.inbox.dynamodb.poll_schedule import DynamoCoverageReader, DynamoPollSchedule


class Together:
    """Several adapters of one table as one, as a double has them."""

    def __init__(self, *adapters: Any) -> None:
        self._adapters = adapters

    def __getattr__(self, name: str) -> Any:
        return next(getattr(adapter, name) for adapter in self._adapters if hasattr(adapter, name))


def messages_in(table: Table, page: int = PAGE_SIZE) -> Together:
    parts = (DynamoMessageStore(table), DynamoDueMessages(table), DynamoMessageArchive(table))
    return Together(*parts, DynamoOpenMessages(table, page))


def watch_in(table: Table) -> Together:
    return Together(DynamoFeedStateStore(table), DynamoPollSchedule(table), DynamoCoverageReader(table))


def alerts_in(table: Table) -> Together:
    parts = (DynamoOpenAlerts, DynamoAlertQueue, DynamoAlertReader, DynamoAlertAnswers)
    answer = AnswerAlert(reader=DynamoAlertReader(table), answers=DynamoAlertAnswers(table))
    return Together(*(part(table) for part in parts), answer)


def pagers_in(table: Table) -> Together:
    kinds = (DynamoPagerRequests, DynamoPagerQueue, DynamoTextLedger, DynamoTextReceipts)
    return Together(*(kind(table) for kind in kinds))
