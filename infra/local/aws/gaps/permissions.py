"""Gap: two questions that AWS puts to a policy are put differently, and refuse what AWS allows.

- `aws:SecureTransport` asks that nobody can listen between caller and service. On loopback nobody can, yet every
  call counts as plain transport.
- A batch of SQS asks for the action of a single message; `sqs:SendMessageBatch` is no action a policy could allow.
  https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-api-permissions-reference.html
"""

from typing import Any

from ministack.core import iam_actions, iam_evaluator

SECURE_TRANSPORT = "aws:securetransport"


def fill() -> None:
    resolve, action_of = iam_evaluator._resolve_condition_key, iam_actions.extract_iam_action

    def resolve_on_loopback(key: str, context: Any) -> Any:  # noqa: ANN401  the emulator's own
        return "true" if key.lower() == SECURE_TRANSPORT else resolve(key, context)

    def single_action_of(service: str, *request: Any, **named: Any) -> str | None:  # noqa: ANN401
        action: str | None = action_of(service, *request, **named)
        return action.removesuffix("Batch") if action and service == "sqs" else action

    iam_evaluator._resolve_condition_key = resolve_on_loopback
    iam_actions.extract_iam_action = single_action_of
