"""An API as a web server in the same process, as programs that speak HTTP want it."""

import base64
import json
from collections.abc import Callable, Iterable
from typing import Any, Protocol
from urllib.parse import parse_qsl

from werkzeug.wrappers import Request, Response

from tests.handlers.api import http_event

Environ = dict[str, Any]


class Gateway(Protocol):
    def application(self, event: dict[str, Any]) -> dict[str, Any]: ...


def served(api: Gateway, description: dict[str, Any]) -> Callable[[Environ, Any], Iterable[bytes]]:
    """Every caller has every role. What the gateway refuses by itself, such as an unknown method, is 404 here."""

    def serve(environ: Environ, start_response: Any) -> Iterable[bytes]:
        request = Request(environ)
        if request.path == "/openapi.json":
            return Response(json.dumps(description), mimetype="application/json")(environ, start_response)
        answer = api.application(_event(request))
        response = Response(answer["body"], status=answer["statusCode"], headers=answer["headers"])
        return response(environ, start_response)

    return serve


def _event(request: Request) -> dict[str, Any]:
    query = request.query_string.decode("latin-1")
    event = http_event(request.method, request.path)
    event["headers"] = {name.lower(): value for name, value in request.headers.items()}
    event["rawQueryString"] = query
    joined = dict[str, str]()
    for name, value in parse_qsl(query, keep_blank_values=True):
        joined[name] = f"{joined[name]},{value}" if name in joined else value
    if joined:
        event["queryStringParameters"] = joined
    if body := request.get_data():
        event |= {"body": base64.b64encode(body).decode(), "isBase64Encoded": True}
    return event
