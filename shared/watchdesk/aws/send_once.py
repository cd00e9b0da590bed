"""Calls that must leave at most once, such as the sending of a text.

Neither SNS nor End User Messaging nor SES takes an idempotency token. A client that repeats a call whose answer
was lost sends a second text. So boto3's own retries are off, and the caller decides whether to repeat.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ConnectTimeoutError,
    EndpointConnectionError,
    HTTPClientError,
    ProxyConnectionError,
    SSLError,
)

from watchdesk.aws.errors import ErrorResponse, code_of, is_server_error, response_of, translate_errors
from watchdesk.core.errors import NeedsAPerson, TryLater, Unconfirmed, WatchdeskError

SEND_ONCE = Config(retries={"total_max_attempts": 1}, connect_timeout=3, read_timeout=10)
"""The configuration of every client that sends. Time-outs are in seconds."""

NEVER_LEFT = (ConnectTimeoutError, EndpointConnectionError, ProxyConnectionError, SSLError)
"""With these errors no connection was made, so the call certainly did not reach the service."""
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

ErrorMeaning = Callable[[ErrorResponse], type[WatchdeskError]]
"""Chooses the error class for an answer with which a service refuses a call."""


@contextmanager
def send_once(service: str, meaning: ErrorMeaning) -> Iterator[None]:
    """Translate the errors of one sending call.

    Raises TryLater if the call certainly did not leave or the service is busy, Unconfirmed if the answer was lost,
    and what `meaning` chooses if the service refused it. The texts hold codes and reasons only, because these
    services repeat phone numbers and addresses in their messages.
    """
    with translate_errors(
        lambda error: _refusal(service, response_of(error), meaning), lambda error: _no_answer(service, error)
    ):
        yield


def reason_of(response: ErrorResponse) -> str:
    """Return the reason that some services add to an error code. It is empty if there is none."""
    return str(response.get("Reason", ""))


def _refusal(service: str, response: ErrorResponse, meaning: ErrorMeaning) -> WatchdeskError:
    text = f"{service} answered {code_of(response)} {reason_of(response)}".rstrip()
    if code_of(response) in BUSY or is_server_error(response):
        return TryLater(text)
    return meaning(response)(text)


def _no_answer(service: str, error: BotoCoreError) -> WatchdeskError:
    name = type(error).__name__
    if isinstance(error, NEVER_LEFT):
        return TryLater(f"{service} could not be reached: {name}")
    if isinstance(error, HTTPClientError):
        return Unconfirmed(f"{service} did not answer: {name}")
    return NeedsAPerson(f"the call to {service} could not be made: {name}")
