"""Counts the records on the queues."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from watchdesk.aws.errors import aws_request
from watchdesk.oversight.aws.cloudwatch import queue_ages

if TYPE_CHECKING:
    from mypy_boto3_cloudwatch import CloudWatchClient
    from mypy_boto3_sqs import SQSClient


@dataclass(frozen=True, slots=True, kw_only=True)
class SqsQueueDepths:
    """The port QueueDepths. Both mappings hold the URL of each queue by its short word."""

    sqs: "SQSClient"
    cloudwatch: "CloudWatchClient"
    work_queues: Mapping[str, str]
    dead_letter_queues: Mapping[str, str]

    def work(self) -> Mapping[str, int]:
        return {word: self._depth(url) for word, url in self.work_queues.items()}

    def dead_letters(self) -> Mapping[str, int]:
        return {word: self._depth(url) for word, url in self.dead_letter_queues.items()}

    def ages(self, now: datetime) -> Mapping[str, float]:
        names = {url.rsplit("/", 1)[-1]: word for word, url in self.work_queues.items()}
        return {names[name]: age for name, age in queue_ages(self.cloudwatch, names, now).items()}

    def _depth(self, url: str) -> int:
        with aws_request("GetQueueAttributes"):
            answer = self.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["ApproximateNumberOfMessages"])
        return int(answer["Attributes"]["ApproximateNumberOfMessages"])
