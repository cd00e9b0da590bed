"""The WSGI application of a simulated server: a platform's API, with faults, rate limits and a request log."""

import json
import time
from collections.abc import Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING, Protocol

from werkzeug.http import http_date
from werkzeug.wrappers import Request, Response

from infra.local.simulators.control import ControlRoutes
from infra.local.simulators.exchange import (
    ApiCall,
    ApiResponse,
    CallHandler,
    ConnectionDroppedError,
    ErrorResponse,
)
from infra.local.simulators.faults import Fault, FaultKind
from infra.local.simulators.network import RecordedRequest, SimulatedNetwork
from infra.local.simulators.page_faults import PageFaults, truncated
from infra.local.simulators.timeline import timeline_page
from infra.local.simulators.timestamps import timestamp_text

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


class PlatformApi(Protocol):
    """What each platform provides: its routes, tokens, rate limits and error responses."""

    def find(self, request: Request) -> tuple[str, CallHandler, dict[str, str]]:
        """Return the name of the route, its handler and the arguments in the path. Raises ErrorResponse."""
        ...

    def caller(self, request: Request) -> str:
        """Return the handle of the account whose token came with the request, or an empty string."""
        ...

    def charge(self, call: ApiCall) -> dict[str, str]:
        """Count the call towards its rate limits, and return their headers. Raises ErrorResponse."""
        ...

    def fault_response(self, fault: Fault) -> ApiResponse:
        """Return the response to a request that fails by an outage, an invalid token or a rate limit."""
        ...


PREVENTING_FAULTS = frozenset(
    {FaultKind.OUTAGE, FaultKind.EXPIRED_TOKEN, FaultKind.REVOKED_TOKEN, FaultKind.RATE_LIMITED}
)


class Application:
    """Serves one simulated network."""

    def __init__(self, network: SimulatedNetwork, api: PlatformApi) -> None:
        self._network = network
        self._api = api
        self._control = ControlRoutes(network)
        self._page_faults = PageFaults(network.seed)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        with Request(environ) as request:  # This closes uploaded files.
            response = self._answer(request)
        return response(environ, start_response)

    def _answer(self, request: Request) -> Response:
        if request.path == "/":
            return timeline_page(self._network)
        if request.path.startswith("/_simulator"):
            return self._control.answer(request)
        return self._serve(request)

    def _serve(self, request: Request) -> Response:
        caller, route, status = self._api.caller(request), request.path, 0
        try:
            try:
                route, handler, arguments = self._api.find(request)
            except ErrorResponse as error:
                answer = error.response
            else:
                call = ApiCall(request, route, self._network.clock.now(), arguments)
                faults = self._network.faults.matching(request.method, route, caller)
                answer = self._attempt(call, handler, caller, faults)
            status = answer.status
            return self._response(answer)
        finally:
            now = timestamp_text(self._network.clock.now())
            self._network.requests.add(RecordedRequest(now, request.method, route, caller, int(status)))

    def _attempt(self, call: ApiCall, handler: CallHandler, caller: str, faults: list[Fault]) -> ApiResponse:
        kinds = {fault.kind for fault in faults}
        time.sleep(sum(fault.seconds for fault in faults if fault.kind is FaultKind.SLOW))
        if FaultKind.RESET in kinds:
            raise ConnectionDroppedError
        prevented_by = next((fault for fault in faults if fault.kind in PREVENTING_FAULTS), None)
        if prevented_by is not None:
            return self._api.fault_response(prevented_by)
        answer = self._handle(call, handler)
        if FaultKind.LOST in kinds:
            raise ConnectionDroppedError
        return self._with_page_faults(answer, kinds, (caller, call.route))

    def _handle(self, call: ApiCall, handler: CallHandler) -> ApiResponse:
        with self._network.lock:
            headers: dict[str, str] = {}
            try:
                headers = self._api.charge(call)
                answer = handler(call)
            except ErrorResponse as error:
                answer = error.response
        return ApiResponse(answer.body, answer.status, {**headers, **answer.headers}, answer.content_type)

    def _with_page_faults(
        self, answer: ApiResponse, kinds: set[FaultKind], caller: tuple[str, str]
    ) -> ApiResponse:
        if answer.status != HTTPStatus.OK or answer.body is None:
            return answer
        body = self._page_faults.page(answer.body, kinds, caller)
        if FaultKind.TRUNCATED in kinds:
            body = truncated(body)
        return ApiResponse(body, answer.status, answer.headers, answer.content_type)

    def _response(self, answer: ApiResponse) -> Response:
        text = answer.body if isinstance(answer.body, str) else json.dumps(answer.body, ensure_ascii=False)
        response = Response("" if answer.body is None else text, int(answer.status), dict(answer.headers))
        response.headers["Date"] = http_date(self._network.clock.now())
        if answer.body is None:
            del response.headers["Content-Type"]
        else:
            response.headers["Content-Type"] = answer.content_type
        return response
