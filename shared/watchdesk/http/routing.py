"""One route: its address, what is called, and every answer it may give. docs/openapi.json is made of these."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Any

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Depends, Request
from pydantic import BaseModel

from watchdesk.core.principal import Principal
from watchdesk.http.problem_details import CONTENT_TYPE, ProblemDocument

PRINCIPAL = "principal"
COMMON_ERRORS = {
    HTTPStatus.UNAUTHORIZED: "No token, or one that does not hold.",
    HTTPStatus.FORBIDDEN: "The token grants no role here.",
    HTTPStatus.UNPROCESSABLE_ENTITY: "Something must be changed first; all of it is named.",
    HTTPStatus.TOO_MANY_REQUESTS: "Too much at once.",
    HTTPStatus.SERVICE_UNAVAILABLE: "Send it again in a moment.",
}
SERVER_ERROR = "Our fault; those who look after this are told. Send it again later, with the same key."
BODY_ERRORS = {
    HTTPStatus.BAD_REQUEST: "The body cannot be read.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "The body is too large.",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "The body is not JSON.",
}
NOT_FOUND = {HTTPStatus.NOT_FOUND: "There is no such thing, or not for whoever asks."}
NOT_FOUND_OR_CONFLICT = NOT_FOUND | {HTTPStatus.CONFLICT: "It cannot be done as things stand; read it again."}


def _principal(request: Request) -> Principal:
    found: Principal = request.context[PRINCIPAL]
    return found


Caller = Annotated[Principal, Depends(_principal)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    method: str
    path: str
    call: Callable[..., Any]
    summary: str
    answer: type[BaseModel]
    tag: str
    status: HTTPStatus = HTTPStatus.OK
    errors: dict[HTTPStatus, str]

    def add_to(self, app: APIGatewayHttpResolver) -> None:
        told = self.call.__doc__
        app.route(
            self.path,
            method=self.method,
            summary=self.summary,
            description=" ".join(told.split()) if told else None,
            responses=self._responses(),
            tags=[self.tag],
            operation_id=self.call.__name__,
            status_code=self.status,
        )(self.call)

    def _responses(self) -> dict[int, Any]:
        answers: dict[int, Any] = {
            int(self.status): {
                "description": self.status.phrase,
                "content": {"application/json": {"model": self.answer}},
            }
        }
        bodies = BODY_ERRORS if self.method in ("POST", "PATCH") else {}
        for status, told in sorted({**COMMON_ERRORS, **bodies, **self.errors}.items()):
            answers[int(status)] = {"description": told, "content": {CONTENT_TYPE: {"model": ProblemDocument}}}
        answers[int(HTTPStatus.INTERNAL_SERVER_ERROR)] = {"description": SERVER_ERROR}
        return answers
