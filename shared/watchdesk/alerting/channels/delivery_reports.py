"""Reads the delivery reports that CloudWatch Logs hands to a function, whichever channel wrote them.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html#LambdaFunctionExample
"""

import base64
import gzip
import json
from collections.abc import Mapping
from typing import Any

from watchdesk.alerting.channels.registry import REPORTING_CHANNELS
from watchdesk.alerting.ports.receipts import CarrierReport

DATA_MESSAGE = "DATA_MESSAGE"
"""The type of an event that carries lines. The other type, CONTROL_MESSAGE, only tests the subscription."""


def read_reports(event: Mapping[str, Any]) -> tuple[list[CarrierReport], int]:
    """Return the reports in one event of CloudWatch Logs, and how many of its lines no channel can read."""
    payload = json.loads(gzip.decompress(base64.b64decode(event["awslogs"]["data"])))
    has_lines = payload["messageType"] == DATA_MESSAGE
    lines = [log_event["message"] for log_event in payload["logEvents"]] if has_lines else []
    reports = [report for line in lines if (report := _read_report(line)) is not None]
    return reports, len(lines) - len(reports)


def _read_report(line: str) -> CarrierReport | None:
    found = (channel.read_report(line) for channel in REPORTING_CHANNELS)
    return next((report for report in found if report is not None), None)
