"""Gap: the emulator evaluates three conditions differently and denies what AWS allows. It also logs no denial.

- `aws:SecureTransport` demands an encrypted connection. On loopback nobody can listen, but the emulator counts
  every call as unencrypted. Here every call counts as encrypted.
- On AWS a batch call of SQS needs the permission for a single message. `sqs:SendMessageBatch`, which the emulator
  asks for, is no action that a policy could allow.
  https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-api-permissions-reference.html
- A `BatchGetItem` names its attributes for each table. The emulator does not read them there, so a read of a few
  attributes counts as a read of all.
- On AWS, CloudTrail shows denied requests. Here each of them is a log line, `refused: <role or user> <action>`.
"""

import json
from typing import Any

from ministack.core import iam_actions, iam_evaluator

SECURE_TRANSPORT = "aws:securetransport"
DENIED_PREFIX = "refused: "


def fill() -> None:
    """Evaluate policies as AWS does, and print denied requests."""
    _evaluate_as_aws_does()
    _log_denials()


def _evaluate_as_aws_does() -> None:
    resolve, action_of = iam_evaluator._resolve_condition_key, iam_actions.extract_iam_action

    def resolve_on_loopback(key: str, context: Any) -> Any:  # noqa: ANN401  the emulator's own
        return "true" if key.lower() == SECURE_TRANSPORT else resolve(key, context)

    def single_action_of(service: str, *request: Any, **named: Any) -> str | None:  # noqa: ANN401
        action: str | None = action_of(service, *request, **named)
        return action.removesuffix("Batch") if action and service == "sqs" else action

    attributes_of = iam_actions.dynamodb_service_context

    def attributes_of_every_table(body: bytes) -> Any:  # noqa: ANN401  the emulator's own
        contexts = [attributes_of(read) for read in _table_reads(body)] or [attributes_of(body)]
        named = [name for context in contexts for name in context.get("dynamodb:Attributes", [])]
        # If one table is read with all its attributes, the whole batch counts as such a read.
        widest = min(contexts, key=lambda context: context.get("dynamodb:Select", ""))
        return widest | ({"dynamodb:Attributes": named} if named else {})

    iam_evaluator._resolve_condition_key = resolve_on_loopback
    iam_actions.dynamodb_service_context = attributes_of_every_table
    iam_actions.extract_iam_action = single_action_of


def _table_reads(body: bytes) -> list[bytes]:
    """Return for each table of a batch the request for that table alone."""
    try:
        tables = json.loads(body or b"{}")["RequestItems"].values()
        return [json.dumps(table).encode() for table in tables if "Keys" in table]
    except (AttributeError, KeyError, TypeError, ValueError):
        return []


def _log_denials() -> None:
    deny = iam_actions.access_denied_response

    def deny_and_log(service: str, action: str, principal: str, *rest: Any, **named: Any) -> Any:  # noqa: ANN401
        print(f"{DENIED_PREFIX}{principal.rsplit('/', 1)[-1]} {action}", flush=True)
        return deny(service, action, principal, *rest, **named)

    iam_actions.access_denied_response = deny_and_log
