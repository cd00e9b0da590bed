"""Stores what providers report about our texts, so that the alert of a text that failed climbs."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from watchdesk import bootstrap
from watchdesk.alerting.channels.delivery_reports import read_reports
from watchdesk.aws.observability import count, error_facts, logger, metrics
from watchdesk.core.errors import Defect


@logger.inject_lambda_context
@metrics.log_metrics
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:  # noqa: ARG001
    reports, unreadable = read_reports(event)
    noted = bootstrap.note_receipts()(reports)
    facts: dict[str, Any] = {
        **{str(receipt): number for receipt, number in noted.receipts.items()},
        "undecided": noted.undecided,
        "strangers": noted.strangers,
        "unreadable": unreadable,
        "opted_out": list(noted.opted_out),
    }
    logger.info("receipts_noted", **facts)
    for receipt, number in noted.receipts.items():
        count("TextReceipts", number, receipt=receipt)
    count("ReceiptsUnreadable", unreadable)
    count("NumbersOptedOut", len(noted.opted_out))
    count("TextsOverQuota", noted.quota_spent)
    for error in noted.errors:
        logger.error("receipt_failed", **error_facts(error))
    if noted.errors:
        # The invocation fails, so that it is run again and an alarm rings. Storing a report twice does no harm.
        raise Defect("some receipts could not be noted: see receipt_failed")
    return facts
