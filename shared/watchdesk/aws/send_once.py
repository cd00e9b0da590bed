"""A call that must leave at most once: boto3 never repeats it, and what became of it has one of our words.

Neither SNS nor End User Messaging nor SES takes an idempotency token, so a client that repeats a call whose answer
was lost sends a second text: boto3's own retries are off, and whoever calls decides.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectTimeoutError,
    EndpointConnectionError,
    HTTPClientError,
    ProxyConnectionError,
    SSLError,
)

from watchdesk.core.errors import NeedsAPerson, TryLater, Unconfirmed, WatchdeskError

SEND_ONCE = Config(retries={"total_max_attempts": 1}, connect_timeout=3, read_timeout=10)
"""The configuration of every client that sends."""

NEVER_LEFT = (ConnectTimeoutError, EndpointConnectionError, ProxyConnectionError, SSLError)
BUSY = frozenset(
    {
        "InternalServerException",
        "LimitExceededException",
        "Throttled",
        "ThrottledException",
        "Throttling",
        "ThrottlingException",
        "TooManyRequestsException",
    }
)
SERVERS_FAULT = 500

Response = Mapping[str, Any]
"""What botocore keeps of an answer that is an error."""
Meaning = Callable[[Response], type[WatchdeskError]]


@contextmanager
def sent_once(service: str, meaning: Meaning) -> Iterator[None]:
    """What the call within raises becomes TryLater, NeedsAPerson, Refused or Unconfirmed.

    `meaning` tells what the service's own refusals ask for. An error's text holds its code and reason only: these
    services repeat numbers and addresses in their messages.
    """
    try:
        yield
    except ClientError as error:
        raise _named(service, error, meaning) from None
    except NEVER_LEFT as error:
        raise TryLater(f"{service} could not be reached: {type(error).__name__}") from None
    except HTTPClientError as error:
        raise Unconfirmed(f"{service} did not answer: {type(error).__name__}") from None
    except BotoCoreError as error:
        raise NeedsAPerson(f"the call to {service} could not be made: {type(error).__name__}") from None


def _named(service: str, error: ClientError, meaning: Meaning) -> WatchdeskError:
    response: Response = error.response
    text = f"{service} answered {code_of(response)} {reason_of(response)}".rstrip()
    status = response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    if code_of(response) in BUSY or status >= SERVERS_FAULT:
        return TryLater(text)
    return meaning(response)(text)


def code_of(response: Response) -> str:
    return str(response["Error"]["Code"])


def reason_of(response: Response) -> str:
    """What some services add to a code that many refusals share."""
    return str(response.get("Reason", ""))
