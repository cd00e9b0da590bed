"""The Mastodon API: it finds the method, admits the caller and enforces the rate limits."""

from functools import partial
from http import HTTPStatus

from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request

from infra.local.simulators.exchange import ApiCall, ApiResponse, CallHandler, ErrorResponse, bearer_token
from infra.local.simulators.faults import Fault, FaultKind
from infra.local.simulators.mastodon import account_methods, instance_methods, notification_methods, status_methods
from infra.local.simulators.mastodon.caller import Method, admit_caller, token_owner
from infra.local.simulators.mastodon.error_responses import (
    error_response,
    in_language,
    no_route,
    outage,
    unauthorised,
)
from infra.local.simulators.mastodon.flavours import ResetForm
from infra.local.simulators.mastodon.network import INVALID_TOKEN_TEXTS, MastodonNetwork
from infra.local.simulators.network import TokenInvalidation
from infra.local.simulators.rate_limits import RateLimitState
from infra.local.simulators.timestamps import EPOCH

METHODS: dict[tuple[str, str], Method] = (
    notification_methods.METHODS | status_methods.METHODS | account_methods.METHODS | instance_methods.METHODS
)
PAGE_PARAMETERS = ("max_id", "min_id", "since_id")
DEAD_TOKENS = {
    FaultKind.EXPIRED_TOKEN: TokenInvalidation.EXPIRED,
    FaultKind.REVOKED_TOKEN: TokenInvalidation.REVOKED,
}


class MastodonApi:
    """The API of a simulated Mastodon server."""

    def __init__(self, network: MastodonNetwork) -> None:
        self._network = network
        self._map = Map(
            [Rule(path.replace(":id", "<id>"), methods=[verb], endpoint=(verb, path)) for verb, path in METHODS],
            strict_slashes=False,
        )

    def find(self, request: Request) -> tuple[str, CallHandler, dict[str, str]]:
        """Return the method of the request. Raises ErrorResponse."""
        try:
            endpoint, arguments = self._map.bind_to_environ(request.environ).match()
        except HTTPException:
            raise no_route() from None
        return endpoint[1], partial(self._run, METHODS[endpoint]), dict(arguments)

    def _run(self, method: Method, call: ApiCall) -> ApiResponse:
        try:
            return method.run(admit_caller(self._network, method, call))
        except ErrorResponse as error:
            raise ErrorResponse(self._translated(error.response)) from None

    def _translated(self, answer: ApiResponse) -> ApiResponse:
        return in_language(answer, self._network.settings.language)

    def caller(self, request: Request) -> str:
        """Return the address of the token's owner, or an empty string."""
        owner = token_owner(self._network, bearer_token(request))
        return owner.acct if owner else ""

    def charge(self, call: ApiCall) -> dict[str, str]:
        """Count the call and return the headers of its limit. Raises ErrorResponse.

        The headers are for the common limit, unless the method has a limit of its own.
        """
        method = METHODS[call.request.method, call.route]
        names = ["requests", method.limit] if method.limit != "requests" else ["requests"]
        names += ["pages"] if any(name in call.query for name in PAGE_PARAMETERS) else []
        who = call.bearer or call.request.remote_addr or ""
        states = [self._network.limits.spend(name, who, call.now) for name in names]
        for state in states:
            if state.exceeded:
                raise ErrorResponse(self._too_many(self._headers(state)))
        return self._headers(states[-1] if method.limit != "requests" else states[0])

    def _headers(self, state: RateLimitState) -> dict[str, str]:
        reset = {
            ResetForm.ISO: state.resets_at.isoformat(timespec="microseconds").replace("+00:00", "Z"),
            ResetForm.EPOCH: str(int((state.resets_at - EPOCH).total_seconds())),
        }
        form = self._network.flavour.reset_form
        if form is ResetForm.ABSENT:
            return {}
        return {
            "X-RateLimit-Limit": str(state.limit.points),
            "X-RateLimit-Remaining": str(state.remaining),
            "X-RateLimit-Reset": reset[form],
        }

    def _too_many(self, headers: dict[str, str]) -> ApiResponse:
        answer = error_response(HTTPStatus.TOO_MANY_REQUESTS, self._network.flavour.too_many).response
        return self._translated(ApiResponse(answer.body, answer.status, headers))

    def fault_response(self, fault: Fault) -> ApiResponse:
        """Return the response to a request that the fault prevents."""
        if fault.kind in DEAD_TOKENS:
            return self._translated(unauthorised(INVALID_TOKEN_TEXTS[DEAD_TOKENS[fault.kind]]).response)
        if fault.kind is FaultKind.RATE_LIMITED:
            return self._too_many(
                self._headers(self._network.limits.exhausted(fault.seconds, self._network.clock.now()))
            )
        return outage(fault.status, fault.body)
