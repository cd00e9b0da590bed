"""Poll the accounts that a batch of the polls queue names. Each record succeeds or fails on its own."""

from dataclasses import asdict
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from watchdesk import bootstrap
from watchdesk.aws.lambda_events import batch_failures
from watchdesk.aws.observability import count, error_facts, logger, metrics
from watchdesk.inbox.events import poll_requests
from watchdesk.inbox.usecases.poll_accounts import PollReport


@logger.inject_lambda_context
@metrics.log_metrics
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    requested, invalid = poll_requests(event)
    reports = bootstrap.poll_accounts()(list(requested.values()), bootstrap.stopwatch(context))
    for report in reports:
        _record(report)
    count("PollRequestsBroken", len(invalid))
    failed = {report.account for report in reports if report.failed is not None}
    return batch_failures(invalid + [record for record, account in requested.items() if account in failed])


def _record(report: PollReport) -> None:
    counts, kinds = asdict(report.counts), {feed: error.kind for feed, error in report.errors.items()}
    logger.info("account_polled", account=report.account, skipped=report.skipped, errors=kinds, **counts)
    if report.failed is not None:
        logger.error("poll_failed", account=report.account, **error_facts(report.failed))
    count("MessagesStored", report.counts.stored)
    count("MessagesUnreadable", report.counts.unreadable)
    count("PollBoundsHit", report.counts.bounds_hit)
    for kind in kinds.values():
        count("PollErrors", 1, kind=kind)
