"""How a route is declared: one decorated method of a routes class, which calls one use case.

docs/openapi.json is generated from these declarations. docs/adding-a-route.md shows each step.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from types import MappingProxyType
from typing import Annotated, Any, TypeVar, get_args

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Depends, Request
from aws_lambda_powertools.utilities.typing import LambdaContext
from pydantic import BaseModel

from watchdesk.core.principal import Principal
from watchdesk.http.problem_details import CONTENT_TYPE, ProblemDocument

PRINCIPAL, LAMBDA_CONTEXT = "principal", "lambda_context"
"""The names in the context of a request under which the application keeps both."""

COMMON_ERRORS = {
    HTTPStatus.UNAUTHORIZED: "The token is missing or not valid.",
    HTTPStatus.FORBIDDEN: "The token grants no role here.",
    HTTPStatus.UNPROCESSABLE_ENTITY: "The request must be changed first; every problem is named.",
    HTTPStatus.TOO_MANY_REQUESTS: "There were too many requests at once.",
    HTTPStatus.SERVICE_UNAVAILABLE: "Send the request again in a moment.",
}
SERVER_ERROR = (
    "This is a fault of the service, and its operators are told. Send it again later, with the same key."
)
BODY_ERRORS = {
    HTTPStatus.BAD_REQUEST: "The body cannot be read.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "The body is too large.",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "The body is not JSON.",
}
NOT_FOUND = {HTTPStatus.NOT_FOUND: "It does not exist, or the caller may not see it."}
NOT_FOUND_OR_CONFLICT = NOT_FOUND | {
    HTTPStatus.CONFLICT: "Its present state does not allow this; read it again.",
}
_NO_ERRORS: Mapping[HTTPStatus, str] = MappingProxyType({})
_DECLARED = "_declared_route"

F = TypeVar("F", bound=Callable[..., Any])


def _principal(request: Request) -> Principal:
    principal: Principal = request.context[PRINCIPAL]
    return principal


def _invocation(request: Request) -> LambdaContext:
    context: LambdaContext = request.context[LAMBDA_CONTEXT]
    return context


Caller = Annotated[Principal, Depends(_principal)]
"""A parameter of this type receives the person who asks."""
Invocation = Annotated[LambdaContext, Depends(_invocation)]
"""A parameter of this type receives the Lambda context of the request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    method: str
    path: str
    summary: str
    tag: str
    status: HTTPStatus
    errors: Mapping[HTTPStatus, str]
    """What the route may answer besides COMMON_ERRORS."""
    call: Callable[..., Any]
    response: type[BaseModel]

    def add_to(self, app: APIGatewayHttpResolver) -> None:
        description = self.call.__doc__
        app.route(
            self.path,
            method=self.method,
            summary=self.summary,
            description=" ".join(description.split()) if description else None,
            responses=self._responses(),
            tags=[self.tag],
            operation_id=self.call.__name__,
            status_code=self.status,
        )(self.call)

    def _responses(self) -> dict[int, Any]:
        responses: dict[int, Any] = {
            int(self.status): {
                "description": self.status.phrase,
                "content": {"application/json": {"model": self.response}},
            }
        }
        body_errors = BODY_ERRORS if self.method in ("POST", "PATCH") else {}
        for status, description in sorted({**COMMON_ERRORS, **body_errors, **self.errors}.items()):
            content = {CONTENT_TYPE: {"model": ProblemDocument}}
            responses[int(status)] = {"description": description, "content": content}
        responses[int(HTTPStatus.INTERNAL_SERVER_ERROR)] = {"description": SERVER_ERROR}
        return responses


def route(  # noqa: PLR0913  each is one fact of the description
    method: str,
    path: str,
    summary: str,
    *,
    tag: str,
    status: HTTPStatus = HTTPStatus.OK,
    errors: Mapping[HTTPStatus, str] = _NO_ERRORS,
) -> Callable[[F], F]:
    """Declare a method of a routes class as a route.

    The method's name becomes the operation id, its docstring the description, and the type it returns the
    response. `path` holds a parameter as `<name>`.
    """

    def declare(method_of_routes: F) -> F:
        returned = method_of_routes.__annotations__["return"]
        # A method that sets headers returns Response[Model] of Powertools.
        response = next(iter(get_args(returned)), returned)
        declared = partial(
            Route,
            method=method,
            path=path,
            summary=summary,
            tag=tag,
            status=status,
            errors=errors,
            response=response,
        )
        setattr(method_of_routes, _DECLARED, declared)
        return method_of_routes

    return declare


def routes_of(group: object) -> Iterator[Route]:
    """Return the routes that the class of `group` declares, bound to `group`, in the order of the class."""
    for name, member in vars(type(group)).items():
        if declared := getattr(member, _DECLARED, None):
            yield declared(call=getattr(group, name))
