"""Gap: three questions that AWS puts to a policy are put differently, refusing what AWS allows; no trail is kept.

- `aws:SecureTransport` asks that nobody can listen between caller and service. On loopback nobody can, yet every
  call counts as plain transport.
- A batch of SQS asks for the action of a single message; `sqs:SendMessageBatch` is no action a policy could allow.
  https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-api-permissions-reference.html
- Which attributes a `BatchGetItem` asks for stands with each of its tables, where the emulator does not look: a
  read of a few attributes counts as one of all.
- Who was refused what stands only in the answer, which a caller need not log. CloudTrail would show it; here each
  refusal is a line of the log, `refused: <role or user> <action>`.
"""

import json
from typing import Any

from ministack.core import iam_actions, iam_evaluator

SECURE_TRANSPORT = "aws:securetransport"
DENIED_PREFIX = "refused: "


def fill() -> None:
    _ask_as_aws_does()
    _keep_a_trail()


def _ask_as_aws_does() -> None:
    resolve, action_of = iam_evaluator._resolve_condition_key, iam_actions.extract_iam_action

    def resolve_on_loopback(key: str, context: Any) -> Any:  # noqa: ANN401  the emulator's own
        return "true" if key.lower() == SECURE_TRANSPORT else resolve(key, context)

    def single_action_of(service: str, *request: Any, **named: Any) -> str | None:  # noqa: ANN401
        action: str | None = action_of(service, *request, **named)
        return action.removesuffix("Batch") if action and service == "sqs" else action

    attributes_of = iam_actions.dynamodb_service_context

    def attributes_of_every_table(body: bytes) -> Any:  # noqa: ANN401  the emulator's own
        contexts = [attributes_of(read) for read in _reads(body)] or [attributes_of(body)]
        named = [name for context in contexts for name in context.get("dynamodb:Attributes", [])]
        # One table that is read whole makes it a read of all.
        widest = min(contexts, key=lambda context: context.get("dynamodb:Select", ""))
        return widest | ({"dynamodb:Attributes": named} if named else {})

    iam_evaluator._resolve_condition_key = resolve_on_loopback
    iam_actions.dynamodb_service_context = attributes_of_every_table
    iam_actions.extract_iam_action = single_action_of


def _reads(body: bytes) -> list[bytes]:
    """What a batch asks of each table, as if it were asked of it alone."""
    try:
        tables = json.loads(body or b"{}")["RequestItems"].values()
        return [json.dumps(table).encode() for table in tables if "Keys" in table]
    except (AttributeError, KeyError, TypeError, ValueError):
        return []


def _keep_a_trail() -> None:
    refuse = iam_actions.access_denied_response

    def refuse_and_tell(service: str, action: str, principal: str, *rest: Any, **named: Any) -> Any:  # noqa: ANN401
        print(f"{DENIED_PREFIX}{principal.rsplit('/', 1)[-1]} {action}", flush=True)
        return refuse(service, action, principal, *rest, **named)

    iam_actions.access_denied_response = refuse_and_tell
