"""The XRPC API: it finds the method, admits the caller and enforces the rate limits."""

from datetime import datetime
from functools import partial
from http import HTTPStatus

from werkzeug.wrappers import Request

from infra.local.simulators.bluesky import (
    chat_methods,
    feed_methods,
    notification_methods,
    repo_methods,
    server_methods,
)
from infra.local.simulators.bluesky.caller import Method, admit_caller
from infra.local.simulators.bluesky.error_responses import expired, invalid, not_implemented, outage
from infra.local.simulators.bluesky.network import BlueskyNetwork
from infra.local.simulators.bluesky.sessions import INVALID_TOKEN_TEXTS
from infra.local.simulators.exchange import ApiCall, ApiResponse, CallHandler, ErrorResponse, bearer_token
from infra.local.simulators.faults import Fault, FaultKind
from infra.local.simulators.network import TokenInvalidation
from infra.local.simulators.rate_limits import RateLimitState
from infra.local.simulators.timestamps import EPOCH

METHODS: dict[str, Method] = (
    server_methods.METHODS
    | repo_methods.METHODS
    | notification_methods.METHODS
    | feed_methods.METHODS
    | chat_methods.METHODS
)
PREFIX = "/xrpc/"
LOGIN = "com.atproto.server.createSession"
UPLOAD = "com.atproto.repo.uploadBlob"
WRITE_POINTS = {
    "com.atproto.repo.createRecord": 3,
    "com.atproto.repo.putRecord": 2,
    "com.atproto.repo.deleteRecord": 1,
}
DEAD_TOKENS = {
    FaultKind.EXPIRED_TOKEN: TokenInvalidation.EXPIRED,
    FaultKind.REVOKED_TOKEN: TokenInvalidation.REVOKED,
}


class BlueskyApi:
    """The API of a simulated Bluesky network."""

    def __init__(self, network: BlueskyNetwork) -> None:
        self._network = network

    def find(self, request: Request) -> tuple[str, CallHandler, dict[str, str]]:
        """Return the XRPC method of the request. Raises ErrorResponse."""
        if request.path == f"{PREFIX}_health":
            return "_health", lambda _: ApiResponse({"version": "simulated"}), {}
        name = request.path.removeprefix(PREFIX)
        if not request.path.startswith(PREFIX):
            raise ErrorResponse(ApiResponse("Not Found", HTTPStatus.NOT_FOUND, content_type="text/plain"))
        if name not in METHODS:
            raise not_implemented()
        method = METHODS[name]
        if request.method != method.verb:
            raise invalid(f"Incorrect HTTP method ({request.method}) expected {method.verb}")
        return name, partial(self._run, method), {}

    def _run(self, method: Method, call: ApiCall) -> ApiResponse:
        return method.run(admit_caller(self._network, method, call))

    def caller(self, request: Request) -> str:
        """Return the handle of the token, or at a login the identifier that was sent."""
        if request.path == PREFIX + LOGIN:
            sent = request.get_json(silent=True)
            return str(sent.get("identifier", "")) if isinstance(sent, dict) else ""
        did = self._network.sessions.subject(bearer_token(request) or "")
        return self._network.actors[did].handle if did else ""

    def charge(self, call: ApiCall) -> dict[str, str]:
        """Count the call, and return headers for the limit with the fewest points left. Raises ErrorResponse."""
        spend, handle = self._network.limits.spend, self.caller(call.request)
        address = call.request.remote_addr or ""
        states = [spend("requests", address, call.now)]
        if call.route == LOGIN:
            states += [spend(name, f"{address}/{handle}", call.now) for name in ("logins", "logins_daily")]
        if call.route == UPLOAD:
            states.append(spend("uploads", handle, call.now))
        if points := WRITE_POINTS.get(call.route):
            states += [spend(name, handle, call.now, points) for name in ("writes", "writes_daily")]
        for state in states:
            if state.exceeded:
                raise _too_many(state, call.now)
        return _headers(min(states, key=lambda state: state.remaining))

    def fault_response(self, fault: Fault) -> ApiResponse:
        """Return the response to a request that the fault prevents."""
        if fault.kind in DEAD_TOKENS:
            return expired(INVALID_TOKEN_TEXTS[DEAD_TOKENS[fault.kind]]).response
        if fault.kind is FaultKind.RATE_LIMITED:
            now = self._network.clock.now()
            return _too_many(self._network.limits.exhausted(fault.seconds, now), now).response
        return outage(fault.status, fault.body)


def _headers(state: RateLimitState) -> dict[str, str]:
    points, window = state.limit.points, int(state.limit.window.total_seconds())
    return {
        "RateLimit-Limit": str(points),
        "RateLimit-Remaining": str(state.remaining),
        "RateLimit-Reset": str(int((state.resets_at - EPOCH).total_seconds())),
        "RateLimit-Policy": f"{points};w={window}",
    }


def _too_many(state: RateLimitState, now: datetime) -> ErrorResponse:
    # If fewer points are left than the call costs, the server says that none are left.
    headers = _headers(state) | {"RateLimit-Remaining": "0", "Retry-After": str(state.seconds_left(now))}
    body = {"error": "RateLimitExceeded", "message": "Rate Limit Exceeded"}
    return ErrorResponse(ApiResponse(body, HTTPStatus.TOO_MANY_REQUESTS, headers))
