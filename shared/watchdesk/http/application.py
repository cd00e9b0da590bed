"""One interface as one callable: an HTTP API's event in, its answer out."""

from collections.abc import Iterator, Mapping
from typing import Any, Protocol, Self

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver
from aws_lambda_powertools.utilities.typing import LambdaContext

from watchdesk.http import docs_page
from watchdesk.http.error_responses import add_error_responses
from watchdesk.http.request_guard import RequestRejected, caller, with_json_body
from watchdesk.http.routing import PRINCIPAL, Route

SECURITY_HEADERS = {
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "strict-transport-security": "max-age=31536000",
    "x-content-type-options": "nosniff",
}


class RouteGroup(Protocol):
    def routes(self) -> Iterator[Route]: ...


class Application:
    def __init__(self) -> None:
        self.app = APIGatewayHttpResolver(enable_validation=True)
        add_error_responses(self.app)

    def add(self, *groups: RouteGroup) -> Self:
        for group in groups:
            for route in group.routes():
                route.add_to(self.app)
        return self

    def __call__(self, event: Mapping[str, Any], context: LambdaContext) -> dict[str, Any]:
        """Raises whatever is our own fault: the invocation fails, and its alarm rings."""
        if docs_page.is_asked_for(event):
            return docs_page.answer()
        try:
            principal, event = caller(event), with_json_body(event)
            self.app.context[PRINCIPAL] = principal
            answer = self.app.resolve(event, context)
        except RequestRejected as turned:
            refused = turned.kind.document(turned.detail)
            headers = {name: str(value) for name, value in refused.headers.items()}
            answer = {"statusCode": int(refused.status_code), "headers": headers, "body": refused.body}
        return {**answer, "headers": {**answer.get("headers", {}), **SECURITY_HEADERS}}
