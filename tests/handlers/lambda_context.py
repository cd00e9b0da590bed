"""What Lambda hands over beside the event."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LambdaContext:
    function_name: str = "watchdesk"
    memory_limit_in_mb: int = 512
    invoked_function_arn: str = "arn:aws:lambda:eu-west-2:123456789012:function:watchdesk"
    aws_request_id: str = "request-1"
    remaining_ms: int = 55_000

    def get_remaining_time_in_millis(self) -> int:
        return self.remaining_ms


def sqs_event(*bodies: str) -> dict:
    """A batch as SQS hands it to Lambda; the records are called r0, r1, ..."""
    return {
        "Records": [
            {
                "messageId": f"r{number}",
                "receiptHandle": "handle",
                "body": body,
                "attributes": {"ApproximateReceiveCount": "1"},
                "messageAttributes": {},
                "eventSource": "aws:sqs",
                "eventSourceARN": "arn:aws:sqs:eu-west-2:123456789012:queue",
                "awsRegion": "eu-west-2",
            }
            for number, body in enumerate(bodies)
        ]
    }


def http_event(method: str, token: str) -> dict:
    """A call of an HTTP API, payload format 2.0."""
    return {
        "version": "2.0",
        "routeKey": f"{method} /a/{{token}}",
        "rawPath": f"/a/{token}",
        "headers": {"host": "api.example"},
        "requestContext": {"http": {"method": method, "path": f"/a/{token}", "sourceIp": "192.0.2.1"}},
        "pathParameters": {"token": token},
        "isBase64Encoded": False,
    }
