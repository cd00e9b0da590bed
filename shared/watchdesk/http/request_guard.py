"""What is looked at before any route: who asks, and whether there is a body that can be read at all."""

import base64
import binascii
import json
from collections.abc import Mapping
from typing import Any

from watchdesk.core.principal import Principal, from_claims
from watchdesk.http import problem_details as kinds
from watchdesk.http.problem_details import ProblemKind

MAX_BODY_BYTES = 1_000_000
"""Bytes: the 250,000 of a post's texts with every character written as an escape, and room for the rest."""
JSON = "application/json"


class RequestRejected(Exception):
    """Away, with the kind of problem and what to change."""

    def __init__(self, kind: ProblemKind, detail: str) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail


def caller(event: Mapping[str, Any]) -> Principal:
    """Whoever the authorizer vouches for: its claims are taken from the request's context, which no caller writes.

    Raises Turned for nobody, and for somebody without a single role.
    """
    authorizer = event.get("requestContext", {}).get("authorizer") or {}
    principal = from_claims(authorizer.get("jwt", {}).get("claims") or {})
    if principal is None:
        raise RequestRejected(kinds.NO_IDENTITY, "Sign in, and send the token as a bearer token.")
    if not principal.roles:
        raise RequestRejected(kinds.NO_ROLE, "Ask whoever assigns roles for one: none of yours counts here.")
    return principal


def with_json_body(event: Mapping[str, Any]) -> dict[str, Any]:
    """The event with its body as text that is JSON. Raises Turned for any other body."""
    body: str = event.get("body") or ""
    if len(body) > MAX_BODY_BYTES:
        raise RequestRejected(
            kinds.TOO_LARGE, f"Send at most {MAX_BODY_BYTES:,} bytes; images are uploaded by themselves."
        )
    if not body:
        return {**event, "body": None}
    if _content_type(event) != JSON:
        raise RequestRejected(kinds.NOT_JSON, f"Send it as {JSON}.")
    try:
        text = base64.b64decode(body, validate=True).decode() if event.get("isBase64Encoded") else body
        json.loads(text, parse_constant=_refused)
    except (binascii.Error, ValueError, RecursionError):
        raise RequestRejected(kinds.MALFORMED, "Send JSON in UTF-8.") from None
    return {**event, "body": text, "isBase64Encoded": False}


def _content_type(event: Mapping[str, Any]) -> str:
    headers = {name.lower(): value for name, value in (event.get("headers") or {}).items()}
    return str(headers.get("content-type", JSON)).partition(";")[0].strip().lower()


def _refused(constant: str) -> None:
    raise ValueError(constant)
