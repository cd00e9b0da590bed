"""Gap: queues publish no metrics, so no alarm on a dead-letter queue could go off."""

import time
from datetime import timedelta

from ministack.services import cloudwatch, sqs

from infra.local.aws.background import repeat_every

INTERVAL = timedelta(seconds=10)


def fill() -> None:
    """Publish the metrics of all queues at an interval."""
    repeat_every(INTERVAL, publish, "queue metrics")


def publish() -> None:
    """Publish the depth of every queue and the age of its oldest message, as AWS/SQS does each minute."""
    for url, queue in list(sqs._queues.items()):
        sqs._refresh_counts(queue)
        dimensions = {"QueueName": url.rsplit("/", 1)[1]}
        visible = float(queue["attributes"]["ApproximateNumberOfMessages"])
        oldest = min((message["sent_at"] for message in list(queue["messages"])), default=time.time())
        cloudwatch.record_metric("AWS/SQS", "ApproximateNumberOfMessagesVisible", visible, "Count", dimensions)
        age = max(0.0, time.time() - oldest)
        cloudwatch.record_metric("AWS/SQS", "ApproximateAgeOfOldestMessage", age, "Seconds", dimensions)
