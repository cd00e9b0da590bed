"""The line that every failure prints, and its exit code."""

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    EndpointConnectionError,
    HTTPClientError,
    NoCredentialsError,
    NoRegionError,
    PartialCredentialsError,
    ProfileNotFound,
    TokenRetrievalError,
)

from infra.cli.register.problems import InvalidRegisterError
from watchdesk.core.errors import NeedsAPerson, TryLater, WatchdeskError

DONE = 0
NO = 1
"""The answer is no, for example because of an invalid register, a refused plan or a dead credential."""
DIFFERENT = 2
"""`plan --exit-code` found differences."""
CLOUD = 3
"""AWS could not be reached, or denied the request."""
USAGE = 64
INTERRUPTED = 130

_CODES = {
    "AccessDenied": "denied",
    "AccessDeniedException": "denied",
    "UnauthorizedOperation": "denied",
    "ExpiredToken": "expired",
    "ExpiredTokenException": "expired",
    "RequestExpired": "expired",
    "InvalidClientTokenId": "unknown",
    "UnrecognizedClientException": "unknown",
    "SignatureDoesNotMatch": "unknown",
    "InvalidSignatureException": "unknown",
    "ResourceNotFoundException": "gone",
}
_SENTENCES = {
    "denied": "AWS denies {operation} to this identity: ask the cloud team for the operator's role",
    "expired": "the AWS credentials have expired: log in again (for example `aws sso login`)",
    "unknown": "AWS does not know these credentials: check --profile and the environment",
    "gone": "{operation} found nothing there: is this the right --stack and --region?",
}


class RefusedError(Exception):
    """The command refuses. The text says why and what to do instead."""

    def __init__(self, text: str, code: int = NO) -> None:
        super().__init__(text)
        self.code = code


def explain(error: Exception) -> tuple[str, int] | None:
    """Return the line to print and the exit code, or None for a defect, whose traceback must be shown."""
    match error:
        case RefusedError():
            return str(error), error.code
        case InvalidRegisterError():
            return str(error), NO
        case WatchdeskError():
            return _domain_error(error)
        case ClientError():
            return _sentence(error.response["Error"]["Code"], error.operation_name), CLOUD
        case BotoCoreError() | HTTPClientError():
            return _boto_error(error), CLOUD
    return None


def _domain_error(error: WatchdeskError) -> tuple[str, int]:
    match error:
        case TryLater():
            return f"{error}: try again in a moment", CLOUD
        case NeedsAPerson():
            operation, _, code = str(error).rpartition(": ")
            return _sentence(code, operation), CLOUD
    return str(error), NO


def _sentence(code: str, operation: str) -> str:
    return _SENTENCES.get(_CODES.get(code, ""), "AWS refused {operation}: {code}").format(
        operation=operation, code=code
    )


def _boto_error(error: Exception) -> str:
    match error:
        case NoCredentialsError() | PartialCredentialsError() | TokenRetrievalError():
            return "no AWS credentials: log in (for example `aws sso login`), or say --profile NAME"
        case NoRegionError():
            return "no AWS region: say --region, for example --region eu-west-2"
        case ProfileNotFound():
            return f"{error}: see `aws configure list-profiles`"
        case EndpointConnectionError():
            return "AWS cannot be reached: check the network, and AWS_ENDPOINT_URL if it is set"
    return f"AWS did not answer: {type(error).__name__}"
