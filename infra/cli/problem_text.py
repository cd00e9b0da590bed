"""Turns problem documents (RFC 9457) into lines for a person."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from infra.cli.exits import CLOUD, NO, RefusedError
from watchdesk.core.errors import TryLater
from watchdesk.core.http_client import HttpResponse


def refused_error(reply: HttpResponse) -> RefusedError:
    if reply.status == HTTPStatus.UNAUTHORIZED:
        return RefusedError("the API does not accept this token: it may have expired; get a new one", CLOUD)
    document = _problem_document(reply)
    if "detail" not in document:
        return RefusedError(f"the API answered {reply.status}: is --api right?", CLOUD)
    code = NO if reply.status < HTTPStatus.INTERNAL_SERVER_ERROR else CLOUD
    return RefusedError("\n".join(_document_lines(document)), code)


def problem_line(field: str, account: str | None, message: str) -> str:
    """Return the problem as one line: `text (selby-town): Shorten it by 12 characters.`."""
    place = f"{field} ({account})" if field and account else field or account
    return f"{place}: {message}" if place else message


def _document_lines(document: dict[str, Any]) -> Iterator[str]:
    problems = [problem for problem in document.get("problems") or () if isinstance(problem, dict)]
    lines = [
        problem_line(problem.get("field", ""), problem.get("account"), problem.get("message", ""))
        for problem in problems
    ]
    yield f"{document.get('title', '')} {document['detail']}".strip()
    # A conflict repeats its detail as its only problem.
    yield from (f"  {line}" for line in lines if line != document["detail"])


def _problem_document(reply: HttpResponse) -> dict[str, Any]:
    try:
        body = reply.json()
    except TryLater:
        return {}
    return body if isinstance(body, dict) else {}
