"""An HTTP interface as one callable: it takes the event of an HTTP API and returns the response."""

from collections.abc import Mapping
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver
from aws_lambda_powertools.utilities.typing import LambdaContext

from watchdesk.http import docs_page
from watchdesk.http.error_responses import add_error_responses
from watchdesk.http.request_guard import RequestRejected, caller_of, with_json_body
from watchdesk.http.routing import LAMBDA_CONTEXT, PRINCIPAL, routes_of

SECURITY_HEADERS = {
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "strict-transport-security": "max-age=31536000",
    "x-content-type-options": "nosniff",
}


class Application:
    def __init__(self, *groups: object) -> None:
        """Serve every route that the classes of `groups` declare."""
        self.app = APIGatewayHttpResolver(enable_validation=True)
        add_error_responses(self.app)
        for group in groups:
            for route in routes_of(group):
                route.add_to(self.app)

    def __call__(self, event: Mapping[str, Any], context: LambdaContext) -> dict[str, Any]:
        """Return the response to one request.

        Raises whatever is a fault of ours: then the invocation fails, and its alarm rings.
        """
        if docs_page.is_requested_by(event):
            return docs_page.response()
        try:
            principal, event = caller_of(event), with_json_body(event)
            self.app.context.update({PRINCIPAL: principal, LAMBDA_CONTEXT: context})
            response = self.app.resolve(event, context)
        except RequestRejected as rejected:
            response = _problem_response(rejected)
        return {**response, "headers": {**response.get("headers", {}), **SECURITY_HEADERS}}


def _problem_response(rejected: RequestRejected) -> dict[str, Any]:
    document = rejected.kind.document(rejected.detail)
    headers = {name: str(value) for name, value in document.headers.items()}
    return {"statusCode": int(document.status_code), "headers": headers, "body": document.body}
