"""The queue of alerts to escalate: one record for each alert."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from watchdesk.alerting.domain.alert import AlertId
from watchdesk.aws.sqs import send_records

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient


@dataclass(frozen=True, slots=True)
class SqsEscalationQueue:
    """The port EscalationQueue."""

    client: "SQSClient"
    url: str

    def put(self, alerts: Sequence[AlertId]) -> Sequence[AlertId]:
        return send_records(self.client, self.url, alerts, lambda alert: {"alert": alert})
