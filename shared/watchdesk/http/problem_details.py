"""Problem documents (RFC 9457): every error has one shape, which says what went wrong and what to change."""

from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus

from aws_lambda_powertools.event_handler import Response
from pydantic import Field

from watchdesk.http.models import ProblemResponse, ResponseModel

CONTENT_TYPE = "application/problem+json"


class ProblemDocument(ResponseModel):
    type: str = Field(description="The stable name of this kind of problem, for programs.")
    title: str
    status: int
    detail: str
    problems: list[ProblemResponse] = Field(default=[], description="Everything that must be changed.")


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """One kind of problem. Its name is stable, for programs."""

    name: str
    status: HTTPStatus
    title: str
    retry_after: int | None = None
    """In seconds."""

    def document(self, detail: str, problems: Iterable[ProblemResponse] = ()) -> Response[str]:
        document = ProblemDocument(
            type=f"urn:watchdesk:problem:{self.name}",
            title=self.title,
            status=self.status,
            detail=detail,
            problems=list(problems),
        )
        headers: dict[str, str | list[str]] = (
            {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}
        )
        body = document.model_dump_json()
        return Response(int(self.status), content_type=CONTENT_TYPE, body=body, headers=headers)


MALFORMED = ProblemKind("malformed", HTTPStatus.BAD_REQUEST, "The body cannot be read.")
NO_IDENTITY = ProblemKind("no-identity", HTTPStatus.UNAUTHORIZED, "The token names nobody.")
NO_ROLE = ProblemKind("no-role", HTTPStatus.FORBIDDEN, "You have no role here.")
UNKNOWN = ProblemKind("unknown", HTTPStatus.NOT_FOUND, "It does not exist, or you may not see it.")
CONFLICT = ProblemKind("conflict", HTTPStatus.CONFLICT, "Its present state does not allow this.")
MOVED_ON = ProblemKind("moved-on", HTTPStatus.CONFLICT, "It has changed in the meantime.", retry_after=1)
IN_PROGRESS = ProblemKind(
    "in-progress", HTTPStatus.CONFLICT, "The same request is still being answered.", retry_after=2
)
TOO_LARGE = ProblemKind("too-large", HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The body is too large.")
NOT_JSON = ProblemKind("not-json", HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "The body must be JSON.")
UNACCEPTABLE = ProblemKind("unacceptable", HTTPStatus.UNPROCESSABLE_ENTITY, "The request must be changed first.")
TOO_MANY = ProblemKind(
    "too-many", HTTPStatus.TOO_MANY_REQUESTS, "There were too many requests at once.", retry_after=5
)
UNAVAILABLE = ProblemKind(
    "unavailable", HTTPStatus.SERVICE_UNAVAILABLE, "This cannot be done right now.", retry_after=5
)
