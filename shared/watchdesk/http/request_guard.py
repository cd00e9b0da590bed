"""The checks before any route: who asks, and whether the body can be read at all."""

import base64
import binascii
import json
from collections.abc import Mapping
from typing import Any

from watchdesk.core.principal import Principal, from_claims
from watchdesk.http import problem_details
from watchdesk.http.problem_details import ProblemKind

MAX_BODY_BYTES = 1_000_000
"""Room for the 250,000 characters of a post's texts, each written as an escape, and for the rest of the body."""
JSON = "application/json"


class RequestRejected(Exception):
    """The request reaches no route: `kind` names the problem, and `detail` says what to change."""

    def __init__(self, kind: ProblemKind, detail: str) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail


def caller_of(event: Mapping[str, Any]) -> Principal:
    """Return the person whom the authorizer has verified.

    The claims come from the context of the request, which no caller can write. Raises RequestRejected if they
    name nobody, or somebody without a role.
    """
    authorizer = event.get("requestContext", {}).get("authorizer") or {}
    principal = from_claims(authorizer.get("jwt", {}).get("claims") or {})
    if principal is None:
        raise RequestRejected(problem_details.NO_IDENTITY, "Sign in, and send the token as a bearer token.")
    if not principal.roles:
        raise RequestRejected(
            problem_details.NO_ROLE, "Ask an administrator for a role: none of yours is valid here."
        )
    return principal


def with_json_body(event: Mapping[str, Any]) -> dict[str, Any]:
    """Return the event with its body as text that holds JSON, or None. Raises RequestRejected for other bodies."""
    body: str = event.get("body") or ""
    if len(body) > MAX_BODY_BYTES:
        raise RequestRejected(
            problem_details.TOO_LARGE, f"Send at most {MAX_BODY_BYTES:,} bytes; upload images by themselves."
        )
    if not body:
        return {**event, "body": None}
    if _content_type(event) != JSON:
        raise RequestRejected(problem_details.NOT_JSON, f"Send it as {JSON}.")
    try:
        text = base64.b64decode(body, validate=True).decode() if event.get("isBase64Encoded") else body
        json.loads(text, parse_constant=_reject_constant)
    except (binascii.Error, ValueError, RecursionError):
        raise RequestRejected(problem_details.MALFORMED, "Send JSON in UTF-8.") from None
    return {**event, "body": text, "isBase64Encoded": False}


def _content_type(event: Mapping[str, Any]) -> str:
    headers = {name.lower(): value for name, value in (event.get("headers") or {}).items()}
    return str(headers.get("content-type", JSON)).partition(";")[0].strip().lower()


def _reject_constant(constant: str) -> None:
    """Raise ValueError for NaN and Infinity, which Python reads although JSON has no such numbers."""
    raise ValueError(constant)
